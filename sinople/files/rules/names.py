"""Names of files: what a person may call a file that others will open."""

import re
import unicodedata

from sinople.files.rules.limits import ENDINGS, MAX_NAME
from sinople.kernel.refused import Refused

# Kinds that run or are shown as a page: hidden before the last dot they deceive whoever sees the name cut off.
RUNNING = frozenset({
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "msp", "dll", "jar", "js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1", "sh", "bash", "hta",
    "cpl", "lnk", "reg", "app", "apk", "htm", "html", "xhtml", "shtml", "svg", "xml", "mht", "php", "jsp", "asp", "aspx", "py", "iso", "docm", "xlsm",
})  # fmt: skip
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """Return the name in its written form; raise Refused when it is empty, deceives, or leads elsewhere."""
    written = unicodedata.normalize("NFC", name).strip()
    if not written or not written.strip("."):
        raise Refused("The file has no name; please give it one.", field="file")
    if any(sign in written for sign in "/\\:"):
        raise Refused("The name of the file holds a path (/, \\ or :). Please rename it and upload it again.", field="file")
    if TURNING & set(written):
        raise Refused("The name of the file holds hidden signs that turn its letters around. Please type the name anew.", field="file")
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs"} for sign in written):
        raise Refused("The name of the file holds invisible signs. Please type the name anew.", field="file")
    if len(written) > MAX_NAME:
        raise Refused(
            "The name of the file has %(count)s characters; at most %(most)s are possible. Please shorten it.", field="file", count=len(written), most=MAX_NAME
        )
    return _whole(written)


def ending_of(name: str) -> str:
    """Return what stands after the last dot, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _whole(written: str) -> str:
    *before, ending = written.split(".")
    if written.startswith(".") or RESERVED.match(before[0] if before else ending):
        raise Refused("“%(name)s” is a name that computers keep for themselves. Please rename the file.", field="file", name=written)
    if ending.lower() not in ENDINGS:
        raise Refused(
            "“%(name)s” does not end in a kind that is accepted: PDF, OFD, JPEG, PNG, XLSX or DOCX. Please save it as one of these.", field="file", name=written
        )
    hidden = [part for part in before[1:] if part.strip().lower() in RUNNING]
    if hidden:
        raise Refused("“%(name)s” hides a second ending (.%(hidden)s). Please rename the file.", field="file", name=written, hidden=hidden[0].strip())
    return written
