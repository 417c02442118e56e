"""Public notices and objections to them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.deadlines import queries as deadlines
from sinople.letters import queries as letters
from sinople.notices import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.public.forms import FollowForm, ObjectionForm
from sinople.web.requests import Request, bind


@require_safe
def notices(request: Request) -> HttpResponse:
    """Show the notices."""
    return answer(request, "public/notices.html", rows=[row for row in queries.notices_seen(request.acting) if row.released_at])


@require_safe
def notice(request: Request, key: str) -> HttpResponse:
    """Show a notice: the list, until when, how to object."""
    found = queries.notice_for(request.acting, key)
    return answer(
        request, "public/notice.html", notice=found, lines=queries.lines_of(found), may_object=permissions.may_object(found, request.moment),
        clock=deadlines.clock_of("notices.notice", found.key, request.moment), paper=letters.paper("notice", "notices.notice", found.key), digest=actions.digest_of(found),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: Request, key: str, line: str) -> HttpResponse:
    """Object to one line, by name and with contact; the code that acknowledges it is shown once."""
    found = queries.notice_for(request.acting, key)
    about = queries.line_for(found, line)
    form = bind(ObjectionForm, request)
    if request.method == "POST" and form.is_valid():
        made = actions.receive(line=about, at=request.moment, **form.cleaned_data)
        return redirect(f"{reverse('public:follow')}?code={made.code}&new=1")
    return answer(request, "public/objection.html", notice=found, line=about, form=form, may_object=permissions.may_object(found, request.moment))


@require_safe
def follow(request: Request) -> HttpResponse:
    """Follow an objection by its code, without a name."""
    code = request.GET.get("code", "")
    found = queries.objection_by_code(code) if code else None
    return answer(request, "public/follow.html", form=FollowForm(initial={"code": code}), code=code, objection=found, is_new=bool(request.GET.get("new")))
