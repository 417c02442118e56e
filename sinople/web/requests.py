"""A request as desks see it, and the one way a form is bound."""

from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, QueryDict

from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused

F = TypeVar("F", bound=forms.BaseForm)


class Request(HttpRequest):
    """What the middleware adds: who acts, their posts, the moment, and a refusal with what was typed."""

    acting: Acting
    posts: list[Any]
    moment: datetime
    refused: Refused | None
    typed: QueryDict | None


def account_of(request: HttpRequest) -> Any:
    """Return the account of whoever has signed in."""
    return request.user


def bind(form: type[F], request: Request, **kwargs: Any) -> F:
    """Bind the form to what was sent; over a refusal, or after a lost session, to what was typed, so that nothing is lost."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **kwargs)
    if request.typed is not None and set(request.typed) & set(form.base_fields):  # type: ignore[attr-defined]
        made = form(**{**kwargs, "initial": {**kwargs.get("initial", {}), **_typed(request.typed)}})
        return _with_refusal(made, request.refused)
    return form(**kwargs)


def _typed(typed: QueryDict) -> dict[str, Any]:
    return {name: values if len(values) > 1 else values[0] for name, values in typed.lists()}


def _with_refusal(form: F, refused: Refused | None) -> F:
    """Let the page show the refusal beside the field that it names."""
    form.refused_field = refused.field if refused else ""  # type: ignore[attr-defined]
    return form
