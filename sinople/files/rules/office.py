"""XLSX, DOCX and OFD: the right parts, no macros, no embedded things, no links to elsewhere, no XML that unfolds."""

import re

from sinople.files.rules import zips
from sinople.files.rules.limits import Kind
from sinople.kernel.refused import Refused

SIGNS = {"xl/workbook.xml": Kind.XLSX, "word/document.xml": Kind.DOCX, "OFD.xml": Kind.OFD}
MACROS = re.compile(r"(vbaproject\.bin|vbadata\.xml|/macrosheets/|/dialogsheets/|/activex/|\.(js|vbs|exe|dll|com|bat|cmd|ps1|jar|hta|swf|html?)$)")
EMBEDDED = re.compile(r"(/embeddings/|/externallinks/|oleobject|\.(zip|rar|7z|gz|docx|docm|xlsx|xlsm|pptx|ole)$|afchunk)")
MACRO_TYPES = (b"macroenabled", b"vnd.ms-office.vbaproject", b"intlmacrosheet")
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)
WEB = re.compile(rb"Target\s*=\s*[\"'](https?:|mailto:|#)", re.IGNORECASE)
UNFOLDING = (b"<!doctype", b"<!entity")
COMMANDS = re.compile(rb"(<w:instrText[^>]*>|w:instr\s*=\s*[\"'])\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK)\b", re.IGNORECASE)
DDE = re.compile(rb"<(?:\w+:)?(ddeLink|oleLink)\b", re.IGNORECASE)
ARCHIVES_AND_PROGRAMS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"MZ\x90\x00", b"\x7fELF", b"\xd0\xcf\x11\xe0")


def kind_of(data: bytes) -> Kind:
    """Return which of the kinds that are archives this is; raise Refused when it is any other archive."""
    with zips.opened(data) as archive:
        names = set(archive.namelist())
        found = [kind for sign, kind in SIGNS.items() if sign in names and (kind is Kind.OFD or "[Content_Types].xml" in names)]
    if len(found) != 1:
        raise Refused("This is an archive, and archives are not accepted. Please upload the files in it one by one.", field="file")
    return found[0]


def check(kind: Kind, data: bytes) -> None:
    """Raise Refused when a part of the file acts, embeds, links or unfolds."""
    with zips.opened(data) as archive:
        for name, content in zips.parts(archive):
            _check_name(name.lower())
            if name.lower().endswith((".xml", ".rels")):
                _check_xml(kind, name.lower(), content)
            elif content.startswith(ARCHIVES_AND_PROGRAMS) and "printersettings" not in name.lower():
                raise Refused("Another file is embedded in this one (%(part)s). Please upload it on its own.", field="file", part=name)


def _check_name(name: str) -> None:
    if MACROS.search(name):
        raise Refused("The file holds macros or programs (%(part)s). Please save it without macros.", field="file", part=name)
    if EMBEDDED.search(name):
        raise Refused("The file embeds other files or takes values from them (%(part)s). Please paste the values and save it anew.", field="file", part=name)


def _check_xml(kind: Kind, name: str, content: bytes) -> None:
    if b"\x00" in content[:4096] or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("A part of the file is not written in UTF-8 (%(part)s). Please save it anew.", field="file", part=name)
    small = content.lower()
    if any(sign in small for sign in UNFOLDING):
        raise Refused("A part of the file unfolds to more than it shows (%(part)s). Please save it anew.", field="file", part=name)
    if name == "[content_types].xml" and any(sign in small for sign in MACRO_TYPES):
        raise Refused("The file holds macros or programs (%(part)s). Please save it without macros.", field="file", part=name)
    if kind is not Kind.OFD and (COMMANDS.search(content) or DDE.search(content)):
        raise Refused("A field in the file fetches content from elsewhere (%(part)s). Please replace it by its text.", field="file", part=name)
    links = EXTERNAL.findall(content) if name.endswith(".rels") else []
    if any(not (HYPERLINK.search(link) and WEB.search(link)) for link in links):
        raise Refused("The file takes content from elsewhere (%(part)s). Please embed pictures, paste values and save it anew.", field="file", part=name)
