"""Attacks on the story by somebody who owns the database: each is found, up to the last checkpoint kept outside."""

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from sinople.audit import actions, queries
from sinople.audit.models import Checkpoint, Line
from sinople.audit.rules import GENESIS, chained, public_part, signed
from tests.conftest import lift_the_guard_of_the_story, put_the_guard_back
from tests.makers import BEGUN, DAY, HOUR, make_application

pytestmark = pytest.mark.django_db
KIND = "applications.application"
CHECKER = Path(__file__).parents[2] / "docs/verify_story.py"


@pytest.fixture
def story(town, checkpoints):
    """Two things with a story, one checkpoint over them, and the guard of PostgreSQL off: the attacker owns the database."""
    things = [make_application(town, "declared", n=0), make_application(town, "declared", n=1)]
    actions.checkpoint(at=BEGUN + DAY)
    assert queries.faults() == []
    lift_the_guard_of_the_story()
    yield [thing.key for thing in things]
    put_the_guard_back()


def lines(key):
    return list(Line.objects.filter(kind=KIND, key=key).order_by("n"))


def rewrite(key, change):
    """Change one line and give every line after it its right hash again."""
    previous = GENESIS
    for line in lines(key):
        stored = change(line)
        digest = chained(previous, stored)
        Line.objects.filter(pk=line.pk).update(stored=stored, digest=digest)
        previous = digest


def edit(keys):
    line = lines(keys[0])[2]
    Line.objects.filter(pk=line.pk).update(stored=line.stored.replace("2023", "2022"))


def edit_the_columns(keys):
    Line.objects.filter(pk=lines(keys[0])[2].pk).update(person_id=999_999)


def delete(keys):
    lines(keys[0])[1].delete()


def insert(keys):
    last = lines(keys[0])[-1]
    said = {**json.loads(last.stored), "n": last.n + 1, "verb": "verify"}
    stored = json.dumps(said)
    Line.objects.create(kind=KIND, key=keys[0], n=last.n + 1, verb="verify", at=last.at, person_id=said["person"], stored=stored, digest="0" * 64)


def insert_before_the_checkpoint(keys):
    """With a right hash, in a row number that the checkpoint covers."""
    stored = json.dumps({"kind": "x", "key": "y", "n": 1, "verb": "look", "person": 0})
    free = Line.objects.order_by("pk").first().pk - 1
    Line.objects.create(pk=free, kind="x", key="y", n=1, verb="look", at=BEGUN, stored=stored, digest=chained(GENESIS, stored))


def swap_inside(keys):
    first, second = lines(keys[0])[1:3]
    Line.objects.filter(pk=first.pk).update(n=10_000)
    Line.objects.filter(pk=second.pk).update(n=first.n)
    Line.objects.filter(pk=first.pk).update(n=second.n)


def swap_between(keys):
    first, second = lines(keys[0])[1], lines(keys[1])[1]
    for line, other in ((first, second), (second, first)):
        Line.objects.filter(pk=line.pk).update(stored=other.stored, digest=other.digest)


def cut_the_tail(keys):
    lines(keys[0])[-1].delete()


def drop_a_thing(keys):
    Line.objects.filter(kind=KIND, key=keys[0]).delete()


def empty_the_table(keys):
    Line.objects.all().delete()


def rewrite_with_right_hashes(keys):
    rewrite(keys[0], lambda line: line.stored.replace("declare", "decline"))
    Line.objects.filter(kind=KIND, key=keys[0], verb="declare").update(verb="decline")


def rewrite_and_forge_the_checkpoint_inside(keys):
    """The attacker also writes a new checkpoint row, but has not the key."""
    rewrite_with_right_hashes(keys)
    kept, key = Checkpoint.objects.get(), b"7" * 32
    [(root, _lines)] = queries.covered(kept.last_line_id)
    Checkpoint.objects.update(root=root, signature=signed(f"{kept.last_line_id} {kept.lines} {root}", key), public_key=public_part(key))


def rewrite_with_the_stolen_key(keys):
    """With the key, the row in the database is right again; what is kept outside is not."""
    rewrite_with_right_hashes(keys)
    kept = Checkpoint.objects.get()
    [(root, _lines)] = queries.covered(kept.last_line_id)
    Checkpoint.objects.update(root=root, signature=signed(f"{kept.last_line_id} {kept.lines} {root}", queries.signing_key()))


def change_the_key(keys):
    from django.conf import settings

    (settings.DATA / "checkpoint.key").write_bytes(b"8" * 32)


def forge_the_checkpoint_outside(keys):
    from django.conf import settings

    kept = settings.CHECKPOINTS / "checkpoints.txt"
    at, last, count, _root, _signature = kept.read_text().split()
    kept.write_text(f"{at} {last} {count} {'0' * 64} {'0' * 128}\n")


def drop_the_checkpoints_inside(keys):
    Checkpoint.objects.all().delete()


ATTACKS = {
    edit: "was changed after it was written", edit_the_columns: "columns of the line", delete: "A line is missing", insert: "was changed after it was written",
    insert_before_the_checkpoint: "changed, cut or added", swap_inside: "was changed after it was written", swap_between: "was changed after it was written",
    cut_the_tail: "changed, cut or added", drop_a_thing: "changed, cut or added", empty_the_table: "changed, cut or added",
    rewrite_with_right_hashes: "changed, cut or added", rewrite_and_forge_the_checkpoint_inside: "signature is not ours",
    rewrite_with_the_stolen_key: "rolled back or rewritten", change_the_key: "signature is not ours", forge_the_checkpoint_outside: "signature is not ours",
    drop_the_checkpoints_inside: "rolled back or rewritten",
}  # fmt: skip


@pytest.mark.parametrize(("attack", "found"), ATTACKS.items(), ids=[attack.__name__ for attack in ATTACKS])
def test_an_attack_is_found(story, tmp_path, attack, found):
    attack(story)
    said = queries.faults()
    assert any(found in words for words in said), said
    with pytest.raises(SystemExit):
        call_command("verify_audit")
    assert elsewhere(tmp_path / "given") == (1, said), "the checker that knows nothing of Sinople says something else"


def elsewhere(folder):
    """Give the story out and let the stand-alone checker read it, in a process of its own."""
    call_command("export_story", str(folder), stdout=StringIO())
    done = subprocess.run([sys.executable, "-I", str(CHECKER), str(folder)], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    return done.returncode, done.stderr.splitlines()


def test_the_checker_elsewhere_knows_nothing_of_sinople_and_finds_a_sound_story_sound(town, checkpoints, tmp_path):
    make_application(town, "declared")
    actions.checkpoint(at=BEGUN + HOUR)
    make_application(town, "declared", n=1)
    actions.checkpoint(at=BEGUN + DAY)
    assert elsewhere(tmp_path / "given") == (0, [])
    imported = {name.partition(".")[0] for line in CHECKER.read_text().splitlines() for name in re.findall(r"^(?:from|import) (\S+)", line)}
    assert not imported & {"sinople", "django", "config"}


def test_a_key_kept_elsewhere_finds_that_the_key_was_changed(story, tmp_path):
    """Whoever rewrites everything and signs it anew is found by the key that the auditor wrote down before."""
    from django.conf import settings

    kept = queries.public_key()
    (settings.DATA / "checkpoint.key").write_bytes(b"8" * 32)
    Checkpoint.objects.all().delete()
    (settings.CHECKPOINTS / "checkpoints.txt").unlink()
    actions.checkpoint(at=BEGUN + DAY)
    assert queries.faults() == []
    assert elsewhere(tmp_path / "given")[0] == 0
    done = subprocess.run([sys.executable, "-I", str(CHECKER), str(tmp_path / "given"), "--key", kept], capture_output=True, text=True, check=False)
    assert (done.returncode, "signature is not ours" in done.stderr) == (1, True)


def test_rolling_back_to_a_backup_is_found(town, checkpoints):
    """The database goes back to an older state that is sound in itself; the checkpoint kept outside is younger."""
    make_application(town, "declared")
    actions.checkpoint(at=BEGUN + DAY)
    with transaction.atomic():
        make_application(town, "declared", n=1)
        actions.checkpoint(at=BEGUN + 2 * DAY)
        transaction.set_rollback(True)
    assert any("rolled back" in words for words in queries.faults())


def test_the_first_bad_line_is_named(story):
    edit(story)
    assert queries.faults(KIND, story[0])[0].startswith(f"{KIND} {story[0]} line 3:")
    assert queries.faults(KIND, story[1]) == []


def test_a_whole_story_is_sound_and_counted(town, checkpoints, capsys):
    make_application(town, "declared")
    actions.checkpoint(at=BEGUN + HOUR)
    call_command("verify_audit")
    assert str(Line.objects.count()) in capsys.readouterr().out


def test_what_is_younger_than_the_last_checkpoint_is_not_found(town, checkpoints):
    """The window that is stated: a tail cut before the next checkpoint is found by nobody."""
    make_application(town, "declared")
    actions.checkpoint(at=BEGUN + DAY)
    later = make_application(town, "declared", n=1)
    lift_the_guard_of_the_story()
    Line.objects.filter(kind=KIND, key=later.key).latest("n").delete()
    put_the_guard_back()
    assert queries.faults() == []


@pytest.mark.parametrize("statement", ["UPDATE audit_line SET verb = 'x'", "DELETE FROM audit_line", "TRUNCATE audit_line"])
def test_postgresql_refuses_to_change_the_story(town, statement):
    if connection.vendor != "postgresql":
        return  # SQLite has no such guard: there the checkpoints find what was changed
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
