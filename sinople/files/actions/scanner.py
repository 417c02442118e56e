"""Have bytes scanned by clamd (INSTREAM); when a scanner is set and does not answer, nothing is accepted."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings

from sinople.kernel.refused import Refused

CHUNK = 64 * 1024
PATIENCE = 20.0  # seconds: clamd reads 50 MiB in about four


def scan(content: bytes) -> None:
    """Raise Refused when the scanner finds something, or cannot be asked; say nothing where no scanner is set."""
    if not settings.SCANNER:
        return
    try:
        with _line_to(settings.SCANNER) as line:
            answer = _asked(line, content)
    except OSError as fault:
        raise Refused(
            "The virus scanner cannot be reached, so no file is accepted now. Nothing was lost: please try again in some minutes.", field="file"
        ) from fault
    if answer.endswith("FOUND"):
        raise Refused(
            "The virus scanner found %(what)s in the file. It was not kept.", field="file", what=answer.removeprefix("stream: ").removesuffix(" FOUND")
        )
    if answer != "stream: OK":
        raise Refused("The virus scanner could not read the file (%(answer)s). It was not kept; please try again.", field="file", answer=answer or "-")


@contextmanager
def _line_to(address: str) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    family, where = (socket.AF_UNIX, parts.path) if parts.scheme == "unix" else (socket.AF_INET, (parts.hostname or "", parts.port or 3310))
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(where)
        yield line


def _asked(line: socket.socket, content: bytes) -> str:
    line.sendall(b"zINSTREAM\0")
    try:
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass  # clamd stops listening once the file is larger than it takes, and says so
    answer = b""
    while not answer.endswith(b"\0") and (more := line.recv(4096)):
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
