"""The check of an upload: name, size, kind by its first bytes, and then whatever that kind can hide."""

from dataclasses import dataclass

from sinople.files.rules import images, office, pdfs
from sinople.files.rules.limits import ENDINGS, MAX_BYTES, MIB, Kind
from sinople.files.rules.names import clean_name, ending_of
from sinople.kernel.refused import Refused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload that may be kept: pictures are drawn anew, everything else is as it came."""

    kind: Kind
    name: str
    content: bytes


def check_upload(name: str, data: bytes) -> Checked:
    """Return the kind, the clean name and the clean content; raise Refused with a sentence that says how to mend it."""
    written = clean_name(name)
    if not data:
        raise Refused("“%(name)s” is empty. Please check the file and upload it again.", field="file", name=written)
    if len(data) > MAX_BYTES:
        raise Refused(
            "“%(name)s” has %(size)s MiB; at most %(most)s MiB are possible. Please split it into volumes.",
            field="file", name=written, size=-(-len(data) // MIB), most=MAX_BYTES // MIB,
        )  # fmt: skip
    kind = _kind_by_content(written, data)
    if ENDINGS[ending_of(written)] is not kind:
        raise Refused(
            "The name “%(name)s” says one kind of file, the content is %(kind)s. Please save it as what it is and upload it again.",
            field="file", name=written, kind=kind.upper(),
        )  # fmt: skip
    return Checked(kind, written, _clean(kind, data))


def _kind_by_content(name: str, data: bytes) -> Kind:
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(ZIP):
        return office.kind_of(data)
    if data.startswith(OLE):
        raise Refused(
            "“%(name)s” is in an old Office format or protected by a password. Please save it as XLSX or DOCX without a password.", field="file", name=name
        )
    if b"%PDF-" in data[:1024]:
        raise Refused("There is something else before the PDF in “%(name)s”. Please print it to a new PDF.", field="file", name=name)
    raise Refused("“%(name)s” is none of the kinds that are accepted, whatever its name says: PDF, OFD, JPEG, PNG, XLSX, DOCX.", field="file", name=name)


def _clean(kind: Kind, data: bytes) -> bytes:
    if kind in {Kind.JPEG, Kind.PNG}:
        return images.drawn_anew(kind, data)
    if kind is Kind.PDF:
        pdfs.check(data)
    else:
        office.check(kind, data)
    return data
