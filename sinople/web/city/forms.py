"""What officers of the city fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sinople.law.packs import Indicator, Table, TitleKind
from sinople.web.choices import district_choices, industry_choices

MOMENT = {"type": "datetime-local"}


class ConfirmationForm(forms.Form):
    """The source on which values are confirmed."""

    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("A document with its number, or who said it and when."))


class ArchiveForm(forms.Form):
    """The files of a regulation, packed as zip."""

    archive = forms.FileField(label=_("Archive (zip)"), help_text=_("The folder of the rules with pack.yaml in it, packed as zip."))


class ChangeForm(forms.Form):
    """On what a change of the rules stands; the changed values come beside it, one for each place."""

    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("A document with its number, or who said it and when."))
    reason = forms.CharField(label=_("Reason of the change"), max_length=300, required=False, help_text=_("Needed when a sealed version is corrected."))


class TrialForm(forms.Form):
    """Which table is tried on past cases."""

    of = forms.ChoiceField(label=_("Title and requirements"))

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = offered  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When rules end, and which notice says so."""

    ends_on = forms.DateField(label=_("Day of its end"), widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.CharField(label=_("Notice"), max_length=300, help_text=_("The notice of repeal, with its number."))


class ReferenceForm(forms.Form):
    """An industry's reference values for one indicator."""

    industry = forms.ChoiceField(label=_("Industry (GB/T 4754-2017)"), choices=industry_choices)
    indicator = forms.ChoiceField(label=_("Indicator"))
    average = forms.DecimalField(label=_("Average"), required=False, max_digits=20, decimal_places=6)
    best_fifth = forms.DecimalField(label=_("Best fifth"), required=False, max_digits=20, decimal_places=6)
    best_twentieth = forms.DecimalField(label=_("Best twentieth"), required=False, max_digits=20, decimal_places=6)
    source = forms.CharField(label=_("Source"), max_length=300)

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [(row.code, f"{row.code} {row.name.zh}") for row in ranked_rows(table)]  # type: ignore[attr-defined]


def ranked_rows(table: Table) -> list[Indicator]:
    """Return the rows that are measured against the figures of an industry."""
    return [row for row in table.indicators if any(rule is not None and rule.kind == "rank_percentile" for rule in (row.must, row.optional))]


class PlanForm(forms.Form):
    """A yearly plan with a target for each title."""

    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)
    words = forms.CharField(label=_("Text of the plan"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, titles: Sequence[TitleKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for title in titles:
            label = format_lazy(_("Target: how many of {name}"), name=title.name.said_in(get_language() or ""))
            self.fields[f"target-{title.code}"] = forms.IntegerField(label=label, min_value=0, max_value=9999, required=False)

    @property
    def targets(self) -> dict[str, int]:
        """Return the targets by the codes of titles; a title left empty has none."""
        named = {name.removeprefix("target-"): said for name, said in self.cleaned_data.items() if name.startswith("target-")}
        return {code: said for code, said in named.items() if said is not None}


class CallForm(forms.Form):
    """A call under a published plan."""

    plan = forms.ChoiceField(label=_("Plan"))
    title = forms.ChoiceField(label=_("Title"))
    name = forms.CharField(label=_("Name of the call"), max_length=120)
    words = forms.CharField(label=_("Text of the call"), widget=forms.Textarea, required=False)
    contact = forms.CharField(label=_("Contact: person, phone, address"), max_length=200)
    opens_at = forms.DateTimeField(label=_("Opens"), widget=forms.DateTimeInput(attrs=MOMENT))
    closes_at = forms.DateTimeField(label=_("Closes"), widget=forms.DateTimeInput(attrs=MOMENT))
    district = forms.ChoiceField(label=_("District with an earlier close"), choices=lambda: [("", "—"), *district_choices()], required=False)
    district_closes_at = forms.DateTimeField(label=_("Closes there"), widget=forms.DateTimeInput(attrs=MOMENT), required=False)

    def __init__(self, *args: Any, plans: list[tuple[str, str]], titles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = plans  # type: ignore[attr-defined]
        self.fields["title"].choices = titles  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=2000)


class OpinionForm(forms.Form):
    """An opinion beside a signature; may stay empty."""

    opinion = forms.CharField(label=_("Opinion (may stay empty)"), max_length=400, required=False)


class ScanForm(forms.Form):
    """The scan of a page signed by hand, and who signed it."""

    signer = forms.ChoiceField(label=_("Signed by"))
    scan = forms.FileField(label=_("Scan of the signed page"))

    def __init__(self, *args: Any, signers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]


class PanelForm(forms.Form):
    """A panel: its name, an odd number of seats, which specialities are wanted."""

    name = forms.CharField(label=_("Name of the panel"), max_length=80)
    seats = forms.IntegerField(label=_("Seats"), min_value=3, max_value=15, help_text=_("An odd number, at least three."))
    specialities = forms.MultipleChoiceField(label=_("Specialities wanted"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, specialities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["specialities"].choices = specialities  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """A decision meeting."""

    call = forms.ChoiceField(label=_("Call"))
    name = forms.CharField(label=_("Name of the meeting"), max_length=120)
    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, calls: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].choices = calls  # type: ignore[attr-defined]


class NoticeForm(forms.Form):
    """A public notice: its name, and the office that takes objections."""

    name = forms.CharField(label=_("Name of the notice"), max_length=160)
    office = forms.CharField(label=_("Office that takes objections: name, phone, address"), max_length=200)
