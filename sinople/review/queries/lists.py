"""Cases as rows of lists: values and not objects, fifty at most, each list answered from an index that ends in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from django.db.models import Q, QuerySet

from sinople.applications.models import Application
from sinople.audit.asking import Place, Question, Row
from sinople.deadlines import queries as deadlines
from sinople.kernel.acting import Acting, Role
from sinople.kernel.text import Text
from sinople.review.models import Case, CaseQuerySet
from sinople.review.states import CaseState
from sinople.schemes import queries as schemes

COUNT_CAP = 1000
COLUMNS = (
    "pk", "opened_at", "key", "application__number", "application__organisation__name", "application__site__name", "district",
    "application__pack_digest", "application__call__title_code", "state", "application__state", "application__handed_in_at", "due_", "position", "result",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    key: str
    kind: str
    number: str
    organisation: str
    site: str
    district: str
    title: Text
    state: str
    application_state: str
    handed_in_at: datetime
    due_at: datetime | None
    position: int | None
    result: Decimal | None
    place: tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides the text of a list's question: who asks, what is filled in, and how many rows are wanted."""

    role: Role | None
    by_state: bool
    by_district: bool
    limit: int
    after: bool = False
    waiting: bool = False


def cases_waiting(acting: Acting, state: str, *, limit: int = 50) -> list[CaseRow]:
    """Return the cases whose turn it is in a state, the one that waits longest first."""
    return _rows(_rows_question(Shape(acting.role, by_state=True, by_district=False, limit=limit, waiting=True)).ask(**_whose(acting), state=state))


def cases_seen(
    acting: Acting, *, states: Sequence[str] = (), districts: Sequence[str] = (), limit: int = 50, after: tuple[datetime, int] | None = None
) -> list[CaseRow]:  # fmt: skip
    """Return cases by states and districts, latest first, after a place if one is named."""
    shape = Shape(acting.role, bool(states), bool(districts), limit, after is not None)
    places = _fillings(acting, states, districts, after)
    if len(places) == 1:
        return _rows(_rows_question(shape).ask(**places[0]))
    keys = [row[0] for row in _keys_question(shape).merged(places, order="2 DESC, 1 DESC", limit=limit)]
    return _rows(_named_question(limit).ask(**{f"key_{n}": keys[min(n, len(keys) - 1)] for n in range(limit)})) if keys else []


def count_seen(acting: Acting, *, states: Sequence[str] = (), districts: Sequence[str] = ()) -> int:
    """Return how many cases there are by states and districts, counted to one more than a thousand."""
    question = _keys_question(Shape(acting.role, bool(states), bool(districts), COUNT_CAP + 1))
    return min(sum(question.counted(_fillings(acting, states, districts, None))), COUNT_CAP + 1)


def counts_by_state(acting: Acting) -> dict[str, int]:
    """Return how many cases stand in each state that has some, counted to one more than a thousand."""
    question = _keys_question(Shape(acting.role, by_state=True, by_district=False, limit=COUNT_CAP + 1))
    states = sorted(CaseState)
    counts = question.counted(_fillings(acting, states, (), None))
    return {str(state): count for state, count in zip(states, counts, strict=True) if count}


def case_rows(cases: Sequence[Case]) -> list[CaseRow]:
    """Return cases as rows of a list, in their order."""
    found = {values[0]: values for values in _columns(Case.objects.filter(pk__in=[case.pk for case in cases])).order_by("pk")}
    return _rows([found[case.pk] for case in cases])


def place_of(row: CaseRow) -> str:
    """Return the place of a case in a list, for the next page."""
    return f"{row.place[0].isoformat()}~{row.place[1]}"


def place_from(said: str) -> tuple[datetime, int] | None:
    """Return the place that an address names; nothing when it names none."""
    at, _, pk = said.partition("~")
    try:
        found = datetime.fromisoformat(at), int(pk)
    except ValueError:
        return None
    return found if found[0].tzinfo else None


def _whose(acting: Acting) -> dict[str, object]:
    return {"own_district": acting.district, "own_organisation": acting.organisation_id}


def _fillings(acting: Acting, states: Sequence[str], districts: Sequence[str], after: tuple[datetime, int] | None) -> list[dict[str, object]]:
    """One filling for each pair of state and district that is asked for."""
    at, pk = after or (None, None)
    pairs = product(dict.fromkeys(states) or ("",), dict.fromkeys(districts) or ("",))
    return [{**_whose(acting), "state": state, "district": district, "at": at, "pk": pk} for state, district in pairs]


@lru_cache(maxsize=64)
def _rows_question(shape: Shape) -> Question:
    return Question(lambda: _columns(_asked_for(shape)))


@lru_cache(maxsize=64)
def _keys_question(shape: Shape) -> Question:
    return Question(lambda: _asked_for(shape).values_list("pk", "opened_at"))


@lru_cache(maxsize=8)
def _named_question(limit: int) -> Question:
    keys: list[Any] = [Place(f"key_{n}") for n in range(limit)]
    return Question(lambda: _columns(Case.objects.filter(pk__in=keys)).order_by("-opened_at", "-pk"))


def _asked_for(shape: Shape) -> CaseQuerySet:
    """Return the cases that a shape asks for, with places where values will stand: what one may see is `visible_to`, as everywhere."""
    nobody = Acting(role=shape.role, district=Place("own_district"), organisation_id=Place("own_organisation"))  # type: ignore[arg-type]
    rows = Case.objects.visible_to(nobody)
    if shape.waiting:
        return rows.waiting(Place("state")).order_by("opened_at", "pk")[: shape.limit]  # type: ignore[arg-type]
    if shape.by_state:
        rows = rows.filter(state=Place("state"))
    if shape.by_district:
        rows = rows.filter(district=Place("district"))
    if shape.after:
        rows = rows.filter(Q(opened_at__lt=Place("at")) | Q(pk__lt=Place("pk")), opened_at__lte=Place("at"))
    return rows.order_by("-opened_at", "-pk")[: shape.limit]


def _columns(rows: CaseQuerySet) -> QuerySet[Case, Row]:
    return rows.annotate(due_=deadlines.due_date(Application.kind(), "application__key")).values_list(*COLUMNS)


def _rows(found: Sequence[Row]) -> list[CaseRow]:
    titles: dict[tuple[str, str], Text] = {}
    return [_row(values, titles) for values in found]


def _row(values: Row, titles: dict[tuple[str, str], Text]) -> CaseRow:
    pk, opened_at, key, number, organisation, site, district, digest, title, state, application_state, handed_in_at, due_at, position, result = values
    if (digest, title) not in titles:
        titles[digest, title] = schemes.pack_of(digest).title(title).name
    return CaseRow(
        key, Case.kind(), number, organisation, site, district, titles[digest, title], state, application_state, handed_in_at or opened_at, due_at, position, result,
        (opened_at, pk),
    )  # fmt: skip
