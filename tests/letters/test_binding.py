"""Binding evidence into one file: what can be bound, what keeps a page in its place, volumes, bookmarks, stamps."""

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image

from sinople.letters import printing
from sinople.letters.papers.binding import Piece, bound, examined, volumes_of
from tests.files import samples
from tests.letters.papers import words

ON = date(2023, 6, 30)


def sheet(pages=1, **options):
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        written = io.BytesIO()
        made.save(written, **options)
        return written.getvalue()


def picture(width=800, height=600):
    made = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(made, "PNG")
    return made.getvalue()


def piece(title, content, kind="pdf", section=""):
    return Piece(title, kind, lambda: content, section, size=len(content))


LOCKED = sheet(encryption=pikepdf.Encryption(owner="a", user="b"))
LEFT_OUT = {
    "a password": (piece("锁.pdf", LOCKED), "protected by a password"),
    "damaged": (piece("坏.pdf", b"%PDF-1.7 broken"), "damaged and cannot be opened"),
    "no pages": (piece("空.pdf", sheet(0)), "has no page"),
    "a workbook": (piece("表.xlsx", b"x", "xlsx"), "no PDF and no image"),
    "too large": (Piece("大.pdf", "pdf", lambda: b"", size=5001), "larger than a volume"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_cannot_be_bound_keeps_a_page_that_names_it(case):
    given, why = LEFT_OUT[case]
    found = examined(given, most=5000)
    assert found.fault is not None
    assert why in found.fault.message
    assert found.pages == 1
    said = words(bound([found], stamp="SZ", on=ON, first=1, whole=1))
    assert given.title in said
    assert "本页代替未能合并的证明材料" in said


def test_pages_pictures_bookmarks_and_sizes():
    pieces = [examined(one, most=10**7) for one in (piece("表", sheet(2)), piece("证1", picture(), "png", "证"), piece("证2", sheet(3), section="证"))]
    assert [one.pages for one in pieces] == [2, 1, 3]
    with pikepdf.open(io.BytesIO(bound(pieces, stamp="SZ", on=ON, first=1, whole=6))) as opened:
        assert len(opened.pages) == 6
        assert opened.pages[2].mediabox[2] > opened.pages[2].mediabox[3]  # a picture lying down lies on a page lying down
        with opened.open_outline() as tree:
            assert [(item.title, len(item.children)) for item in tree.root] == [("表", 0), ("证", 2)]


def test_binding_again_gives_the_same_bytes():
    pieces = [examined(piece("表", sheet(2)), most=10**7)]
    assert bound(pieces, stamp="SZ", on=ON, first=1, whole=2) == bound(pieces, stamp="SZ", on=ON, first=1, whole=2)


def test_volumes_stay_under_the_limit_and_cut_no_piece():
    pieces = [Piece(str(n), "pdf", lambda: b"", size=size, pages=1) for n, size in enumerate((40, 40, 30, 100, 10))]
    assert [[one.size for one in volume] for volume in volumes_of(pieces, most=100)] == [[40, 40], [30], [100], [10]]
    assert volumes_of([], most=100) == [[]]


def test_the_stamp_counts_over_all_volumes():
    said = words(printing.typeset("letters/papers/stamps.typ", {"stamp": "SZ-1", "first": 8, "whole": 9, "sizes": [(595, 842), (842, 595)]}, on=ON))
    assert said == "SZ-1第8页，共9页SZ-1第9页，共9页"


def test_evidence_that_was_accepted_is_bound():
    assert examined(piece("样.pdf", samples.pdf()), most=10**7).fault is None
