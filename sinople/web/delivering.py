"""Registering a delivery outside the site: one page for the desks of district and city."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from sinople.deadlines import queries as deadlines
from sinople.files import actions as files
from sinople.review import actions, permissions
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.requests import Request, bind


class DeliveryForm(forms.Form):
    """How and when a letter was delivered, with its receipt."""

    how = forms.ChoiceField(
        label=_("How it was delivered"),
        choices=[
            ("hand", _("Handed over and signed for")), ("post", _("Registered post")), ("left", _("Left at the address before witnesses")),
            ("mail", _("Electronic mail with a receipt")), ("text", _("Text message with a receipt")), ("announced", _("Public announcement")),
        ],
    )  # fmt: skip
    delivered_at = forms.DateTimeField(label=_("Delivered at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    evidence = forms.FileField(label=_("Receipt"), help_text=_("The signed slip, the carrier's proof, a photograph or a screen copy."))


def delivery(request: Request, key: str) -> HttpResponse:
    """Register how a letter was delivered outside the site; the clock that waits for it begins on that day."""
    found = deadlines.deadline_for(request.acting, key)
    form = bind(DeliveryForm, request)
    back = addresses.address_of(request.acting, found.about_kind, found.about_key) or addresses.home_of(request.acting)
    if request.method == "POST" and form.is_valid():
        upload, typed = form.cleaned_data["evidence"], form.cleaned_data
        kept = files.keep(name=upload.name, data=upload.read(), by=request.acting, at=request.moment, organisation_id=0, about=("deadlines.deadline", key))
        files.let_read(evidence=kept, audience="city")
        if found.district:
            files.let_read(evidence=kept, audience="district", ref=found.district)
        actions.register_delivery(
            deadline=found, how=typed["how"], delivered_at=typed["delivered_at"], evidence_key=kept.key, by=request.acting, at=request.moment
        )
        return redirect(back)
    return answer(
        request, "things/delivery.html", clock=deadlines.shown(found, request.moment), form=form, back=back,
        may_register=permissions.may_register_delivery(request.acting, found),
    )  # fmt: skip
