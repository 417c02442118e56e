"""Keeping files: checked, scanned, written whole under their digest, told in the story; nothing is left of a refused one."""

import hashlib
import os
import stat

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from sinople.audit.models import Line
from sinople.files import actions, queries
from sinople.files.actions.store import write
from sinople.files.models import Audience, Evidence
from sinople.kernel.acting import CLOCK, Acting, Role
from sinople.kernel.refused import Refused
from tests.files import samples as s
from tests.files.conftest import NOON

pytestmark = pytest.mark.django_db


def keep(by, **changes):
    return actions.keep(
        **{"name": "报告.pdf", "data": s.pdf(), "by": by, "at": NOON, "organisation_id": 7, "about": ("applications.application", "abc"), **changes}
    )


def files_in(store):
    return sorted(path for path in store.rglob("*") if path.is_file()) if store.exists() else []


def test_keep_writes_the_bytes_under_their_digest_and_tells_the_story(filler, store):
    data = s.pdf()
    evidence = keep(filler, data=data)
    digest = hashlib.new("sm3", data).hexdigest()
    assert (evidence.digest, evidence.size, evidence.kind, evidence.name, evidence.uploaded_by_id) == (digest, len(data), "pdf", "报告.pdf", 1)
    assert files_in(store) == [store / digest[:2] / digest[2:]]
    assert queries.content_of(evidence) == data
    assert stat.S_IMODE(queries.path_of(digest).stat().st_mode) == 0o440
    line = Line.objects.get(kind="files.evidence", key=evidence.key)
    assert (line.verb, line.person_id, digest in line.stored) == ("keep", 1, True)


def test_the_same_bytes_lie_once_under_two_names(filler, store):
    first, second = keep(filler, name="a.pdf"), keep(filler, name="b.pdf")
    assert first.key != second.key
    assert len(files_in(store)) == 1


def test_a_picture_is_kept_as_it_was_drawn_anew(filler):
    data = s.image("JPEG", comment=b"secret words")
    evidence = keep(filler, name="a.jpg", data=data)
    assert b"secret words" not in queries.content_of(evidence)
    assert evidence.digest != hashlib.new("sm3", data).hexdigest()


def test_a_refused_file_leaves_nothing(filler, store):
    with pytest.raises(Refused):
        keep(filler, data=s.locked_pdf())
    assert (Evidence.objects.count(), Line.objects.count(), files_in(store)) == (0, 0, [])


@pytest.mark.parametrize(
    "by", [Acting(), Acting(person_id=2, role=Role.FILLER, organisation_id=8), Acting(person_id=3, role=Role.CITY_OFFICER, authority_id=1)]
)
def test_nobody_keeps_files_for_another_organisation(by, store):
    with pytest.raises(PermissionDenied):
        keep(by)
    assert files_in(store) == []


def test_the_public_keeps_nothing_as_an_authority():
    with pytest.raises(PermissionDenied):
        keep(Acting(), organisation_id=0)


def test_a_document_of_the_house_is_kept_as_it_is():
    evidence = actions.keep_made(name="receipt.pdf", content=b"%PDF-made", by=CLOCK, at=NOON, organisation_id=7)
    assert queries.content_of(evidence) == b"%PDF-made"


def test_reading_is_granted_once(filler):
    evidence = keep(filler)
    first = actions.let_read(evidence=evidence, audience=Audience.DISTRICT, ref="baoan")
    assert actions.let_read(evidence=evidence, audience="district", ref="baoan") == first
    assert evidence.readers.count() == 1


@pytest.mark.parametrize(("audience", "ref"), [("everybody", ""), ("city", "x"), ("person", "")])
def test_a_grant_names_whom_it_means(filler, audience, ref):
    from django.db import IntegrityError

    evidence = keep(filler)
    with pytest.raises((ValueError, IntegrityError)), transaction.atomic():
        actions.let_read(evidence=evidence, audience=audience, ref=ref)


def test_a_write_that_breaks_off_leaves_nothing(store, monkeypatch):
    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write("ab" * 32, b"content")
    assert files_in(store) == []


def test_a_half_written_file_is_written_anew(store):
    place = queries.path_of("ab" * 32)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"con")
    assert write("ab" * 32, b"content").read_bytes() == b"content"


def test_content_that_went_missing_is_named(filler):
    evidence = keep(filler)
    queries.path_of(evidence.digest).unlink()
    with pytest.raises(Refused, match=evidence.digest):
        queries.content_of(evidence)


def test_a_sweep_takes_what_a_rollback_left_and_nothing_else(settings, tmp_path):
    settings.FILES = tmp_path
    kept = actions.keep_made(name="a.pdf", content=b"named", by=CLOCK, at=NOON, organisation_id=0)
    for content in (b"rolled back", b"young"):
        with transaction.atomic():
            actions.keep_made(name="b.pdf", content=content, by=CLOCK, at=NOON, organisation_id=0)
            transaction.set_rollback(True)
    orphans = [place for place in tmp_path.glob("??/*") if place != queries.path_of(kept.digest)]
    old = next(place for place in orphans if place.read_bytes() == b"rolled back")
    for place in (old, queries.path_of(kept.digest)):
        os.utime(place, (1, 1))
    assert actions.sweep() == 1
    assert {place.read_bytes() for place in tmp_path.glob("??/*")} == {b"named", b"young"}
    assert actions.sweep() == 0
    os.utime(tmp_path / ".swept", (1, 1))
    again = actions.keep_made(name="d.pdf", content=b"young", by=CLOCK, at=NOON, organisation_id=0)
    assert (actions.sweep(), queries.content_of(again)) == (0, b"young")
