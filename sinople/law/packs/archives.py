"""Reads a pack out of a zip archive: small, plain files inside one folder, nothing else."""

import io
import lzma
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sinople.law.faults import PackFault, problem
from sinople.law.packs.loading import load
from sinople.law.packs.models import Pack

MOST_FILES = 400
MOST_BYTES = 20 * 2**20  # unpacked; the largest pack of ours has under one
# What Python says of an archive that is broken, encrypted, or packed in a way not known here.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
KINDS = frozenset({".yaml", ".md"})


def from_archive(content: bytes) -> Pack:
    """Return the pack in a zip archive; raise PackFault with every fault, each with file and line."""
    with _unpacked(content) as folder:
        try:
            return load(folder)
        except PackFault as fault:
            raise PackFault(problem(said.message, file=_within(said.file, folder), line=said.line, **said.values) for said in fault.problems) from None


@contextmanager
def _unpacked(content: bytes) -> Iterator[Path]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        raise PackFault([problem("This is not a zip archive; pack the folder of the rules again and send that.", file="zip", line=1)]) from None
    with archive, tempfile.TemporaryDirectory(prefix="sinople-pack-") as place:
        folder = Path(place)
        _refuse_too_much(archive)
        left = MOST_BYTES
        for entry in archive.infolist():
            if not entry.filename.endswith("/"):
                left -= _take_out(archive, entry, folder, left)
        yield _top(folder)


def _refuse_too_much(archive: zipfile.ZipFile) -> None:
    if len(archive.infolist()) > MOST_FILES:
        raise PackFault([problem("The archive holds more than %(most)s files; a pack has far fewer.", file="zip", line=1, most=MOST_FILES)])


def _take_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int) -> int:
    """Write one file and return its size: the announced size is not believed, the stream is counted."""
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or (entry.external_attr >> 28) == 0xA:
        raise PackFault([problem("The archive names a place outside its folder; pack the folder of the rules itself.", file=entry.filename, line=1)])
    if path.suffix not in KINDS:
        raise PackFault([problem("Only YAML files belong into a pack; take this file out.", file=entry.filename, line=1)])
    try:
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
    except BROKEN:
        raise PackFault([problem("This file of the archive cannot be read; pack it again, without a password.", file=entry.filename, line=1)]) from None
    if len(content) > left:
        raise PackFault([problem("Unpacked, the archive is larger than %(most)s MiB; no pack is.", file=entry.filename, line=1, most=MOST_BYTES // 2**20)])
    target = folder.joinpath(*path.parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except (OSError, ValueError):  # a name longer than any system takes, or a file where a folder has to be
        raise PackFault(
            [problem("This file of the archive has a name that cannot be; pack the folder of the rules again.", file=entry.filename, line=1)]
        ) from None
    return len(content)


def _top(folder: Path) -> Path:
    """Return the folder that holds pack.yaml: the archive's root, or the one folder in it."""
    inside = [path for path in folder.iterdir() if path.is_dir()]
    return inside[0] if not (folder / "pack.yaml").exists() and len(inside) == 1 else folder


def _within(file: str, folder: Path) -> str:
    return str(Path(file).relative_to(folder)) if Path(file).is_relative_to(folder) else Path(file).name
