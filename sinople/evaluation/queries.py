"""Engagements that a person may see, verified beside declared, the evaluator's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from django.db.models import Case, Count, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.audit.asking import Place, Question
from sinople.audit.models import Line
from sinople.databook import queries as databooks
from sinople.evaluation.models import Engagement, Report, Verified
from sinople.evaluation.rules import Difference, advice_about, grounds_against_signing
from sinople.evaluation.states import EngagementState
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground
from sinople.kernel.text import Text
from sinople.law.scoring import Answer, Sheet, sheet_from_json
from sinople.law.scoring.entries import Entry
from sinople.people import queries as people
from sinople.people.models import Organisation
from sinople.schemes import queries as schemes

RELATED = ("application__organisation", "application__site", "application__call__pack", "application__call__plan", "evaluator")
HEAVY = ("application__call__pack__content",)


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement in a list."""

    key: str
    kind: str
    organisation: str
    site: str
    title: Text
    evaluator: str
    state: str
    invited_at: datetime
    closes_at: datetime


def engagement_for(acting: Acting, key: str) -> Engagement:
    """Return the engagement if this person may see it."""
    return get_object_or_404(Engagement.objects.visible_to(acting).select_related(*RELATED).defer(*HEAVY), key=key)


def engagement_reading(acting: Acting, application_key: str) -> Engagement:
    """Return the engagement through which an evaluator reads the applicant's papers: accepted or signed."""
    rows = Engagement.objects.visible_to(acting).filter(application__key=application_key, state__in=[EngagementState.ACCEPTED, EngagementState.SIGNED])
    return get_object_or_404(rows)


def engagement_signed(key: str) -> Engagement:
    """Return a signed engagement, for those who may see its application."""
    return get_object_or_404(Engagement.objects.select_related("application"), key=key, state=EngagementState.SIGNED)


def engagements_of(acting: Acting, *, limit: int = 50) -> list[EngagementRow]:
    """Return the evaluator's engagements, latest first."""
    rows = Engagement.objects.visible_to(acting).select_related(*RELATED).defer(*HEAVY).order_by("-invited_at", "-pk")[:limit]
    return [
        EngagementRow(
            e.key, Engagement.kind(), e.application.organisation.name, e.application.site.name, applications.title_of(e.application).name, e.evaluator.name, e.state,
            e.invited_at, e.application.call.closes_at,
        )
        for e in rows
    ]  # fmt: skip


def engagement_of(application: Application) -> Engagement | None:
    """Return the engagement of an application that stands, or the latest one."""
    found: Engagement | None = _ENGAGEMENT.thing(application=application.pk)
    if found is not None:
        found.application = application
    return found


def _standing_first() -> QuerySet[Engagement]:
    is_over = Q(state__in=[EngagementState.CANCELLED, EngagementState.DECLINED])
    rows = Engagement.objects.filter(application_id=Place("application")).order_by(Case(When(is_over, then=1), default=0), "-pk")
    return rows.select_related("evaluator", "report__person").defer("report__content", "report__sheet")[:1]


_ENGAGEMENT = Question(_standing_first)


def verified_of(engagement: Engagement) -> dict[tuple[str, str], Verified]:
    """Return what the evaluator recorded, by kind and code."""
    return {(row.kind, row.code): row for row in engagement.verified.select_related("person").order_by("kind", "code")}


def verified_facts(engagement: Engagement) -> tuple[dict[str, Answer], dict[str, Decimal]]:
    """Return answers and figures as verified: the declared ones, with the evaluator's in their place."""
    answers, readings = applications.declared_facts(engagement.application)
    for (kind, code), row in verified_of(engagement).items():
        if kind == "reading" and row.value is not None:
            readings[code] = row.value.normalize()
        elif kind == "answer":
            before = answers.get(code, Answer(code))
            says_something = (row.holds, row.degree, row.value, row.ticks) != (None, None, None, None)
            answers[code] = replace(_recorded(row), reason=before.reason, not_applicable=before.not_applicable and not says_something)
    return answers, readings


def verified_sheet(engagement: Engagement) -> Sheet:
    """Return the sheet as verified: live until the report is signed."""
    report = report_of(engagement)
    if report is not None:
        return _sheet_signed(report.pk, report.digest)
    answers, readings = verified_facts(engagement)
    return applications.sheet_of(engagement.application, answers, readings, applications.declared_context(engagement.application))


def verified_entry(engagement: Engagement) -> Entry:
    """Return answers and figures as verified, as scoring takes them."""
    answers, readings = verified_facts(engagement)
    return applications.entry_of(engagement.application, answers, readings, applications.declared_context(engagement.application))


@lru_cache(maxsize=64)
def _sheet_signed(pk: int, _digest: str) -> Sheet:
    """Return the sheet of a signed report, kept in this process: what a digest stands for never changes."""
    return sheet_from_json(Report.objects.values_list("sheet", flat=True).get(pk=pk))


def report_of(engagement: Engagement) -> Report | None:
    """Return the signed report, if there is one."""
    if Engagement.report.is_cached(engagement):  # it came with the engagement
        return getattr(engagement, "report", None)
    return Report.objects.filter(engagement=engagement).select_related("person").first()


def readings_behind(engagement: Engagement, codes: Sequence[str]) -> dict[str, databooks.ReadingShown]:
    """Return the readings behind declared figures: of the year, of other years (`code@2021`), of products (`code@p1`)."""
    site, year = engagement.application.site_id, engagement.application.year
    book = databooks.databook_of(site, year)
    found = dict(databooks.readings_of(book))
    if book is not None and any("@p" in code for code in codes):
        found |= {f"{code}@p{n}": row for n, rows in databooks.product_readings(book).items() for code, row in rows.items()}
    for other in sorted({code.partition("@")[2] for code in codes} - {""}):
        if other.isdecimal():
            found |= {f"{code}@{other}": row for code, row in databooks.readings_of(databooks.databook_of(site, int(other))).items()}
    return found


def has_evidence(engagement: Engagement, kind: str, code: str) -> bool:
    """Say whether a file stands behind what was declared for a row (`answer`) or a figure (`reading`)."""
    if kind == "reading":
        reading = readings_behind(engagement, [code]).get(code)
        return bool(reading and reading.evidence_key)
    return bool(applications.evidence_keys_of(engagement.application).get(code))


def differences(engagement: Engagement) -> Mapping[str, Difference]:
    """Return every row and figure where the verified value is not the declared one; once signed they are kept in this process."""
    report = report_of(engagement)
    return _differences_signed(engagement, report.digest) if report else _differences(engagement)


@lru_cache(maxsize=256)
def _differences_signed(engagement: Engagement, _digest: str) -> Mapping[str, Difference]:
    return MappingProxyType(_differences(engagement))


def _differences(engagement: Engagement) -> dict[str, Difference]:
    answers, readings = applications.declared_facts(engagement.application)
    found = {}
    for (kind, code), row in verified_of(engagement).items():
        declared, verified = (_reading(readings, code), _said(row.value)) if kind == "reading" else (_answer(answers.get(code)), _answer(_recorded(row)))
        if declared != verified:
            found[code] = Difference(code, declared, verified, row.reason)
    return found


def grounds_against_signing_of(engagement: Engagement) -> list[Ground]:
    """Return every reason why the report cannot be signed yet."""
    return grounds_against_signing(differences(engagement), conclusion=engagement.conclusion, wrote_the_self_evaluation=wrote_the_self_evaluation(engagement))


def wrote_the_self_evaluation(engagement: Engagement) -> bool:
    """Say whether a person of the evaluator has filled in the self-evaluation."""
    members = engagement.evaluator.memberships.values_list("person_id", flat=True)
    return Line.objects.filter(kind=Application.kind(), key=engagement.application.key, verb="answer", person_id__in=list(members)).exists()


def advice(evaluator: Organisation, pack_digest: str) -> list[Ground]:
    """Return how an evaluator stands to the encouraged conditions: advice, never a block (hearing answer 6)."""
    figures = {c.code: c.value for c in schemes.pack_of(pack_digest).conditions if c.concerns == "evaluator"}
    full_time, share = figures.get("evaluator_staff"), figures.get("evaluator_senior_share")
    return advice_about(
        evaluator.qualifications,
        full_time=full_time.number if full_time and full_time.is_given else None,
        senior_share=share.number if share and share.is_given else None,
    )


def load_of(evaluator_ids: list[int], year: int) -> dict[int, int]:
    """Return how many reports each evaluator signed in a year, counted by legal representative over all its organisations."""
    representatives = dict(Organisation.objects.filter(pk__in=evaluator_ids).values_list("pk", "legal_representative"))
    rows = Report.objects.filter(at__year=year).values("engagement__evaluator__legal_representative").annotate(n=Count("pk")).order_by()
    counts = {row["engagement__evaluator__legal_representative"]: row["n"] for row in rows}
    return {pk: counts.get(representatives.get(pk, ""), 0) for pk in evaluator_ids}


@dataclass(frozen=True, slots=True)
class EvaluatorRow:
    """An evaluation organisation as an applicant chooses it: what it says of itself, advice, its record."""

    key: str
    name: str
    district: str
    qualifications: Mapping[str, str]
    advice: tuple[Ground, ...]
    this_year: int
    reports: int


def evaluator_rows(pack_digest: str, year: int) -> list[EvaluatorRow]:
    """Return every evaluation organisation with advice and record, by name; nobody is left out."""
    known = people.evaluators()
    load = load_of([one.pk for one in known], year)
    counts = dict(Report.objects.values_list("engagement__evaluator_id").annotate(n=Count("pk")).order_by())
    return [EvaluatorRow(o.key, o.name, o.district, o.qualifications, tuple(advice(o, pack_digest)), load.get(o.pk, 0), counts.get(o.pk, 0)) for o in known]


def reports_of(evaluator: Organisation, *, limit: int = 50) -> list[Report]:
    """Return the reports that an evaluator signed, latest first: its public record."""
    rows = Report.objects.filter(engagement__evaluator=evaluator).select_related("engagement__application__organisation", "engagement__application__site")
    return list(rows.order_by("-at", "-pk")[:limit])


def _reading(readings: Mapping[str, Decimal], code: str) -> str:
    return _said(readings.get(code))


def _said(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else "–"


def _recorded(row: Verified) -> Answer:
    return Answer(row.code, row.holds, _tidy(row.degree), _tidy(row.value), ticks=tuple(row.ticks) if row.ticks is not None else None)


def _answer(answer: Answer | None) -> str:
    if answer is None:
        return "–"
    if answer.ticks is not None:
        return "、".join(sorted(answer.ticks)) or "–"
    figure = answer.degree if answer.degree is not None else answer.stated
    return _said(figure) if figure is not None else {True: "✓", False: "✕", None: "–"}[answer.holds]


def _tidy(value: Decimal | None) -> Decimal | None:
    return value.normalize() if value is not None else None
