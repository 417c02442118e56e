"""How a permission is asked: whose it is, and whether it is open now."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.core.exceptions import PermissionDenied

from sinople.kernel.refused import Refused

P = ParamSpec("P")
WHOSE, NOT_NOW = "whose", "not_now"


def open_while(is_open: Callable[..., bool], not_now: str) -> Callable[[Callable[P, bool]], Callable[P, bool]]:
    """Let the permission hold for those whose it is only while it is open; `not_now` is the sentence for them at any other time."""

    def bound(whose: Callable[P, bool]) -> Callable[P, bool]:
        @wraps(whose)
        def may(*args: P.args, **kwargs: P.kwargs) -> bool:
            return whose(*args, **kwargs) and is_open(*args, **kwargs)

        may.__dict__ |= {WHOSE: whose, NOT_NOW: not_now}
        return may

    return bound


def demand(may: Callable[P, bool], /, *args: P.args, **kwargs: P.kwargs) -> None:
    """Go on only if the person may: a sentence for those whose it is but not now, a denial for everybody else."""
    if may(*args, **kwargs):
        return
    whose: Callable[P, bool] | None = may.__dict__.get(WHOSE)
    if whose is not None and whose(*args, **kwargs):
        raise Refused(may.__dict__[NOT_NOW])
    raise PermissionDenied
