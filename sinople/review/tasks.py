"""Making papers in the background: reports, forms, letters, tables, and the bound application."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.applications.papers import reports as own
from sinople.evaluation import papers as reports
from sinople.evaluation.models import Engagement
from sinople.evaluation.states import EngagementState
from sinople.jobs.actions import Work
from sinople.kernel.refused import Ground
from sinople.law.outlines import load_binding, outline_of, outlines_for
from sinople.letters import actions as letters
from sinople.letters import printing
from sinople.letters import queries as letter_queries
from sinople.letters.papers import Evidence, Filling, filled, pdf
from sinople.letters.papers.binding import Piece, bound, examined, volumes_of
from sinople.letters.papers.word import docx
from sinople.review.models import Case
from sinople.review.papers import reports as reviewing
from sinople.schemes.models import Call

FOLDER = settings.PACKS / "reference"


def make_paper(work: Work) -> None:
    """Make the paper that was ordered and keep it; made a second time from the same facts it is the same."""
    said = {name: str(value) for name, value in work.arguments.items()}
    if said["code"] == "bound":
        bind(work, applications.application_by_key(said["key"]))
        return
    outline = outline_of(FOLDER, said["code"])
    paper = filled(outline, FILLINGS[said["kind"]](said["key"], work.at, said["number"]))
    content = pdf(paper) if said["form"] == "pdf" else docx(paper, letter_queries.template_in_use(outline.code))
    about = (said["kind"], said["key"])
    if outline.series:  # a letter belongs to the application: the applicant reads it there
        about = (Application.kind(), Case.objects.select_related("application").get(key=said["key"]).application.key)
    with transaction.atomic():
        letters.keep_paper(
            kind=outline.code, about=about, name=f"{outline.code}.{said['form']}", content=content, at=work.at, number=said["number"]
        )  # fmt: skip


def bind(work: Work, application: Application) -> None:
    """Bind forms, reports and evidence into volumes; what cannot be bound keeps a page in its place and is told."""
    most = load_binding(FOLDER).most
    attached = own.attached_to(application)
    evidence = []
    for n, one in enumerate(attached):
        evidence.append(examined(one.piece, most=most))
        work.progress(n, len(attached) + 1)
    pieces = _with_index(application, attached, evidence, at=work.at)
    volumes = volumes_of(pieces, most=most)
    whole, first = sum(piece.pages for piece in pieces), 1
    faults = [piece.fault for piece in pieces if piece.fault is not None]
    made = []
    for volume in volumes:
        made.append(bound(volume, stamp=application.number or application.site.name, on=printing.day_of(work.at), first=first, whole=whole))
        first += sum(piece.pages for piece in volume)
    _keep(application, made, faults, at=work.at)


def _keep(application: Application, made: Sequence[bytes], faults: Sequence[Ground], *, at: datetime) -> None:
    with transaction.atomic():
        for n, content in enumerate(made, start=1):
            name = f"bound-{n}-of-{len(made)}.pdf" if len(made) > 1 else "bound.pdf"
            letters.keep_paper(kind="bound", about=(own.PAPERS, application.key), name=name, content=content, at=at, remarks=faults)


def _with_index(application: Application, attached: Sequence[own.Attached], evidence: Sequence[Piece], *, at: datetime) -> list[Piece]:
    """Return forms and evidence in order. The forms are set twice: the index tells on which page each piece begins, and its figures take no room."""
    fronts = _fronts(application, own.counted(attached, evidence, begins=1), at)
    begins = 1 + sum(piece.pages for piece in fronts)
    return [*_fronts(application, own.counted(attached, evidence, begins=begins), at), *evidence]


def _fronts(application: Application, index: Sequence[Evidence], at: datetime) -> list[Piece]:
    offered = outlines_for(FOLDER, pack=applications.pack_code_of(application), title=application.call.title_code, made_by="applicant")
    given = own.filling_of(application, at=at, evidence=index)
    made = [(outline, given) for outline in sorted(offered, key=lambda one: one.look != "form")]
    engagement = Engagement.objects.filter(application=application, state=EngagementState.SIGNED).select_related("evaluator").first()
    if engagement is not None:
        engagement.application = application
        theirs = outlines_for(FOLDER, pack=applications.pack_code_of(application), title=application.call.title_code, made_by="evaluator")
        made += [(outline, reports.filling_of(engagement, at=at, evidence=index)) for outline in theirs[:1]]
    return [_front(outline.name.zh, pdf(filled(outline, filling))) for outline, filling in made]


def _front(title: str, content: bytes) -> Piece:
    return examined(Piece(title, "pdf", lambda: content, size=len(content)), most=len(content))


def _own(key: str, at: datetime, _number: str) -> Filling:
    application = applications.application_by_key(key)
    index = own.counted(attached := own.attached_to(application), [examined(one.piece, most=one.piece.size) for one in attached], begins=0)
    return own.filling_of(application, at=at, evidence=[replace(one, page=0) for one in index])


def _report(key: str, at: datetime, _number: str) -> Filling:
    engagement = Engagement.objects.select_related("evaluator").get(key=key)
    engagement.application = applications.application_by_id(engagement.application_id)
    attached = own.attached_to(engagement.application)
    index = own.counted(attached, [examined(one.piece, most=one.piece.size) for one in attached], begins=0)
    return reports.filling_of(engagement, at=at, evidence=[replace(one, page=0) for one in index])


def _review(key: str, at: datetime, number: str) -> Filling:
    case = Case.objects.get(key=key)
    case.application = applications.application_by_id(case.application_id)
    return reviewing.filling_of(case, at=at, number=number)


def _table(key: str, at: datetime, _number: str) -> Filling:
    call, _colon, district = key.partition(":")
    return reviewing.table_of(Call.objects.select_related("pack").get(key=call), district, at=at)


FILLINGS: dict[str, Callable[[str, datetime, str], Filling]] = {own.PAPERS: _own, reports.PAPERS: _report, reviewing.PAPERS: _review, reviewing.TABLES: _table}
