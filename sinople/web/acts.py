"""Addresses that only act: what is refused there is said on the page that the button stands on."""

from collections.abc import Callable
from functools import wraps
from inspect import signature

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def acts_on(page: View) -> Callable[[View], View]:
    """Let a view act under POST; over a refusal, or opened by itself, its address shows the page."""
    wanted = tuple(signature(page).parameters)[1:]

    def bound(act: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(act)
        def view(request: object, **kwargs: str) -> HttpResponse:
            return act(request, **kwargs) if request.method == "POST" else page(request, **{name: kwargs[name] for name in wanted})  # type: ignore[attr-defined]

        return view  # type: ignore[no-any-return]

    return bound
