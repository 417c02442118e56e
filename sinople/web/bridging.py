"""What desks share at the bridge to the national platform: its fields beside ours, its number and status, its export read back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sinople.applications import queries as applications
from sinople.applications.queries import Application
from sinople.letters import queries as letters
from sinople.review import actions, permissions
from sinople.review.papers import platform
from sinople.web.answers import answer
from sinople.web.papers import CONTENT_TYPES
from sinople.web.requests import Request, bind


class NoteForm(forms.Form):
    """What the platform calls the application, and where it stands there."""

    number = forms.CharField(label=_("Number on the platform"), max_length=60, required=False)
    status = forms.CharField(label=_("Status on the platform"), max_length=60, required=False)


class ExportForm(forms.Form):
    """What the platform gave out."""

    file = forms.FileField(
        label=_("Workbook (XLSX)"), help_text=_("The workbook of this page with its last column filled in, or the platform's own list with one row.")
    )


def page(request: Request, found: Application, *, here: str, back: str, file: str) -> HttpResponse:
    """Show the fields of the platform beside ours; note its number and status, or read its export."""
    said = letters.words_of(platform.PLATFORM, found.key)
    note = bind(NoteForm, request, initial={name: said.get(name, "") for name in (platform.NUMBER, platform.STATUS)})
    export = bind(ExportForm, request)
    if request.method == "POST" and request.FILES and export.is_valid():
        upload = export.cleaned_data["file"]
        count = actions.bring_platform(application=found, name=str(upload.name), data=upload.read(), by=request.acting, at=request.moment)
        messages.success(
            request, ngettext("%(count)s field of the platform was read.", "%(count)s fields of the platform were read.", count) % {"count": count}
        )
        return redirect(here)
    if request.method == "POST" and not request.FILES and note.is_valid():
        actions.note_platform(application=found, by=request.acting, at=request.moment, **note.cleaned_data)
        return redirect(here)
    lines, known = platform.lines_of(found, at=request.moment), platform.map_of(found)
    unnamed = platform.unnamed(known, letters.words_of(platform.NAMES, known.code)) if known is not None else []
    return answer(
        request, "things/platform.html", application=found, title_kind=applications.title_of(found), back=back, file=file, lines=lines, known=known, unnamed=len(unnamed),
        note=note if not request.FILES else NoteForm(initial=note.initial), export=ExportForm() if request.method == "POST" and not request.FILES else export,
        differing=sum(line.differs for line in lines), may_bridge=permissions.may_bridge(request.acting, found),
    )  # fmt: skip


def workbook(request: Request, found: Application) -> HttpResponse:
    """Hand out the fields as a workbook, in the platform's own order."""
    response = HttpResponse(platform.platform_xlsx(found, platform.lines_of(found, at=request.moment), at=request.moment), content_type=CONTENT_TYPES["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="platform-{found.key}.xlsx"'
    return response
