"""Looking for words in the register, in one question whose cost does not grow with it.

A word that many titles hold is met soon among the latest ones, read in their order. One that few hold is found by its grams (pieces of up to three
characters), which PostgreSQL keeps in an index of its own; most Chinese words have two characters, too few for an index of trigrams alone.
On SQLite, made for one office, the register is read through.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from sinople.audit.asking import Row
from sinople.titles.models import Grant

LATEST, ENOUGH = 1000, 51
GRAMS = "sinople_grams(holder || ' ' || site_name)"
Place = tuple[date, int]


def found(words: str, columns: Sequence[str], *, district: str, state: str, limit: int, before: Place | None = None) -> list[Row]:
    """Return the lines of the register that hold the words, latest first."""
    return _found(words, filtered(district, state, before), columns, limit)


def count(words: str, *, district: str, state: str, cap: int) -> int:
    """Return how many lines hold the words, counted to a limit and in no order, so that the first ones met are enough."""
    return len(_found(words, filtered(district, state, None).order_by(), ("pk",), cap))


def _found(words: str, rows: QuerySet[Grant], columns: Sequence[str], limit: int) -> list[Row]:
    if connection.vendor != "postgresql" or not words.strip():
        return list(rows.filter(holds(words)).values_list(*columns)[:limit] if words else rows.values_list(*columns)[:limit])
    near = rows.filter(holds(words)).values_list(*columns)[:limit]
    far = rows.filter(holds(words), pk__in=RawSQL(_BY_GRAMS, _parameters(words))).values_list(*columns)[:limit]  # noqa: S611 - words are parameters
    return _either(words, near, far)


def filtered(district: str, state: str, before: Place | None) -> QuerySet[Grant]:
    """Return the register, latest first, of a district, in a state, after a place, where they are named."""
    rows = Grant.objects.order_by("-granted_on", "-pk")
    if district:
        rows = rows.filter(district=district)
    if state:
        rows = rows.filter(state=state)
    return rows.filter(Q(granted_on__lt=before[0]) | Q(pk__lt=before[1]), granted_on__lte=before[0]) if before else rows


def holds(words: str) -> Q:
    """Return the condition that a line holds the words: in its names, or as its code or number."""
    return Q(holder__contains=words) | Q(site_name__contains=words) | Q(credit_code=words.upper()) | Q(number=words)


def grams_of(words: str) -> list[str]:
    """Return the pieces by which words are looked up: of three characters where there are as many."""
    size = min(3, len(words))
    return sorted({words[n : n + size] for n in range(len(words) - size + 1)})


_TABLE = Grant._meta.db_table
# No value from outside stands in these texts.
_BY_GRAMS = f"""SELECT id FROM {_TABLE} WHERE {GRAMS} @> %s::text[] UNION ALL
SELECT id FROM {_TABLE} WHERE credit_code = %s UNION ALL SELECT id FROM {_TABLE} WHERE number = %s"""  # noqa: S608
_IS_COMMON = f"""SELECT count(*) >= {ENOUGH} FROM (SELECT 1 FROM (SELECT holder, site_name FROM {_TABLE} ORDER BY granted_on DESC, id DESC LIMIT {LATEST}) AS latest
WHERE strpos(holder, %s) > 0 OR strpos(site_name, %s) > 0 LIMIT {ENOUGH}) AS seen"""  # noqa: S608


def _parameters(words: str) -> list[object]:
    return [grams_of(words), words.upper(), words]


def _either(words: str, near: QuerySet[Grant, Row], far: QuerySet[Grant, Row]) -> list[Row]:
    """Ask both in one question: the one that does not fit is not run, for its condition is looked at first."""
    texts = [rows.query.sql_with_params() for rows in (near, far)]
    # Django's own text of both, and ours of the condition.
    sql = f"""WITH common AS MATERIALIZED (SELECT ({_IS_COMMON}) AS it_is)
SELECT * FROM ({texts[0][0]}) AS near WHERE (SELECT it_is FROM common) UNION ALL SELECT * FROM ({texts[1][0]}) AS far WHERE NOT (SELECT it_is FROM common)"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [words, words, *texts[0][1], *texts[1][1]])
        rows: list[Row] = cursor.fetchall()
    return rows
