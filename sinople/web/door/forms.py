"""What one fills in to act for an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sinople.kernel.acting import Role
from sinople.web.choices import district_choices, industry_choices


class OrganisationForm(forms.Form):
    """An organisation by its credit code, the part one asks for, and the two papers that prove it."""

    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=40, help_text=_("18 characters, as on the business licence."))
    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("enterprise", _("Enterprise")), ("park", _("Industrial park")), ("evaluator", _("Evaluation organisation"))]
    )
    industry = forms.ChoiceField(label=_("Industry (GB/T 4754-2017)"), choices=industry_choices, required=False)
    district = forms.ChoiceField(label=_("District of registration"), choices=district_choices)
    address = forms.CharField(label=_("Address"), max_length=200)
    legal_representative = forms.CharField(label=_("Legal representative"), max_length=60)
    founded_on = forms.DateField(label=_("Founded on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    role = forms.ChoiceField(
        label=_("Your part"),
        choices=[
            (Role.SUBMITTER, _("Submitter")), (Role.FILLER, _("Filler")), (Role.AGENT, _("Authorised agent")),
            (Role.EVALUATOR, _("Evaluator")), (Role.EVALUATOR_SIGNER, _("Signer of the evaluator")),
        ],
    )  # fmt: skip
    licence = forms.FileField(label=_("Business licence"))
    attorney = forms.FileField(label=_("Power of attorney, signed and stamped"))


class IdentityForm(OrganisationForm):
    """What the unified identity does not say of an organisation; code and name come from there, and no papers are needed."""

    credit_code = name = licence = attorney = None  # type: ignore[assignment]
