"""What PostgreSQL must promise before Sinople starts on it: an act that was answered survives a power cut."""

import sys

from django.db import connection

WANTED = {"fsync": {"on"}, "full_page_writes": {"on"}, "synchronous_commit": {"on", "remote_apply"}}


def faults() -> list[str]:
    """Return a sentence for each setting of the database by which acknowledged acts could be lost; none on SQLite, whose pragmas are ours."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(WANTED)])
        found = dict(cursor.fetchall())
    return [
        f"PostgreSQL's setting {name} is {found.get(name, 'unknown')}; an act that was answered could be lost. Set {name} = on in postgresql.conf and reload it."
        for name, good in WANTED.items()
        if found.get(name) not in good
    ]


def demand() -> None:
    """Stop the start with one sentence a setting."""
    if found := faults():
        sys.stderr.write("".join(f"{fault}\n" for fault in found))
        raise SystemExit(2)
