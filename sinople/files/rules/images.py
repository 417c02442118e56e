"""Pictures: judged by their size before they are opened, then drawn anew, so that nothing travels inside them."""

import io
import struct
import warnings
import zlib

from sinople.files.rules.limits import MAX_PIXELS, Kind
from sinople.kernel.refused import Refused

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}
# Longer than chance makes in 50 MiB: a page, a script or a PDF that travels inside a picture.
PASSENGERS = (b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php", b"%pdf-1", b"%pdf-2")
ZIP_END, ZIP_TAIL = b"PK\x05\x06", 66_000


def drawn_anew(kind: Kind, data: bytes) -> bytes:
    """Return the picture drawn anew without anything that is not picture; raise Refused when it is none, or a bomb."""
    _refuse_passengers(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _drawn(kind, data)


def _refuse_passengers(data: bytes) -> None:
    small = data.lower()
    if any(passenger in small for passenger in PASSENGERS) or ZIP_END in data[-ZIP_TAIL:]:
        raise Refused("Another file is hidden in this picture. Please take or scan it anew.", field="file")


def _drawn(kind: Kind, data: bytes) -> bytes:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as seen:
            _refuse_large(*seen.size)
            if getattr(seen, "n_frames", 1) > 1:
                raise Refused("This picture moves or holds several pictures. Please upload them one by one.", field="file")
            seen.load()
            ImageOps.exif_transpose(seen, in_place=True)
            return _saved(kind, seen)
    except Image.DecompressionBombError as fault:
        raise _too_large(2 * (Image.MAX_IMAGE_PIXELS or MAX_PIXELS)) from fault
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as fault:
        raise Refused("This picture is damaged and cannot be opened. Please take or scan it anew.", field="file") from fault


def _refuse_large(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large(width * height)


def _too_large(pixels: int) -> Refused:
    return Refused(
        "The picture has %(pixels)s million pixels or more; at most %(most)s million are possible. Please scan it at 300 dpi.",
        field="file", pixels=pixels // 1_000_000, most=MAX_PIXELS // 1_000_000,
    )  # fmt: skip


def _saved(kind: Kind, seen: "object") -> bytes:
    from PIL import Image

    assert isinstance(seen, Image.Image)  # noqa: S101 - tells the type; Pillow is imported only where a picture is drawn
    page = io.BytesIO()
    if kind is Kind.JPEG:
        plain = seen if seen.mode in {"L", "RGB"} else seen.convert("RGB")
        plain.info.clear()
        plain.save(page, "JPEG", quality=92, subsampling=0)
    else:
        kept = {name: seen.info[name] for name in ("transparency",) if name in seen.info}
        seen.info.clear()
        seen.save(page, "PNG", compress_level=4, **kept)
    return page.getvalue()
