"""Questions that are compiled once: Django's own query, with places that are filled each time it is asked.

Writing the same SQL anew costs more than most of the small queries themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.subqueries import UpdateQuery

Values = Sequence[Any]
Row = tuple[Any, ...]


class Place(Expression):
    """A place in a question that is filled when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return a parameter that is this place."""
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a question for one engine (empty where there can be no row), its parameters, and how its columns become values."""

    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    makers: "Makers | None"


@dataclass(frozen=True, slots=True)
class Makers:
    """How a row becomes an object with its joined ones: Django's own way, worked out once."""

    model: type[Model]
    names: tuple[str, ...]
    start: int
    end: int
    joined: tuple[Any, ...]

    def thing(self, row: Row) -> Model:
        """Return the object of a row."""
        made = self.model.from_db(connection.alias, self.names, row[self.start : self.end])
        for one in self.joined:
            one.populate(row, made)
        return made


class Question:
    """A query that is compiled at its first asking, of values (`values_list`) or of objects. Places are filled by name."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._written: dict[str, Written] = {}

    def ask(self, **places: Any) -> list[Row]:
        """Return the rows."""
        written = self.written()
        return self.read(written.sql, filled(written, places)) if written.sql else []

    def things(self, **places: Any) -> list[Any]:
        """Return the rows as objects with what is joined to them, for a question that was made without `values_list`."""
        rows = self.ask(**places)
        makers = self.written().makers
        return [makers.thing(row) for row in rows] if makers else []

    def thing(self, **places: Any) -> Any:
        """Return the first row as an object, or nothing."""
        return next(iter(self.things(**places)), None)

    def merged(self, every: Sequence[dict[str, Any]], *, order: str, limit: int) -> list[Row]:
        """Return the first rows over several fillings: a union of limited selects, each answered from its own place in an index.

        `order` numbers the columns. One condition over all of them (`IN`, `OR`) would be sorted as a whole.
        """
        written = self.written()
        if len(every) == 1 or not written.sql:
            return self.ask(**every[0])
        parts = " UNION ALL ".join(f"SELECT * FROM ({written.sql}) AS part_{n}" for n in range(len(every)))  # noqa: S608 - Django's own text
        parameters = [one for places in every for one in filled(written, places)]
        return self.read(f"SELECT * FROM ({parts}) AS parts ORDER BY {order} LIMIT {int(limit)}", parameters)  # noqa: S608

    def counted(self, every: Sequence[dict[str, Any]]) -> list[int]:
        """Return for each filling how many rows there are; the question itself says how far it counts."""
        written = self.written()
        if not written.sql:
            return [0] * len(every)
        parts = " UNION ALL ".join(f"SELECT {n}, COUNT(*) FROM ({written.sql}) AS part_{n}" for n in range(len(every)))  # noqa: S608
        parameters = [one for places in every for one in filled(written, places)]
        with connection.cursor() as cursor:
            cursor.execute(parts, parameters)
            return [count for _n, count in sorted(cursor.fetchall())]

    def read(self, sql: str, parameters: Values) -> list[Row]:
        """Return the rows of a text made from this question, with this question's columns."""
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows: list[Row] = cursor.fetchall()
        converters = self.written().converters
        return [_converted(row, converters) for row in rows] if converters else rows

    def written(self) -> Written:
        """Return the text for the engine in use."""
        if connection.vendor not in self._written:
            self._written[connection.vendor] = _written(self._make())
        return self._written[connection.vendor]


class Change:
    """An `update` that is compiled once, for what is written at every stroke of a key."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]], **values: Any) -> None:
        self._rows, self._values = rows, values
        self._written: dict[str, Written] = {}

    def make(self, **places: Any) -> int:
        """Change the rows; return how many there were."""
        if connection.vendor not in self._written:
            query: Any = self._rows().query.chain(UpdateQuery)
            query.add_update_values(self._values)
            sql, parameters = query.get_compiler(connection=connection).as_sql()
            self._written[connection.vendor] = Written(sql, tuple(parameters), (), None)
        written = self._written[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, filled(written, places))
            return int(cursor.rowcount)


def filled(written: Written, places: dict[str, Any]) -> list[Any]:
    """Return the parameters with the places filled."""
    return [plain(places[one.name]) if isinstance(one, Place) else one for one in written.parameters]


def _written(rows: QuerySet[Any, Any]) -> Written:
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:  # nobody may see anything here: there is nothing to ask
        return Written("", (), (), None)
    found = compiler.get_converters(column for column, _sql, _alias in compiler.select)
    converters = tuple((place, tuple(ways), expression) for place, (ways, expression) in found.items())
    return Written(sql, tuple(parameters), converters, _makers(compiler.klass_info, compiler.select) if rows._iterable_class is ModelIterable else None)


def _makers(found: dict[str, Any], select: list[Any]) -> Makers:
    start, end = found["select_fields"][0], found["select_fields"][-1] + 1
    names = tuple(column.target.attname for column, _sql, _alias in select[start:end])
    return Makers(found["model"], names, start, end, tuple(get_related_populators(found, select, connection.alias)))  # type: ignore[call-arg]


def _converted(row: Row, converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]) -> Row:
    cells = list(row)
    for place, ways, expression in converters:
        for way in ways:
            cells[place] = way(cells[place], expression, connection)
    return tuple(cells)


def plain(value: Any) -> Any:
    """Return a value as the engine takes it."""
    if isinstance(value, list | dict):
        return connection.ops.adapt_json_value(value, None)
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
