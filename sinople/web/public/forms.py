"""What the public fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ObjectionForm(forms.Form):
    """An objection by name and with contact. Empty fields are answered by the rule, with its reason."""

    name = forms.CharField(label=_("Your real name, or the name of your organisation"), max_length=60, required=False)
    contact = forms.CharField(label=_("Phone or address"), max_length=120, required=False)
    words = forms.CharField(label=_("What you object to, and on which facts"), widget=forms.Textarea, max_length=4000, required=False)


class FollowForm(forms.Form):
    """The code that acknowledged an objection."""

    code = forms.CharField(label=_("Code"), max_length=20)
