"""Migrations up, down and up again on a database of their own: nothing of ours is left below, and above it is the same as before."""

import json

import pytest
from django.db import connection

from tests.processes import address_of_database, start

PROGRAM = """
import json, django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = {app.label for app in apps.get_app_configs() if app.name.startswith("sinople.")}

def tables():
    with connection.cursor() as cursor:
        found = {one.name: sorted((column.name, str(column.type_code), column.null_ok) for column in connection.introspection.get_table_description(cursor, one.name))
                 for one in connection.introspection.get_table_list(cursor)}
        keys = {name: sorted(connection.introspection.get_constraints(cursor, name)) for name in found if name.partition("_")[0] in OURS}
    return {"columns": found, "keys": {name: [key for key in made if not key.startswith("__")] for name, made in keys.items()}}

call_command("migrate", verbosity=0)
first = tables()
MigrationExecutor(connection).migrate([(label, None) for label in sorted(OURS) if MigrationExecutor(connection).loader.graph.root_nodes(label)])
below = [name for name in connection.introspection.table_names() if name.partition("_")[0] in OURS]
call_command("migrate", verbosity=0)
print(json.dumps({"first": first, "below": below, "again": tables()}))
"""


@pytest.fixture
def database_of_its_own(tmp_path):
    """Return the address of an empty database beside the one of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:////{str(tmp_path / 'migrations.sqlite3').lstrip('/')}"
        return
    name = f"{connection.settings_dict['NAME']}_migrations"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield address_of_database().replace(f"/{connection.settings_dict['NAME']}?", f"/{name}?")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_up_down_and_up_again(database_of_its_own):
    process = start("-c", PROGRAM, SINOPLE_DATABASE_URL=database_of_its_own, DJANGO_SETTINGS_MODULE="config.settings")
    said, fault = process.communicate(timeout=300)
    assert process.returncode == 0, fault
    found = json.loads(said)
    assert found["below"] == []
    assert found["first"] == found["again"]
    assert {"audit_line", "review_case"} <= found["first"]["keys"].keys()
