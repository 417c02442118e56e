"""What one fills in to become known here."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sinople.kernel.refused import Refused
from sinople.people.models import User
from sinople.people.rules import person_digest


class SignupForm(forms.Form):
    """A person's own name and identity number beside allauth's account fields; only the salted digest is kept."""

    name = forms.CharField(label=_("Name"), max_length=60)
    identity_number = forms.CharField(
        label=_("Identity number"), max_length=18, help_text=_("Only a salted digest is kept: it tells that two accounts are one person.")
    )
    phone = forms.CharField(label=_("Mobile phone"), max_length=20, required=False)

    def clean_identity_number(self) -> str:
        typed: str = self.cleaned_data["identity_number"]
        try:
            person_digest(typed, settings.PERSON_SALT)
        except Refused as refused:
            raise forms.ValidationError(_(refused.message)) from refused
        return typed

    def signup(self, request: HttpRequest, user: User) -> None:
        """Leave the account as it is: the adapter ties it to its person in the same transaction."""
