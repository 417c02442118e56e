"""Word templates of the bureau: our own to start from, uploads checked with sample data, put in use by a second person."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.audit import queries as audit
from sinople.law.outlines import load_outlines
from sinople.letters import actions, permissions, queries
from sinople.letters.papers.template import default_template
from sinople.people import queries as people
from sinople.web import things
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.papering import FOLDER, outline
from sinople.web.papers import CONTENT_TYPES
from sinople.web.requests import Request, bind
from sinople.web.wording import said


class TemplateForm(forms.Form):
    """A Word template for one paper."""

    paper = forms.ChoiceField(label=_("Document"))
    file = forms.FileField(
        label=_("Template (DOCX)"), help_text=_("It is filled with sample data before it is kept. Macros, scripts and loops that never end are refused.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["paper"].choices = [(one.code, said(one.name)) for one in load_outlines(FOLDER)]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: Request) -> HttpResponse:
    """Show the bureau's templates, latest first, and take one in."""
    form = bind(TemplateForm, request)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        made = actions.upload_template(
            outline=outline(form.cleaned_data["paper"]), name=str(upload.name), data=upload.read(), by=request.acting, at=request.moment
        )
        return redirect("city:template", key=made.key)
    rows = queries.templates()
    names = people.names_of({row.uploaded_by_id for row in rows})
    return answer(
        request, "city/templates.html", form=form, may_change=permissions.may_change_templates(request.acting),
        rows=[(row, outline(row.code).name, names.get(row.uploaded_by_id, "")) for row in rows],
    )  # fmt: skip


@require_safe
def ours(request: Request) -> HttpResponse:
    """Hand out our own template, to start from."""
    response = HttpResponse(default_template(), content_type=CONTENT_TYPES["docx"])
    response.headers["Content-Disposition"] = 'attachment; filename="template.docx"'
    return response


@require_safe
def template(request: Request, key: str) -> HttpResponse:
    """Show one template with its story."""
    found = queries.template_by_key(key)
    return answer(
        request, "city/template.html", kept=found, name=outline(found.code).name, story=things.story_rows(audit.story_of(found)),
        uploaded_by=people.names_of([found.uploaded_by_id]).get(found.uploaded_by_id, ""),
        may_put=permissions.may_put_in_use(request.acting, found), may_retire=permissions.may_retire(request.acting, found),
    )  # fmt: skip


@require_safe
def content(request: Request, key: str) -> HttpResponse:
    """Hand out the file of a template."""
    found = queries.template_by_key(key)
    response = HttpResponse(bytes(found.content), content_type=CONTENT_TYPES["docx"])
    response.headers["Content-Disposition"] = f'attachment; filename="{found.code}-{found.n}.docx"'
    return response


@acts_on(template)
def use(request: Request, key: str) -> HttpResponse:
    """Put a template in use."""
    actions.put_in_use(template=queries.template_by_key(key), by=request.acting, at=request.moment)
    return redirect("city:template", key=key)


@acts_on(template)
def end(request: Request, key: str) -> HttpResponse:
    """Take a template out of use."""
    actions.retire(template=queries.template_by_key(key), by=request.acting, at=request.moment)
    return redirect("city:template", key=key)
