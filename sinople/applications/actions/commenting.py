"""Words to one's colleagues on an application: written, told by letter, resolved, opened again."""

from datetime import datetime

from sinople.applications import permissions
from sinople.applications.models import Application, Comment
from sinople.audit.permissions import demand
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.people import queries as people


def comment(*, application: Application, code: str, words: str, by: Acting, at: datetime) -> Comment:
    """Write to the colleagues on a row, or on the whole; each of them is told."""
    demand(permissions.may_comment, by, application)
    if not words.strip():
        raise Refused("Write what you want to say.", field="words")
    made = Comment.objects.create(application=application, code=code, words=words.strip(), person_id=by.person_id, at=at)
    colleagues = [person for person in people.holders_of(application.organisation_id, at) if person != by.person_id]
    message = N_("%(who)s on row %(row)s of the application for %(site)s: %(words)s") if code else N_("%(who)s on the application for %(site)s: %(words)s")
    letters.write(
        to=colleagues, message=message, about=(Application.kind(), application.key), at=at, once=made.key, who=by.name, row=code, site=application.site.name,
        words=made.words,
    )  # fmt: skip
    return made


def resolve_comment(*, comment: Comment, is_resolved: bool, by: Acting, at: datetime) -> None:
    """Mark a comment as resolved, or open it again."""
    demand(permissions.may_comment, by, comment.application)
    facts = {"resolved_by_id": by.person_id, "resolved_at": at} if is_resolved else {"resolved_by_id": None, "resolved_at": None}
    Comment.objects.filter(pk=comment.pk, resolved_at__isnull=is_resolved).update(**facts)
