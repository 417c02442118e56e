"""What an evaluator fills in; forms check, they never save."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sinople.web.qualifications import QUALIFICATIONS
from sinople.web.things.asking import Asked, degree_words
from sinople.web.ticks import TicksField


class ReplyForm(forms.Form):
    """Accept or decline; a reason goes with declining."""

    reply = forms.ChoiceField(label=_("Your reply"), widget=forms.RadioSelect, choices=[("accept", _("Accept")), ("decline", _("Decline"))])
    reason = forms.CharField(label=_("Reason, when declining"), max_length=400, required=False, widget=forms.Textarea)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a refusal."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("reply") == "decline" and not typed.get("reason", "").strip():
            self.add_error("reason", _("Please say why: the applicant reads it."))
        return typed


class VerifiedForm(forms.Form):
    """What was found for one row or figure, beside what was declared."""

    holds = forms.ChoiceField(label=_("Verified"), choices=[("", "—"), ("yes", _("Yes")), ("no", _("No"))], required=False)
    degree = forms.ChoiceField(label=_("Verified"), required=False)
    value = forms.CharField(label=_("Verified"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
    ticks = TicksField()
    reason = forms.CharField(label=_("Reason"), max_length=600, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, asked: Asked, steps: Sequence[Decimal] = (), form_id: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = asked.unit
        self.fields["degree"].choices = [("", "—"), *((f"{step:f}", degree_words(step)) for step in steps)]  # type: ignore[attr-defined]
        self.fields["ticks"] = TicksField(asked)
        for name in ("holds", "degree", "value", "ticks"):
            if {"value": "stated"}.get(name, name) not in asked.asks:
                del self.fields[name]
        for name in set(self.fields) - {"version"}:
            self.fields[name].widget.attrs["form"] = form_id


class ReportForm(forms.Form):
    """The words of the report."""

    conclusion = forms.CharField(label=_("Conclusion"), widget=forms.Textarea, max_length=4000)
    suggestions = forms.CharField(label=_("Suggestions"), widget=forms.Textarea, max_length=4000, required=False)
    highlights = forms.CharField(
        label=_("Highlights"), max_length=100, required=False, help_text=_("At most 100 characters; they stand on the first page of the report.")
    )


class QualificationsForm(forms.Form):
    """What the organisation says of itself; it is shown to everyone and is no threshold."""

    full_time_staff = forms.IntegerField(label=QUALIFICATIONS["full_time_staff"], min_value=0, max_value=100_000, required=False)
    senior_staff = forms.IntegerField(label=QUALIFICATIONS["senior_staff"], min_value=0, max_value=100_000, required=False)
    fields_of_work = forms.CharField(label=QUALIFICATIONS["fields"], max_length=400, required=False, widget=forms.Textarea)
    experience = forms.CharField(label=QUALIFICATIONS["experience"], max_length=1000, required=False, widget=forms.Textarea)
    certificates = forms.CharField(label=QUALIFICATIONS["certificates"], max_length=600, required=False, widget=forms.Textarea)
    site = forms.URLField(label=QUALIFICATIONS["site"], max_length=200, required=False, assume_scheme="https")

    def said(self) -> dict[str, str]:
        """Return what was declared, as it is kept."""
        typed = {("fields" if name == "fields_of_work" else name): value for name, value in self.cleaned_data.items()}
        return {name: str(value) for name, value in typed.items() if value not in {None, ""}}
