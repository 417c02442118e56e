"""What an applicant fills in; forms check, they never save."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sinople.web.applicant.calls import KINDS
from sinople.web.choices import district_choices
from sinople.web.context import Words
from sinople.web.things.asking import Asked, degree_words
from sinople.web.ticks import TicksField


class SiteForm(forms.Form):
    """A site, a data centre or a park with its boundary, or a product made in a district, with its models."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        initial="site",
        required=False,
        choices=[(kind, word) for kind, word in KINDS.items() if kind != "organisation"],
    )
    name = forms.CharField(label=_("Name of the site or product"), max_length=80)
    district = forms.ChoiceField(label=_("District"), choices=district_choices)
    address = forms.CharField(label=_("Address"), max_length=200)
    boundary = forms.CharField(
        label=_("Boundary"), max_length=400, required=False, help_text=_("Which buildings and lines belong to it; figures are measured within it.")
    )
    model_names = forms.CharField(label=_("Models, of a product"), max_length=400, required=False, help_text=_("The title covers exactly these models."))
    standard = forms.ChoiceField(label=_("Standard from the catalogue, of a product"), required=False)

    def __init__(self, *args: Any, standards: Sequence[tuple[str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = [("", "—"), *standards]  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """Return the kind; a site where nothing was said."""
        return self.cleaned_data["kind"] or "site"


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


class MonthsForm(forms.Form):
    """The twelve months of a figure, in one unit."""

    unit = forms.ChoiceField(label=_("Unit"))
    boundary = forms.CharField(label=_("Boundary"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, units: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit, unit) for unit in units]  # type: ignore[attr-defined]
        for n in range(1, 13):
            field = forms.CharField(label=_("Month %(n)s") % {"n": n}, max_length=40, required=False)
            field.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
            self.fields[f"month_{n}"] = field


class ProductForm(forms.Form):
    """A main product: its name, and its kind where a table knows figures of it."""

    name = forms.CharField(label=_("Name of the product"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of product"), required=False, help_text=_("Only where a standard names it: its limits then follow by themselves."))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason: why a figure is as it is, why a year is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea)
    about = forms.CharField(widget=forms.HiddenInput, required=False)


class WorkbookForm(forms.Form):
    """The filled-in template."""

    file = forms.FileField(label=_("Workbook (XLSX)"))


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
    ticks = TicksField()
    not_applicable = forms.BooleanField(label=_("Does not apply to this site"), required=False)
    reason = forms.CharField(label=_("Reason or note"), max_length=600, required=False, widget=forms.Textarea)
    evidence = forms.FileField(label=_("Evidence"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, asked: Asked, steps: Sequence[Decimal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["degree"].choices = [("", "—"), *((f"{step:f}", degree_words(step)) for step in steps)]  # type: ignore[attr-defined]
        self.fields["ticks"] = TicksField(asked)
        for name in ("holds", "degree", "stated", "ticks", "not_applicable"):
            if name not in asked.asks:
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
