"""How accounts are made: an account is tied to its person in the same transaction."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest

from sinople.audit.queries import moment
from sinople.people import actions


class Accounts(DefaultAccountAdapter):
    """allauth's accounts, with a person behind each."""

    def save_user(self, request: HttpRequest, user: Any, form: forms.Form, commit: bool = True) -> Any:
        """Save the account and tie it to its person."""
        made = super().save_user(request, user, form, commit)
        typed: dict[str, Any] = form.cleaned_data
        at = getattr(request, "moment", None) or moment()
        actions.know_person(user=made, name=typed["name"], identity_number=typed["identity_number"], phone=typed.get("phone", ""), at=at)
        return made


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return the name that somebody tries to sign in with: the same word when the try is counted and when the next one is let through or not."""
    said = credentials or {}
    return str(request.POST.get("login") or said.get("username") or said.get("email") or "").strip().lower()
