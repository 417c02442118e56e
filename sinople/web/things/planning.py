"""A readiness plan as pages and its paper show it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext

from sinople.databook import queries as databooks
from sinople.databook.queries import ReadinessPlan
from sinople.kernel.text import CHINESE
from sinople.letters import printing
from sinople.schemes import queries as schemes
from sinople.web.things.readying import step_words
from sinople.web.wording import day, moment, number, said


def plan_shown(plan: ReadinessPlan) -> dict[str, Any]:
    """Return what a page or a paper shows of a plan."""
    table = next((table for table in schemes.pack_of(plan.pack_digest).tables if table.edition == plan.edition), None)
    steps = [(step, step_words(step, table)) for step in databooks.steps_of(plan)]
    return {"plan": plan, "title_name": databooks.title_planned(plan), "steps": steps, "facts": _facts(plan)}


def _facts(plan: ReadinessPlan) -> list[tuple[str, str]]:
    most = number(plan.points_most)
    return [
        (gettext("Organisation"), plan.site.organisation.name),
        (gettext("Site"), plan.site.name),
        (gettext("Title"), said(databooks.title_planned(plan))),
        (gettext("Figures of the year"), str(plan.year)),
        (gettext("Indicator table"), plan.edition),
        (gettext("Points now"), f"{number(plan.points_now)} / {most}"),
        (gettext("Points with the plan"), f"{number(plan.points_then)} / {most}"),
        *([(gettext("Goal"), number(plan.goal))] if plan.goal is not None else []),
        (gettext("Effort in all"), str(plan.effort)),
        (gettext("To be done by"), day(plan.target_on)),
        (gettext("Saved"), f"{plan.person.name} · {moment(plan.at)}"),
        *([(gettext("A word on it"), plan.words)] if plan.words else []),
    ]  # fmt: skip


def plan_paper(plan: ReadinessPlan) -> HttpResponse:
    """Return the plan as PDF, in the reader's language."""
    page = plan_shown(plan)
    rows = [
        {"code": step.code, "name": said(step.name), "what": words, "effort": str(step.effort), "gain": number(step.gain), "must": gettext("must") if step.is_must else ""}
        for step, words in page["steps"]
    ]  # fmt: skip
    data = {
        "language": get_language() or CHINESE, "heading": gettext("Plan for a title"), "under": f"{plan.site.organisation.name} · {said(page['title_name'])}", "facts": page["facts"],
        "heads": [gettext("Row"), gettext("What has to be reached"), gettext("Effort"), gettext("Points")], "rows": rows, "steps": gettext("The changes"),
        "note": gettext("A plan of the enterprise's own. It binds nobody and is no finding of an authority."), "footer": plan.key, "page": gettext("Page"),
    }  # fmt: skip
    return as_pdf(printing.typeset("letters/papers/readiness_plan.typ", data, on=plan.at), f"plan-{plan.key}.pdf")


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Return a paper to be read or kept."""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
