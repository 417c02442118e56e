"""Having papers made, and writing what stands in them: the applicant's, the evaluator's, those of district and city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.applications.papers import reports as own
from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.evaluation import papers as reports
from sinople.evaluation import permissions as evaluation
from sinople.evaluation.models import Engagement
from sinople.jobs.actions import enqueue
from sinople.jobs.models import Job
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.law.outlines import Outline, outlines_for
from sinople.letters import actions as letters
from sinople.letters import queries as letter_queries
from sinople.people import queries as people
from sinople.review import permissions
from sinople.review.models import Case
from sinople.review.papers import reports as reviewing
from sinople.schemes.models import Call

PDF, DOCX = "pdf", "docx"
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a paper is about, as its keeper knows it, and from what it is filled."""

    kind: str
    key: str
    thing: Application | Engagement | Case | Call


def order_own(*, application: Application, outline: Outline, form: str, by: Acting, at: datetime) -> Job:
    """Have one of the applicant's papers made."""
    demand(permissions.may_order_own_paper, by, application)
    _offered(outline, application, "applicant")
    return _order(Ordered(own.PAPERS, application.key, application), outline.code, form, by=by, at=at)


def order_bound(*, application: Application, by: Acting, at: datetime) -> Job:
    """Have the whole application bound into one PDF: forms, reports and every piece of evidence."""
    demand(permissions.may_order_own_paper, by, application)
    return _order(Ordered(own.PAPERS, application.key, application), "bound", PDF, by=by, at=at)


def order_report(*, engagement: Engagement, outline: Outline, form: str, by: Acting, at: datetime) -> Job:
    """Have the evaluator's report made."""
    demand(permissions.may_order_report, by, engagement)
    _offered(outline, engagement.application, "evaluator")
    return _order(Ordered(reports.PAPERS, engagement.key, engagement), outline.code, form, by=by, at=at)


def order_review_paper(*, case: Case, outline: Outline, form: str, by: Acting, at: datetime) -> Job:
    """Have a paper of the review made; a letter is numbered in the act, once, and the applicant is told."""
    demand(permissions.may_order_review_paper, by, case)
    if outline.made_by not in {"district", "office"} or outline.look == "wide":
        raise Refused("There is no paper with the code %(code)s.", code=outline.code)
    number = ""
    if outline.series:
        demand(permissions.LETTERS[outline.code], by, case)
        number = _number(case, outline, by=by, at=at)
    return _order(Ordered(reviewing.PAPERS, case.key, case), outline.code, form, by=by, at=at, number=number)


def order_table(*, call: Call, district: str, outline: Outline, form: str, by: Acting, at: datetime) -> Job:
    """Have the recommendation table of a district in a call made."""
    demand(permissions.may_order_table, by, district)
    return _order(Ordered(reviewing.TABLES, f"{call.key}:{district}", call), outline.code, form, by=by, at=at)


def write_own(*, application: Application, outline: Outline, typed: Mapping[str, tuple[str, int]], by: Acting, at: datetime) -> int:
    """Keep what the applicant wrote for a paper: words and the version that they were written over, by code; return how many changed."""
    demand(permissions.may_write_own_chapters, by, application)
    return _write(application, own.PAPERS, outline, typed, by=by, at=at)


def write_report(*, engagement: Engagement, outline: Outline, typed: Mapping[str, tuple[str, int]], by: Acting, at: datetime) -> int:
    """Keep what the evaluator wrote for the report."""
    demand(evaluation.may_verify, by, engagement)
    return _write(engagement, reports.PAPERS, outline, typed, by=by, at=at)


def write_review(*, case: Case, outline: Outline, typed: Mapping[str, tuple[str, int]], by: Acting, at: datetime) -> int:
    """Keep what district or city wrote for a paper of the review."""
    demand(permissions.may_order_review_paper, by, case)
    return _write(case, reviewing.PAPERS, outline, typed, by=by, at=at)


def _write(thing: Application | Engagement | Case, kind: str, outline: Outline, typed: Mapping[str, tuple[str, int]], *, by: Acting, at: datetime) -> int:
    limits = {part.of: part.limit.whole for part in outline.chapters if part.limit is not None}
    known = {*(part.of for part in outline.chapters), *(one.of for one in outline.typed)}
    before = letter_queries.words_of(kind, thing.key)
    changed = {code: given for code, given in typed.items() if code in known and given[0] != before.get(code, "")}
    for code, (words, version) in changed.items():
        most = limits.get(code, LONGEST)
        if len("".join(words.split())) > most:
            raise Refused("The form allows %(most)s characters here; these are %(count)s.", field=code, most=most, count=len("".join(words.split())))
        letters.write_chapter(about=(kind, thing.key), code=code, words=words, version=version, by=by, at=at)
    if changed:
        record("write_chapters", thing, by=by, at=at, paper=outline.code, chapters=sorted(changed))
    return len(changed)


def _offered(outline: Outline, application: Application, maker: str) -> None:
    pack = applications.pack_code_of(application)
    offered = outlines_for(settings.PACKS / "reference", pack=pack, title=application.call.title_code, made_by=maker)  # type: ignore[arg-type]
    if outline not in offered:
        raise Refused("This paper is not one of the title that is applied for.")


def _order(what: Ordered, code: str, form: str, *, by: Acting, at: datetime, number: str = "") -> Job:
    if form not in {PDF, DOCX}:
        raise Refused("A paper is made as PDF or as a Word file.")
    arguments = {"kind": what.kind, "key": what.key, "code": code, "form": form, "number": number}
    made = enqueue(
        name="make_paper", once_key=f"paper:{what.kind}:{what.key}:{code}:{form}:{at.timestamp():.3f}"[:120], arguments=arguments, at=at, person_id=by.person_id
    )
    record("order_paper", what.thing, by=by, at=at, paper=code, form=form, job=made.key)
    return made


def _number(case: Case, outline: Outline, *, by: Acting, at: datetime) -> str:
    """Return the number of the letter: one for each correction, one for the acceptance; ordered again it keeps its number."""
    rounds = len({point.asked_at for point in applications.points_of(case.application)}) if outline.code == "correction" else 1
    about = (Application.kind(), f"{case.application.key}:{rounds}")
    given = letter_queries.number_given(outline.series, about)
    if given:
        return given
    made = letters.number(series=outline.series, year=at.year, words=outline.number, about=about, by=by, at=at)
    letters.write(
        to=people.holders_of(case.application.organisation_id, at), message=N_("%(paper)s %(number)s lies with the papers of your application."),
        about=(Application.kind(), case.application.key), at=at, once=made, paper=outline.name, number=made,
    )  # fmt: skip
    return made
