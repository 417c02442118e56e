"""The fields of the national platform: which are known, and names for those that are not."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sinople.kernel.refused import Refused
from sinople.law.platform import PlatformMap, load_maps
from sinople.letters import permissions
from sinople.letters import queries as letters
from sinople.review import actions
from sinople.review.papers.platform import NAMES
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.papering import FOLDER
from sinople.web.requests import Request, bind
from sinople.web.wording import said


@require_http_methods(["GET", "HEAD", "POST"])
def platform(request: Request) -> HttpResponse:
    """Show the fields by title, and name those that were unknown."""
    maps = load_maps(FOLDER)
    forms_of = {one.code: bind(_form(one), request) for one in maps}
    if request.method == "POST":
        chosen = next((one for one in maps if one.code == request.POST.get("map")), None)
        if chosen is None:
            raise Refused("There is no map of the platform with this code.")
        if forms_of[chosen.code].is_valid():
            actions.name_fields(found=chosen, names=forms_of[chosen.code].cleaned_data, by=request.acting, at=request.moment)
            return redirect("city:platform")
    words = _titles()
    return answer(
        request, "city/platform.html", may_change=permissions.may_change_templates(request.acting),
        maps=[(one, [words.get(code, code) for code in one.titles], forms_of[one.code]) for one in maps],
    )  # fmt: skip


def _form(found: PlatformMap) -> type[forms.Form]:
    names = letters.words_of(NAMES, found.code)
    fields = {
        field.code: forms.CharField(label=_("Field %(n)s") % {"n": n}, required=False, max_length=60, initial=names.get(field.code, ""))
        for n, field in enumerate(found.fields, start=1)
        if not field.label.is_given
    }
    return type("NamesForm", (forms.Form,), fields)


def _titles() -> dict[str, str]:
    rows = schemes.pack_rows()
    return {title.code: said(title.name) for row in reversed(rows) for title in schemes.pack_of(row.digest).titles}
