"""Public notices: preparing, laying before the signers, numbering, stamping, releasing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.audit import queries as audit
from sinople.deadlines import queries as deadlines
from sinople.letters import queries as letters
from sinople.notices import actions, permissions, queries
from sinople.people import queries as people
from sinople.seals import permissions as seal_permissions
from sinople.seals import queries as seals
from sinople.titles import permissions as title_permissions
from sinople.titles import queries as titles
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.city.forms import NoticeForm
from sinople.web.requests import Request, bind
from sinople.web.things import story_rows


@require_safe
def notices(request: Request) -> HttpResponse:
    """Show the notices, objections, and what waits to be announced or published."""
    return answer(
        request, "city/notices.html", rows=queries.notices_seen(request.acting), to_announce=queries.meetings_to_announce(), to_publish=titles.notices_to_publish(),
        objections=queries.objections_seen(request.acting), publications=titles.publications_seen(request.acting), may_prepare=permissions.may_prepare(request.acting),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, key: str) -> HttpResponse:
    """Prepare the notice of a meeting's approved candidates."""
    meeting = next((row for row in queries.meetings_to_announce() if row.key == key), None)
    if meeting is None:
        raise Http404
    bureau = people.city_bureau()
    form = bind(NoticeForm, request, initial={"name": f"{meeting.call.name}拟授予名单公示", "office": f"{bureau.name_zh} {bureau.phone} {bureau.address}"})
    if request.method == "POST" and form.is_valid():
        made = actions.prepare(meeting=meeting, by=request.acting, at=request.moment, **form.cleaned_data)
        return redirect("city:notice", key=made.key)
    return answer(request, "city/notice_draft.html", form=form, meeting=meeting, cases=queries.approved_cases(meeting))


@require_safe
def notice(request: Request, key: str) -> HttpResponse:
    """Show a notice: its lines, its clock, its sign-off, objections."""
    found = queries.notice_for(request.acting, key)
    sign_off = seals.sign_off_of("notices.notice", found.key)
    return answer(
        request, "city/notice.html", notice=found, lines=queries.lines_of(found), clock=deadlines.clock_of("notices.notice", found.key, request.moment),
        sign_off=seals.shown(sign_off) if sign_off else None, next_step=seals.next_office_step(sign_off) if sign_off else "",
        may_office=sign_off is not None and seal_permissions.may_do_office_steps(request.acting, sign_off), may_lay=permissions.may_lay(request.acting, found),
        may_publish=title_permissions.may_prepare(request.acting, found), publication=titles.publication_of(found), paper=letters.paper("notice", "notices.notice", found.key),
        objections=[row for row in queries.objections_seen(request.acting) if row.line.notice_id == found.pk], story=story_rows(audit.story_of(found)),
    )  # fmt: skip


@acts_on(notice)
def submission(request: Request, key: str) -> HttpResponse:
    """Lay the notice before the signers."""
    actions.lay(notice=queries.notice_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:notice", key=key)


@acts_on(notice)
def office(request: Request, key: str) -> HttpResponse:
    """Number, stamp or release the signed notice."""
    found = queries.notice_for(request.acting, key)
    sign_off = seals.sign_off_of("notices.notice", found.key)
    if sign_off is None:
        raise Http404
    step = request.POST.get("step", "")
    if step == "numbering":
        actions.number(notice=found, sign_off=sign_off, by=request.acting, at=request.moment)
    elif step == "stamping":
        actions.stamp(sign_off=sign_off, by=request.acting, at=request.moment)
    else:
        actions.release(notice=found, sign_off=sign_off, by=request.acting, at=request.moment)
    return redirect("city:notice", key=key)
