"""With which headers a kept file goes out: shown as what it is, never run, never kept by a proxy."""

from urllib.parse import quote

from sinople.files.rules.limits import CONTENT_TYPES, Kind

SHOWN = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG})
# A sandbox would keep the browser's own PDF reader from starting; scripts are refused at the upload and have no source here.
POLICIES = {Kind.PDF: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}
STRICTEST = "default-src 'none'; frame-ancestors 'none'; sandbox"


def safe_headers(*, kind: str, name: str, size: int) -> dict[str, str]:
    """Return the headers for a kept file."""
    shown = "inline" if kind in SHOWN else "attachment"
    return {
        "Content-Type": CONTENT_TYPES[Kind(kind)],
        "Content-Length": str(size),
        "Content-Disposition": f"{shown}; filename=\"file.{kind}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": POLICIES.get(Kind(kind), STRICTEST),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
