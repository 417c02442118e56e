"""Bind papers and evidence into one PDF: bookmarks, a stamp on every page, volumes of a size that may be uploaded."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sinople.kernel.refused import Ground
from sinople.law.marking import N_
from sinople.letters import printing

IMAGES = frozenset({"jpg", "jpeg", "png"})
A4 = (1240, 1754)  # at 150 dots an inch


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the bound file: its bookmark, its bytes when they are asked for, and how many pages it has."""

    title: str
    kind: str
    content: Callable[[], bytes]
    section: str = ""  # pieces of a section stand under one bookmark
    pages: int = 0
    size: int = 0
    fault: Ground | None = None


@dataclass
class Volume:
    """One file of the bound application."""

    content: bytes
    pieces: list[Piece] = field(default_factory=list)


def examined(piece: Piece, *, most: int) -> Piece:
    """Return the piece with its pages counted; what cannot be bound keeps a page in its place, with the reason."""
    if piece.kind != "pdf" and piece.kind not in IMAGES:
        return _left_out(piece, N_("“%(name)s” is no PDF and no image; it is handed in as a file of its own."))
    if piece.size > most:
        return _left_out(piece, N_("“%(name)s” is larger than a volume may be; it is handed in as a file of its own."))
    if piece.kind in IMAGES:
        return _with(piece, pages=1)
    return _counted(piece)


def _counted(piece: Piece) -> Piece:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(piece.content())) as opened:
            return _with(piece, pages=len(opened.pages)) if opened.pages else _left_out(piece, N_("“%(name)s” has no page."))
    except pikepdf.PasswordError:
        return _left_out(piece, N_("“%(name)s” is protected by a password; please hand it in without one."))
    except (pikepdf.PdfError, OSError, ValueError):
        return _left_out(piece, N_("“%(name)s” is damaged and cannot be opened; please hand it in anew."))


def _left_out(piece: Piece, message: str) -> Piece:
    return _with(piece, pages=1, size=0, fault=Ground(message, values={"name": piece.title}))


def _with(piece: Piece, **facts: object) -> Piece:
    return Piece(**{**{name: getattr(piece, name) for name in Piece.__dataclass_fields__}, **facts})  # type: ignore[arg-type]


def volumes_of(pieces: Sequence[Piece], *, most: int) -> list[list[Piece]]:
    """Divide the pieces so that no volume is larger than the limit; no piece is cut in two."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if found[-1] and sum(one.size for one in found[-1]) + piece.size > most:
            found.append([])
        found[-1].append(piece)
    return found


def bound(pieces: Sequence[Piece], *, stamp: str, on: date, first: int, whole: int) -> bytes:
    """Return one volume: its pieces in order, a bookmark for each, and on every page the stamp with its number."""
    import pikepdf

    made, marks, at = pikepdf.new(), list[tuple[str, str, int]](), 0
    for piece in pieces:
        marks.append((piece.section, piece.title, at))
        for page in _pages(piece, on):
            made.pages.extend(page.pages)
        at = len(made.pages)
    _stamp(made, stamp=stamp, on=on, first=first, whole=whole)
    _bookmark(made, marks)
    made.remove_unreferenced_resources()
    written = io.BytesIO()
    made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return written.getvalue()


def _pages(piece: Piece, on: date) -> Iterator["pikepdf.Pdf"]:  # type: ignore[name-defined]  # noqa: F821
    import pikepdf

    if piece.fault is not None:
        content = printing.typeset("letters/papers/in_place.typ", {"name": piece.title, "why": printing.said(piece.fault)}, on=on)
    else:
        content = piece.content() if piece.kind == "pdf" else _image(piece.content())
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def _image(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        size = A4 if upright.height >= upright.width else A4[::-1]
        fitted = ImageOps.contain(upright, (size[0] - 140, size[1] - 140))
        page = Image.new("RGB", size, "white")
        page.paste(fitted, ((size[0] - fitted.width) // 2, (size[1] - fitted.height) // 2))
        made = io.BytesIO()
        page.save(made, "PDF", resolution=150, quality=85)
        return made.getvalue()


def _stamp(made: "pikepdf.Pdf", *, stamp: str, on: date, first: int, whole: int) -> None:  # type: ignore[name-defined]  # noqa: F821
    import pikepdf

    boxes = [[float(side) for side in page.mediabox] for page in made.pages]
    turned = [int(page.get("/Rotate", 0)) % 180 == 90 for page in made.pages]
    sizes = [
        sorted((box[2] - box[0], box[3] - box[1]), reverse=turn) if turn else (box[2] - box[0], box[3] - box[1])
        for box, turn in zip(boxes, turned, strict=True)
    ]
    drawn = printing.typeset("letters/papers/stamps.typ", {"stamp": stamp, "first": first, "whole": whole, "sizes": sizes}, on=on)
    with pikepdf.open(io.BytesIO(drawn)) as stamps:
        for page, over, box in zip(made.pages, stamps.pages, boxes, strict=True):
            drawn_once = page.add_resource(made.copy_foreign(over.as_form_xobject()), pikepdf.Name.XObject, pikepdf.Name.SinopleStamp)
            placed = page.calc_form_xobject_placement(page.Resources.XObject[drawn_once], drawn_once, pikepdf.Rectangle(*box))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"Q\n" + placed)


def _bookmark(made: "pikepdf.Pdf", marks: Sequence[tuple[str, str, int]]) -> None:  # type: ignore[name-defined]  # noqa: F821
    import pikepdf

    with made.open_outline() as outline:
        for section, title, page in marks:
            if section and not (outline.root and outline.root[-1].title == section):
                outline.root.append(pikepdf.OutlineItem(section, page))
            (outline.root[-1].children if section else outline.root).append(pikepdf.OutlineItem(title, page))
