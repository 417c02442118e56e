"""Disk full, database gone, database that only reads: no page of success without its row, and all is well again without a restart.

On SQLite the files of the server may grow no more; on PostgreSQL a cluster of its own is taken away, or made to refuse writing.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.outages import Cluster, Server, served

pytestmark = pytest.mark.django_db
Outage = tuple[Server, Callable[[], object], Callable[[], object]]


def disk_full(folder: Path) -> Iterator[Outage]:
    with served(folder, f"sqlite:////{str(folder / 'full.sqlite3').lstrip('/')}") as server:
        yield server, lambda: server.limit_files(4096), lambda: server.limit_files(-1)


def database_gone(folder: Path) -> Iterator[Outage]:
    cluster = Cluster()
    with served(folder, cluster.url) as server:
        yield server, cluster.stop, cluster.start
    cluster.stop()
    shutil.rmtree(cluster.folder, ignore_errors=True)


def database_that_only_reads(folder: Path) -> Iterator[Outage]:
    cluster = Cluster()
    with served(folder, cluster.url) as server:
        yield server, lambda: cluster.only_reads("SET default_transaction_read_only = on"), lambda: cluster.only_reads("RESET default_transaction_read_only")
    cluster.stop()
    shutil.rmtree(cluster.folder, ignore_errors=True)


OUTAGES = [database_gone, database_that_only_reads] if connection.vendor == "postgresql" else [disk_full]


@pytest.fixture(params=OUTAGES, ids=[outage.__name__ for outage in OUTAGES])
def outage(request, tmp_path):
    yield from request.param(tmp_path)


def test_what_was_acknowledged_is_kept_and_nothing_else_and_all_is_well_again(outage, request):
    server, begins, ends = outage
    assert [server.sign_up(f"before{n}") for n in range(2)] == [302, 302]
    begins()
    assert all(server.sign_up(f"during{n}") >= 500 for n in range(2))
    assert server.get("/register/") == (200 if "gone" not in request.node.name else 500), "what only reads goes on as long as there is a database"
    ends()
    assert [server.sign_up(f"after{n}") for n in range(2)] == [302, 302]
    assert server.kept() == server.acknowledged == ["before0", "before1", "after0", "after1"]
