"""Beginning, filling, declaring, handing in, correcting, withdrawing an application."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError
from django.db.models import F, QuerySet

from sinople.applications import papers, permissions, queries
from sinople.applications.actions.commenting import comment as comment
from sinople.applications.actions.commenting import resolve_comment as resolve_comment
from sinople.applications.models import Application, Given, PaperAdded, Point, Snapshot
from sinople.applications.rules import grounds_against_handing_in
from sinople.applications.states import State, Verb
from sinople.audit.actions import move, record
from sinople.audit.asking import Change, Place
from sinople.audit.permissions import demand
from sinople.audit.rules import Fact, sm3, written
from sinople.databook import actions as databooks
from sinople.databook import queries as databook_queries
from sinople.deadlines import actions as deadlines
from sinople.files import actions as files
from sinople.files import queries as file_queries
from sinople.kernel.acting import Acting
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Ground, Refused
from sinople.law.scoring import Answer, check_answer, sheet_to_json
from sinople.letters import actions as letters
from sinople.people.models import Site
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call
from sinople.schemes.states import CallState


def begin(*, call: Call, site: Site, by: Acting, at: datetime) -> Application:
    """Begin an application for a site: no limit on their number, a second site applies by itself (hearing answers 2 and 4)."""
    demand(permissions.may_begin, by, site.organisation_id)
    if call.state != CallState.OPEN:
        raise Refused("This call is not open.")
    if site.kind != queries.subject_kind(call):
        raise Refused("%(name)s is not of the kind that this title attaches to; choose one that is.", field="site", name=site.name)
    if queries.needs_pool(call, site):
        raise Refused(queries.OUTSIDE_POOL, field="site", name=site.name)
    year = queries.data_year(call)
    try:
        made = Application.objects.create(
            call=call, organisation=site.organisation, site=site, district=site.district, industry=site.organisation.industry, year=year,
            pack_digest=call.pack.digest, state=State.DRAFT, moved_at=at, begun_at=at,
        )  # fmt: skip
    except IntegrityError:
        raise Refused("There is an application for this site in this call already.", field="site") from None
    book = databooks.begin(site=site, year=year, by=by, at=at)
    databooks.note_use(databook=book, about=(Application.kind(), made.key), at=at)
    if site.kind == Site.Kind.PRODUCT and not databook_queries.products_of(book):
        databooks.set_product(databook=book, n=1, name=site.name, kind="", by=by, at=at)
    record("begin", made, by=by, at=at, call=call.key, site=site.key, pack=call.pack.digest)
    return made


def answer(*, application: Application, given: Answer, by: Acting, at: datetime, version: int = 0, evidence_keys: Sequence[str] | None = None) -> Given:
    """Answer one row of the table; refused when a second editor was faster, and nothing typed is lost."""
    demand(permissions.may_edit, by, application)
    check_answer(queries.table_of(application), given)
    facts: dict[str, Any] = {
        "holds": given.holds, "degree": given.degree, "stated": given.stated, "ticks": _list(given.ticks), "not_applicable": given.not_applicable, "reason": given.reason,
        "person_id": by.person_id, "at": at,
    }  # fmt: skip
    made = _write(application, given.code, facts, version, evidence_keys)
    record("answer", application, by=by, at=at, row=given.code, answer=_plain(given))
    return made


def bring_answers(*, application: Application, name: str, data: bytes, by: Acting, at: datetime) -> int:
    """Take a filled-in workbook of answers over, whole or not at all; refused with every fault by its cell."""
    demand(permissions.may_edit, by, application)
    kept = files.keep(name=name, data=data, by=by, at=at, organisation_id=application.organisation_id, about=(Application.kind(), application.key))
    typed = queries.answers_in(application, data)
    for one in typed:
        answer(application=application, given=one.answer, by=by, at=at, version=one.version)
    record("bring_answers", application, by=by, at=at, rows=len(typed), evidence=kept.key)
    return len(typed)


def add_evidence(*, application: Application, code: str, evidence_key: str, by: Acting, at: datetime) -> Given:
    """Add a file to the answer of a row."""
    demand(permissions.may_edit, by, application)
    row, _ = Given.objects.get_or_create(application=application, code=code, defaults={"person_id": by.person_id, "at": at})
    if evidence_key not in row.evidence_keys:
        row.evidence_keys = [*row.evidence_keys, evidence_key]
        row.save(update_fields=["evidence_keys"])
        record("add_evidence", application, by=by, at=at, row=code, evidence=evidence_key)
    return row


def add_paper(*, application: Application, material: str, evidence_key: str, by: Acting, at: datetime) -> PaperAdded:
    """Add a file for a material of the list."""
    demand(permissions.may_edit, by, application)
    schemes.pack_of(application.pack_digest).material(material)
    made, _ = PaperAdded.objects.get_or_create(
        application=application, material=material, evidence_key=evidence_key, defaults={"person_id": by.person_id, "at": at}
    )
    record("add_paper", application, by=by, at=at, material=material, evidence=evidence_key)
    return made


def remove_paper(*, application: Application, material: str, evidence_key: str, by: Acting, at: datetime) -> None:
    """Take a file off the list of materials; the file itself and the line of the story stay."""
    demand(permissions.may_edit, by, application)
    PaperAdded.objects.filter(application=application, material=material, evidence_key=evidence_key).delete()
    record("remove_paper", application, by=by, at=at, material=material, evidence=evidence_key)


def declare(*, application: Application, by: Acting, at: datetime) -> Application:
    """Declare the self-evaluation: frozen and hashed; refused with everything that is missing."""
    demand(permissions.may_declare, by, application)
    sheet = queries.live_sheet(application)
    grounds = queries.missing_of(application)
    if grounds:
        raise Refused("The self-evaluation is not complete yet.", grounds=grounds)
    frozen = _freeze(application, Snapshot.Kind.DECLARED, by=by, at=at)
    return move(application, Verb.DECLARE, by=by, at=at, digest=frozen.digest, low=sheet.low, high=sheet.high)


def reopen(*, application: Application, by: Acting, at: datetime) -> Application:
    """Open the self-evaluation again before the hand-in; what was verified has to be verified again."""
    demand(permissions.may_reopen, by, application)
    return move(application, Verb.REOPEN, by=by, at=at)


def note_verified(*, application: Application, by: Acting, at: datetime, report: str) -> Application:
    """Note that the evaluator has signed the report; told by the room of evaluation."""
    return move(application, Verb.VERIFY, by=by, at=at, report=report)


def hand_in(*, application: Application, confirmed: bool, statement_key: str, by: Acting, at: datetime) -> Application:
    """Hand the application in for review, or again after a correction: a frozen snapshot, a number, a receipt."""
    demand(permissions.may_hand_in, by, application)
    if application.state == State.RETURNED:
        return _hand_in_again(application, by=by, at=at)
    call = application.call
    grounds = grounds_against_handing_in(
        at, opens_at=call.opens_at, closes_at=schemes.closes_at(call, application.district), statement=confirmed or bool(statement_key)
    )
    if grounds:
        raise Refused("The application cannot be handed in.", grounds=grounds)
    frozen = _freeze(application, Snapshot.Kind.HANDED_IN, by=by, at=at, statement_key=statement_key)
    number = letters.number(
        series=f"application-{call.title_code}",
        year=call.plan.year,
        words=f"%(year)s-{queries.letters_of(application)}-%(n)04d",
        about=(Application.kind(), application.key),
        by=by,
        at=at,
    )
    Application.objects.filter(pk=application.pk).update(handed_in_at=at, number=number)
    application.handed_in_at, application.number = at, number
    _let_authorities_read(application)
    move(application, Verb.HAND_IN, by=by, at=at, digest=frozen.digest, number=number)
    _make_receipt(application, frozen, by=by, at=at)
    return application


def send_back(*, application: Application, stage: str, points: Sequence[tuple[str, str]], by: Acting, at: datetime) -> Application:
    """Return the application with a list of points; told by the room that reviews, which has asked who may."""
    for code, words in points:
        Point.objects.create(application=application, key=new_key(), stage=stage, code=code, words=words, asked_by_id=by.person_id, asked_at=at)
    return move(application, Verb.SEND_BACK, by=by, at=at, stage=stage, points=[words for _, words in points])


def answer_point(*, application: Application, point: Point, words: str, by: Acting, at: datetime) -> Point:
    """Answer one point of a correction."""
    demand(permissions.may_answer, by, application)
    if not words.strip():
        raise Refused("Please say what you have done about this point.", field="answer")
    Point.objects.filter(pk=point.pk).update(answer=words, answered_at=at)
    record("answer_point", application, by=by, at=at, point=point.words, answer=words)
    return point


def withdraw(*, application: Application, reason: str, by: Acting, at: datetime) -> Application:
    """Withdraw at any time; whoever waited for it no longer sees it on their list."""
    demand(permissions.may_withdraw, by, application)
    deadlines.meet(about=(Application.kind(), application.key), by=by, at=at)
    return move(application, Verb.WITHDRAW, by=by, at=at, reason=reason)


def close(*, application: Application, by: Acting, at: datetime, outcome: str) -> Application:
    """End the application; told by the room that decided it."""
    deadlines.meet(about=(Application.kind(), application.key), by=by, at=at)
    return move(application, Verb.CLOSE, by=by, at=at, outcome=outcome)


def _hand_in_again(application: Application, *, by: Acting, at: datetime) -> Application:
    open_points = [point for point in queries.points_of(application) if point.answered_at is None]
    if open_points:
        grounds = [Ground("Not answered yet: %(point)s", code="point", values={"point": point.words}) for point in open_points]
        raise Refused("Please answer every point first.", grounds=grounds)
    frozen = _freeze(application, Snapshot.Kind.HANDED_IN, by=by, at=at)
    _let_authorities_read(application)
    move(application, Verb.HAND_IN, by=by, at=at, digest=frozen.digest)
    _make_receipt(application, frozen, by=by, at=at)
    return application


def _write(application: Application, code: str, facts: dict[str, Any], version: int, evidence_keys: Sequence[str] | None) -> Given:
    if version == 0:
        try:
            return Given.objects.create(application=application, code=code, evidence_keys=list(evidence_keys or ()), **facts)
        except IntegrityError:
            raise Refused("Somebody else has just answered this row; reload to see theirs. Yours was kept in the form.", field=code) from None
    changed = _ANSWER.make(application=application.pk, code=code, version=version, **facts)
    if not changed:
        found = queries.given_to(application, code)
        name = found.person.name if found else ""
        raise Refused("%(name)s has just changed this row; reload to see theirs. Yours was kept in the form.", field=code, name=name)
    if evidence_keys is not None:
        Given.objects.filter(application=application, code=code).update(evidence_keys=list(evidence_keys))
    made = queries.given_to(application, code)
    assert made is not None  # noqa: S101 - it has just been written, in this transaction
    return made


def _given_in_version() -> QuerySet[Given]:
    return Given.objects.filter(application_id=Place("application"), code=Place("code"), version=Place("version"))


_ANSWER = Change(
    _given_in_version, holds=Place("holds"), degree=Place("degree"), stated=Place("stated"), ticks=Place("ticks"), not_applicable=Place("not_applicable"),
    reason=Place("reason"), person_id=Place("person_id"), at=Place("at"), version=F("version") + 1,
)  # fmt: skip


def _freeze(application: Application, kind: str, *, by: Acting, at: datetime, statement_key: str = "") -> Snapshot:
    answers, context = queries.answers_of(application), queries.context_of(application)
    readings = queries.readings_of(application, context)
    added = {material: [row.evidence_key for row in rows] for material, rows in queries.papers_of(application).items()}
    evidence = {code: row.evidence_keys for code, row in queries.given(application).items()}
    content = written({
        "application": application.key, "pack": application.pack_digest, "year": application.year, "answers": {code: _plain(a) for code, a in answers.items()},
        "readings": {code: str(value) for code, value in readings.items()}, "papers": added, "evidence": evidence,
        "context": {
            "products": [[product.name, product.kind] for product in context.products], "region": context.region,
            "holdings": sorted(context.holdings) if context.holdings is not None else None,
        },
    })  # fmt: skip
    sheet = sheet_to_json(queries.sheet_of(application, answers, readings, context))
    n = Snapshot.objects.filter(application=application, kind=kind).count() + 1
    book = databook_queries.databook_of(application.site_id, application.year)
    if book is not None:
        databooks.note_use(databook=book, about=(Application.kind(), application.key), at=at)
    digest = sm3((content + sheet).encode())
    try:
        return Snapshot.objects.create(
            application=application, kind=kind, n=n, content=content, sheet=sheet, digest=digest, statement_key=statement_key, person_id=by.person_id, at=at
        )
    except IntegrityError:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None


def _let_authorities_read(application: Application) -> None:
    """The district and the city may read the evidence once it is handed in."""
    for evidence in file_queries.evidence_by_keys(evidence_keys_of(application)):
        files.let_read(evidence=evidence, audience="district", ref=application.district)
        files.let_read(evidence=evidence, audience="city", ref="")


def evidence_keys_of(application: Application) -> list[str]:
    """Return the keys of every file that the application rests on."""
    rows: Iterable[str] = (key for row in queries.given(application).values() for key in row.evidence_keys)
    papers_added = (row.evidence_key for rows_ in queries.papers_of(application).values() for row in rows_)
    book = databook_queries.databook_of(application.site_id, application.year)
    readings = (reading.evidence_key for reading in databook_queries.readings_of(book).values() if reading.evidence_key)
    return list(dict.fromkeys([*rows, *papers_added, *readings]))


def _make_receipt(application: Application, frozen: Snapshot, *, by: Acting, at: datetime) -> None:
    content = papers.receipt(
        number=application.number, organisation=application.organisation.name, credit_code=application.organisation.credit_code, site=application.site.name,
        title=queries.title_of(application).name.zh, call=application.call.name, handed_in_at=at, digest=frozen.digest, by=by.name,
        closes_at=schemes.closes_at(application.call, application.district), materials=papers.handed_of(application),
    )  # fmt: skip
    letters.keep_paper(
        kind="receipt",
        about=(Application.kind(), application.key),
        name=f"receipt-{application.number}-{frozen.n}.pdf",
        content=content,
        at=at,
        number=application.number,
    )


def _plain(given: Answer) -> dict[str, Fact]:
    return {**{name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(given).items()}, "ticks": _list(given.ticks)}


def _list(ticks: tuple[str, ...] | None) -> list[str] | None:
    return list(ticks) if ticks is not None else None
