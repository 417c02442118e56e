"""What experts fill in."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sinople.kernel.ids import clean_credit_code
from sinople.kernel.refused import Refused
from sinople.law.scoring import SheetGroup


class RelationshipForm(forms.Form):
    """A tie to an organisation."""

    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=40)
    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    kind = forms.CharField(label=_("Kind of relationship"), max_length=60)

    def clean_credit_code(self) -> str:
        try:
            return clean_credit_code(self.cleaned_data["credit_code"])
        except Refused as refused:
            raise forms.ValidationError(_(refused.message), params=refused.values) from refused


class OpinionForm(forms.Form):
    """Points and a remark for each group, and whether the application is recommended."""

    recommends = forms.TypedChoiceField(
        label=_("Do you recommend the application?"), choices=[("", "—"), ("yes", _("Yes")), ("no", _("No"))], required=False,
        coerce=lambda said: said == "yes", empty_value=None,
    )  # fmt: skip

    def __init__(self, *args: Any, groups: tuple[SheetGroup, ...], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            name = group.name.said_in(language)
            self.fields[f"points-{group.code}"] = forms.DecimalField(
                label=_("%(group)s, 0 to %(max)s") % {"group": name, "max": group.max.normalize()},
                min_value=Decimal(0),
                max_value=group.max,
                max_digits=6,
                decimal_places=2,
                required=False,
            )
            self.fields[f"remark-{group.code}"] = forms.CharField(label=_("Remark on %(group)s") % {"group": name}, max_length=600, required=False)

    def points(self) -> dict[str, Decimal]:
        """Return the points given, by group."""
        given = {group.code: self.cleaned_data.get(f"points-{group.code}") for group in self.groups}
        return {code: value for code, value in given.items() if value is not None}

    def remarks(self) -> dict[str, str]:
        """Return the remarks made, by group."""
        return {group.code: said for group in self.groups if (said := self.cleaned_data.get(f"remark-{group.code}"))}
