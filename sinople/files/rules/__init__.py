"""What may be uploaded: plain Python, bytes in, the clean content or a refusal out."""

from sinople.files.rules.headers import safe_headers
from sinople.files.rules.limits import ACCEPTED, MAX_BYTES, Kind
from sinople.files.rules.uploads import Checked, check_upload

__all__ = ["ACCEPTED", "MAX_BYTES", "Checked", "Kind", "check_upload", "safe_headers"]
