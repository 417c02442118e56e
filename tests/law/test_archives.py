"""A pack given out and brought in again is the same; an archive that is none of it is refused with the place and the remedy."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from sinople.law.faults import PackFault
from sinople.law.packs import archives, digest, load
from sinople.law.packs.archives import from_archive
from sinople.law.packs.reading import read_tree
from sinople.law.packs.writing import to_archive, to_files

PACKS = sorted(path.parent for path in settings.PACKS.glob("*/pack.yaml"))


def packed(files):
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return store.getvalue()


def whole():
    return [(f"sz-2022/{name}", words) for name, words in to_files(load(settings.PACKS / "sz-2022")).items()]


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_what_is_written_reads_again_with_the_same_digest(folder):
    pack = load(folder)
    content = to_archive(pack)
    assert digest(from_archive(content)) == digest(pack)
    assert to_archive(pack) == content, "the same pack is the same archive"


def test_a_folder_or_its_content_may_be_packed():
    bare = [(name.partition("/")[2], words) for name, words in whole()]
    assert digest(from_archive(packed(bare))) == digest(from_archive(packed(whole())))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../pack.yaml", "outside its folder"),
        ("sz-2022/../../etc/pack.yaml", "outside its folder"),
        ("/etc/pack.yaml", "outside its folder"),
        ("sz-2022\\..\\pack.yaml", "outside its folder"),
        ("sz-2022/run.py", "Only YAML files"),
        ("sz-2022/tables/nested.zip", "Only YAML files"),
    ],
)
def test_no_file_leaves_its_folder(name, words):
    with pytest.raises(PackFault) as caught:
        from_archive(packed([*whole(), (name, "code: x")]))
    assert words in str(caught.value)
    assert not Path("/etc/pack.yaml").exists()


def test_a_link_is_not_followed():
    entry = zipfile.ZipInfo("sz-2022/pack.yaml")
    entry.external_attr = 0o120777 << 16
    with pytest.raises(PackFault) as caught:
        from_archive(packed([(entry, "/etc/passwd")]))
    assert "outside its folder" in str(caught.value)


def test_a_bomb_is_stopped_while_it_is_unpacked():
    bomb = packed([("sz-2022/pack.yaml", b" " * (archives.MOST_BYTES + 1))])
    assert len(bomb) < 100_000
    with pytest.raises(PackFault) as caught:
        from_archive(bomb)
    assert "larger than 20 MiB" in str(caught.value)


def test_too_many_files_broken_ones_and_no_archive_at_all():
    many = packed([(f"sz-2022/tables/{n}.yaml", "") for n in range(archives.MOST_FILES + 1)])
    good = packed(whole())
    broken = good[:200] + b"\0" * 50 + good[250:]
    for content, words in ((many, "more than 400 files"), (broken, "cannot be read"), (b"%PDF-1.7", "not a zip archive"), (b"", "not a zip archive")):
        with pytest.raises(PackFault) as caught:
            from_archive(content)
        assert words in str(caught.value)


def test_faults_name_the_file_as_it_is_in_the_archive():
    files = dict(whole())
    files["sz-2022/clocks.yaml"] = files["sz-2022/clocks.yaml"].replace("value: '15'", "value: fifteen", 1)
    with pytest.raises(PackFault) as caught:
        from_archive(packed(files.items()))
    (found,) = caught.value.problems
    assert (found.file, found.line > 1) == ("clocks.yaml", True)


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Only YAML files"), ("a" * 300 + ".yaml", "name that cannot be"), ("pack.yaml/pack.yaml", "name that cannot be")],
)
def test_a_name_that_cannot_be_is_refused(name, words):
    content = packed([("pack.yaml", "code: x"), (name or "nameless", "code: x")])
    with pytest.raises(PackFault) as caught:
        from_archive(content if name else content.replace(b"nameless", b"\0ameless"))  # zipfile reads a name up to its first nought
    assert any(words in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_an_archive_with_a_broken_stream_is_refused(place):
    content = bytearray(to_archive(load(settings.PACKS / "sz-2024")))
    at = int(len(content) * place)
    content[at : at + 400] = bytes(400)
    with pytest.raises(PackFault):
        from_archive(bytes(content))


def test_a_file_with_a_control_character_is_refused(tmp_path):
    page = tmp_path / "clocks.yaml"
    page.write_text("clocks: [a\x1fb]", encoding="utf-8")
    with pytest.raises(PackFault, match="control character"):
        read_tree(page)
