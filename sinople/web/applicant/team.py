"""Working together on an application: who is here now, and what colleagues say to each other."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sinople.applications import actions, permissions, queries
from sinople.applications.queries import Application
from sinople.people import queries as people
from sinople.posts import actions as posts
from sinople.posts import queries as post_queries
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.applicant import rows
from sinople.web.applicant.applications import KIND, own
from sinople.web.requests import Request, bind
from sinople.web.things.asking import every_row
from sinople.web.wording import said


class CommentForm(forms.Form):
    """A word on a row, or on the whole."""

    code = forms.ChoiceField(label=_("About"), required=False)
    words = forms.CharField(label=_("What you want to say"), max_length=600, widget=forms.Textarea)

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]


@require_POST
def presence(request: Request, key: str) -> HttpResponse:
    """Say that one is here, or has left; return who else is."""
    found = own(request, key)
    if request.POST.get("left"):
        posts.leave(kind=KIND, key=key, person_id=request.acting.person_id)
        return HttpResponse(status=204)
    posts.be_present(kind=KIND, key=key, person_id=request.acting.person_id, at=request.moment)
    return answer(request, "applicant/present.html", colleagues=colleagues_at(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: Request, key: str) -> HttpResponse:
    """Show what colleagues said, and write to them."""
    found = own(request, key)
    table = queries.table_of(found)
    names = {one.code: one.name for one in every_row(table)}
    choices = [("", str(_("The whole application"))), *((code, f"{code} {said(name)}") for code, name in names.items())]
    form = bind(CommentForm, request, choices=choices, initial={"code": request.GET.get("row", "")})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.comment(application=found, code=typed["code"], words=typed["words"], by=request.acting, at=request.moment)
        return redirect("applicant:comments", key=key)
    listed = [(row, names.get(row.code), rows.whereabouts(found, table, row.code) if row.code in names else "") for row in queries.comments_of(found)]
    return answer(
        request, "applicant/comments.html", application=found, title_kind=queries.title_of(found), form=form, listed=listed,
        may_comment=permissions.may_comment(request.acting, found), colleagues=colleagues_at(request, found),
    )  # fmt: skip


@acts_on(comments)
def comment(request: Request, key: str, comment: str) -> HttpResponse:
    """Mark a comment as resolved, or open it again."""
    found = queries.comment_for(own(request, key), comment)
    actions.resolve_comment(comment=found, is_resolved=not request.POST.get("again"), by=request.acting, at=request.moment)
    return redirect(reverse("applicant:comments", kwargs={"key": key}))


def colleagues_at(request: Request, application: Application) -> list[str]:
    """Return the names of the colleagues who have the application open now; whose post has ended is not one."""
    here = post_queries.others_at(KIND, application.key, request.acting.person_id, request.moment)
    if not here:
        return []
    known = set(people.holders_of(application.organisation_id, request.moment))
    return sorted(people.names_of(person for person in here if person in known).values())
