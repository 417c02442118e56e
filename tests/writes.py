"""What a request has written, statement by statement; what was rolled back is not counted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
SAVEPOINT = re.compile(r'(?:(ROLLBACK TO) )?SAVEPOINT "?(\w+)"?', re.IGNORECASE)


class Writes(list[str]):
    """The tables written to, in order, with the marks of savepoints while they are open."""

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            back, name = found.groups()
            if back and f"savepoint {name}" in self:
                del self[self.index(f"savepoint {name}") :]
            elif not back:
                self.append(f"savepoint {name}")
        elif found := WRITE.match(sql):
            self.append(found[1])
        return result

    def tables(self, *, but: frozenset[str] = frozenset()) -> list[str]:
        """Return the tables written to, without those that may be written at any time."""
        return [table for table in self if not table.startswith("savepoint ") and table not in but]


@contextmanager
def written() -> Iterator[Writes]:
    """Watch what is written while this is open."""
    seen = Writes()
    with connection.execute_wrapper(seen):
        yield seen
