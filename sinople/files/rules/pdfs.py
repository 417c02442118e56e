"""PDF: whole, readable by everybody, and without anything that acts."""

import io
import re
import zlib

from sinople.files.rules.limits import MAX_PDF_OBJECTS, MAX_PDF_UNPACKED
from sinople.kernel.refused import Refused

STREAM = re.compile(rb"stream\r?\n")
END = re.compile(rb"%%EOF[\s\x00]*\Z")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
TWICE_PACKED = re.compile(rb"(/FlateDecode|/Fl\b|/LZWDecode)\s*(/FlateDecode|/Fl\b|/LZWDecode)")
CHUNK = 1024 * 1024
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
ACTING_KEYS = ("/JS", "/XFA", "/EmbeddedFiles", "/RichMediaContent", "/RichMediaSettings")


def check(data: bytes) -> None:
    """Raise Refused when the PDF is locked, damaged, a bomb, two files in one, or holds anything that acts."""
    if not END.search(data[-4096:]):
        raise Refused("The PDF is cut off, or another file hangs at its end. Please print it to a new PDF.", field="file")
    if b"PK\x05\x06" in data[-66_000:]:
        raise Refused("An archive is hidden in the PDF. Please print it to a new PDF.", field="file")
    _refuse_bomb(data)
    _look_inside(data)


def _refuse_bomb(data: bytes) -> None:
    """Unpack every packed stream without keeping it: qpdf would unpack the structural ones whole into memory."""
    if TWICE_PACKED.search(data) or TWICE_PACKED.search(ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), data) if b"#" in data else b""):
        raise Refused("Parts of the PDF are packed twice, as in a file made to do harm. Please print it to a new PDF.", field="file")
    unpacked = 0
    for found in STREAM.finditer(data):
        unpacked += _unpacked_size(data, found.end(), MAX_PDF_UNPACKED - unpacked)
        if unpacked >= MAX_PDF_UNPACKED:
            raise Refused("The PDF unpacks to far more than its size. Please scan it at 300 dpi, or print it to a new PDF.", field="file")


def _unpacked_size(data: bytes, start: int, most: int) -> int:
    if len(data) < start + 2 or data[start] & 0x0F != 8 or int.from_bytes(data[start : start + 2], "big") % 31:
        return 0
    unpacker, size, rest = zlib.decompressobj(), 0, memoryview(data)[start : start + CHUNK]
    following = start + CHUNK
    try:
        while size < most and not unpacker.eof:
            size += len(unpacker.decompress(rest, CHUNK))
            rest = unpacker.unconsumed_tail  # type: ignore[assignment]
            if not rest and not unpacker.eof:
                if following >= len(data):
                    break
                rest, following = memoryview(data)[following : following + CHUNK], following + CHUNK
    except zlib.error:
        return size
    return size


def _look_inside(data: bytes) -> None:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as opened:
            if opened.is_encrypted:
                raise Refused("The PDF is protected. Please remove the protection and upload it again.", field="file")
            if not len(opened.pages):
                raise Refused("The PDF has no page.", field="file")
            _refuse_acting(opened)
    except pikepdf.PasswordError as fault:
        raise Refused("The PDF is protected by a password. Please remove the password and upload it again.", field="file") from fault
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError, MemoryError) as fault:
        raise Refused("The PDF is damaged and cannot be opened. Please print it to a new PDF.", field="file") from fault


def _refuse_acting(opened: "object") -> None:
    import pikepdf

    objects = opened.objects  # type: ignore[attr-defined]
    if len(objects) > MAX_PDF_OBJECTS:
        raise Refused("The PDF has more than %(most)s parts. Please split it into volumes.", field="file", most=MAX_PDF_OBJECTS)
    for found in objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array) and _acts(found, 0):
            raise Refused("The PDF holds a script, a command or an attached file. Please print it to a new PDF.", field="file")


def _acts(found: "object", depth: int) -> bool:
    """Say whether this object, with what stands directly in it, acts; other objects are visited on their own."""
    import pikepdf

    if isinstance(found, pikepdf.Array):
        return depth < 8 and any(_acts(item, depth + 1) for item in found if _stands_here(item))
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if any(key in found for key in ACTING_KEYS) or str(found.get("/S", "")) in ACTS or str(found.get("/Type", "")) == "/EmbeddedFile":
        return True
    return depth < 8 and any(_acts(item, depth + 1) for item in found.values() if _stands_here(item))


def _stands_here(item: "object") -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Dictionary | pikepdf.Array) and not item.is_indirect
