"""Colleagues who fill in a draft together and talk about it."""

from datetime import datetime, timedelta

from demonstration.cast import Cast
from sinople.applications import actions, queries
from sinople.applications.models import Application


def talk(cast: Cast, at: datetime) -> None:
    """Let the two of the newest draft say something on a row and on the whole; one of it is resolved."""
    draft = newest_draft()
    company = next((one for one in cast.companies if draft is not None and one.organisation.pk == draft.organisation_id), None)
    if draft is None or company is None:
        return
    row = queries.table_of(draft).vetoes[0].code
    done = actions.comment(application=draft, code=row, words="营业执照扫描件已换成最新的一份。", by=company.filler, at=at)
    actions.resolve_comment(comment=done, is_resolved=True, by=company.submitter, at=at + timedelta(hours=1))
    actions.comment(application=draft, code="", words="数据请在周五前核对完，我来声明。", by=company.submitter, at=at + timedelta(hours=2))


def newest_draft() -> Application | None:
    """Return the draft that was begun last."""
    return Application.objects.filter(state="draft").select_related("call__pack", "organisation", "site").order_by("-begun_at", "-pk").first()
