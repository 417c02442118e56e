"""Keeping what an applicant uploads with a form."""

from django.core.files.uploadedfile import UploadedFile

from sinople.files import actions as files
from sinople.web.requests import Request


def keep(request: Request, upload: UploadedFile, about: tuple[str, str]) -> str:
    """Keep the file for one's own organisation; return its key."""
    kept = files.keep(
        name=str(upload.name), data=upload.read(), by=request.acting, at=request.moment, organisation_id=request.acting.organisation_id, about=about
    )
    return kept.key


def is_saving(request: Request) -> bool:
    """Say whether the page saves as one types, and wants only a line back."""
    return request.headers.get("HX-Request") == "true"
