"""What an applicant fills in; forms check, they never save."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sinople.web.choices import district_choices
from sinople.web.context import Words
from sinople.web.things.asking import degree_words


class SiteForm(forms.Form):
    """A site: a place in one district, with its boundary."""

    name = forms.CharField(label=_("Name of the site"), max_length=80)
    district = forms.ChoiceField(label=_("District"), choices=district_choices)
    address = forms.CharField(label=_("Address"), max_length=200)
    boundary = forms.CharField(
        label=_("Boundary"), max_length=400, required=False, help_text=_("Which buildings and lines belong to it; figures are measured within it.")
    )


class DatabookForm(forms.Form):
    """The site and year of a data book."""

    site = forms.ChoiceField(label=_("Site"))
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, sites: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]


class ReadingForm(forms.Form):
    """One figure of the data book: as typed, its unit, its boundary, its evidence."""

    typed = forms.CharField(label=_("Figure"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
    unit = forms.ChoiceField(label=_("Unit"))
    boundary = forms.CharField(label=_("Boundary"), max_length=200, required=False)
    evidence = forms.FileField(label=_("Evidence"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, units: Sequence[str] = (), form_id: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit, unit) for unit in units]  # type: ignore[attr-defined]
        for name in ("typed", "unit", "boundary"):
            self.fields[name].widget.attrs["form"] = form_id


class BeginningForm(forms.Form):
    """The site that applies."""

    site = forms.ChoiceField(label=_("Site"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sites: Sequence[tuple[str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer to one row: only the fields that the row asks for are there."""

    holds = forms.ChoiceField(label=_("Does it hold?"), widget=forms.RadioSelect, choices=[("yes", _("Yes")), ("no", _("No"))], required=False)
    degree = forms.ChoiceField(label=_("To which degree is it met?"), required=False)
    stated = forms.CharField(label=_("Figure"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
    not_applicable = forms.BooleanField(label=_("Does not apply to this site"), required=False)
    reason = forms.CharField(label=_("Reason or note"), max_length=600, required=False, widget=forms.Textarea)
    evidence = forms.FileField(label=_("Evidence"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, asks: Collection[str] = (), steps: Sequence[Decimal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["degree"].choices = [("", "—"), *((f"{step:f}", degree_words(step)) for step in steps)]  # type: ignore[attr-defined]
        for name in ("holds", "degree", "stated", "not_applicable"):
            if name not in asks:
                del self.fields[name]


class PaperForm(forms.Form):
    """A file for a material of the list."""

    file = forms.FileField(label=_("File"))


class InvitationForm(forms.Form):
    """The evaluator chosen, with a word to it."""

    evaluator = forms.CharField(label=_("Evaluation organisation"), max_length=16)
    words = forms.CharField(label=_("A word to the evaluator"), max_length=400, required=False, widget=forms.Textarea)


class StatementForm(forms.Form):
    """The statement of truth: confirmed on line, or its signed and stamped scan."""

    confirmed = forms.BooleanField(label=_("On behalf of the organisation I confirm that everything stated is true and that we answer for it."), required=False)
    scan = forms.FileField(label=_("Or: the statement, signed, stamped and scanned"), required=False)


class PointForm(forms.Form):
    """What was done about a point of the correction."""

    answer = forms.CharField(label=_("What you have done"), max_length=1000, widget=forms.Textarea)


class WithdrawalForm(forms.Form):
    """Why it is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=400, required=False, widget=forms.Textarea)
