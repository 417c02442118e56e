"""Archives inside which Office and OFD keep their parts: every part is where it says, as large as it says, and no bomb."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from sinople.files.rules.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, MIB, RATIO_COUNTS_FROM
from sinople.kernel.refused import Refused

LOCAL_HEADER, DESCRIPTOR = 30, 24
CHUNK = 256 * 1024


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive, its plan checked; raise Refused when it is damaged, a bomb, or holds something between its parts."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Refused("The file is damaged and cannot be opened. Please save it anew.", field="file") from fault
    _refuse_bomb(archive.infolist())
    _refuse_odd_parts(archive.infolist())
    _refuse_passengers(archive, data)
    return archive


def parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield every part with its content, one at a time, as large as its plan says and no larger."""
    for part in archive.infolist():
        try:
            yield part.filename, archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as fault:
            raise Refused("The file is damaged and cannot be opened. Please save it anew.", field="file") from fault


def _refuse_bomb(found: list[zipfile.ZipInfo]) -> None:
    if len(found) > MAX_ENTRIES:
        raise Refused("The file has more than %(most)s parts. Please save a simpler one.", field="file", most=MAX_ENTRIES)
    large = [part for part in found if part.file_size > RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)]
    if large or sum(part.file_size for part in found) > MAX_UNPACKED:
        raise Refused("The file unpacks to far more than its size, over %(most)s MiB or %(ratio)s times. Please save it without empty rows and large pictures.",
                      field="file", most=MAX_UNPACKED // MIB, ratio=MAX_RATIO)  # fmt: skip


def _refuse_odd_parts(found: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in found]
    leading_out = [name for name in names if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\x00" in name]
    if leading_out or len(set(names)) != len(names):
        raise Refused("Parts of the file have names that lead elsewhere, or stand in it twice. Please save it anew.", field="file")
    if any(part.flag_bits & 0x1 for part in found):
        raise Refused("The file is protected by a password. Please remove the password and upload it again.", field="file")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in found):
        raise Refused("The file is packed in an unusual way. Please save it anew.", field="file")


def _refuse_passengers(archive: zipfile.ZipFile, data: bytes) -> None:
    """Refuse bytes before, between and after the parts: a second file travels there."""
    end = data.rfind(b"PK\x05\x06")
    ordered = sorted(archive.infolist(), key=lambda part: part.header_offset)
    starts = [part.header_offset for part in ordered] + [archive.start_dir]
    gaps = [after - _end_of(data, part, before) for part, (before, after) in zip(ordered, pairwise(starts), strict=True)]
    if starts[0] != 0 or archive.comment or end + 22 != len(data) or any(gap < 0 or gap > DESCRIPTOR for gap in gaps):
        raise Refused("Another file is hidden in this one. Please save it anew.", field="file")


def _end_of(data: bytes, part: zipfile.ZipInfo, start: int) -> int:
    lengths = data[start + 26 : start + 30]
    return start + LOCAL_HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little") + part.compress_size
