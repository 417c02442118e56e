"""The administrator: accounts, posts of officials, and jobs; no case content."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.jobs import queries as jobs
from sinople.kernel.acting import STAFF_ROLES, Role
from sinople.people import actions, permissions, queries
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.choices import district_choices
from sinople.web.context import ROLE_WORDS
from sinople.web.requests import Request, bind


class PostForm(forms.Form):
    """A post of an official."""

    role = forms.ChoiceField(label=_("Post"), choices=[(role, ROLE_WORDS[role]) for role in sorted(STAFF_ROLES)])
    district = forms.ChoiceField(
        label=_("District"), choices=lambda: [("", "—"), *district_choices()], required=False, help_text=_("Of a district officer only.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: Request) -> HttpResponse:
    """Show accounts; close those of a person who left."""
    if not permissions.may_administer(request.acting):
        raise PermissionDenied
    if request.method == "POST":
        actions.suspend(person=queries.person_by_key(request.POST.get("person", "")), by=request.acting, at=request.moment)
        return redirect("office:people")
    rows = queries.accounts(after=request.GET.get("after", ""))
    return answer(request, "office/people.html", rows=rows, after=rows[-1].user_name if len(rows) == 50 else "")


@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: Request, user: str) -> HttpResponse:
    """Show which posts a person holds at the authorities, and give another one."""
    if not permissions.may_administer(request.acting):
        raise PermissionDenied
    person = queries.user_by_name(user).person
    form = bind(PostForm, request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.appoint_official(person=person, role=Role(typed["role"]), district=typed["district"], by=request.acting, at=request.moment)  # type: ignore[arg-type]
        return redirect("office:posts", user=user)
    held = [post for post in queries.posts_of(person.pk, request.moment) if post.authority_id] if person else []
    return answer(
        request, "office/posts.html", person=person, user_name=user, held=held, form=form, is_own=person is not None and person.pk == request.acting.person_id
    )


@acts_on(posts)
def post_end(request: Request, user: str, key: str) -> HttpResponse:
    """End a post of an official."""
    actions.dismiss(membership=queries.post_of_official(key), by=request.acting, at=request.moment)
    return redirect("office:posts", user=user)


@require_safe
def jobs_list(request: Request) -> HttpResponse:
    """Show the latest jobs."""
    if not permissions.may_administer(request.acting):
        raise PermissionDenied
    return answer(request, "office/jobs.html", rows=jobs.latest_jobs(request.acting))
