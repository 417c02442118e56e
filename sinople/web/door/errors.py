"""The pages for what went wrong: each says what, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from sinople.web.answers import answer
from sinople.web.middleware import to_sign_in


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that the request could not be read."""
    return answer(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that this is not this person's to do."""
    return answer(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that there is nothing here, without a hint."""
    return answer(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Show that something broke on our side; it may be the very thing that other pages need, so this one needs nothing."""
    return HttpResponse(get_template("errors/500.html").render(), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Park what was typed with a stale token, and give it back after sign-in."""
    return to_sign_in(request, person_id=request.acting.person_id)  # type: ignore[attr-defined]
