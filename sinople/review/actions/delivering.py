"""Deliveries on record: read in the site, or registered by an officer with its receipt; the clock that waited begins."""

from datetime import datetime

from sinople.applications import queries as application_queries
from sinople.applications.models import Application
from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.deadlines import actions as deadlines
from sinople.deadlines.models import Deadline
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.letters import actions as letters
from sinople.letters import queries as letter_queries
from sinople.letters.models import Delivery, Letter
from sinople.review import permissions


def deliver(*, letter: Letter, by: Acting, at: datetime) -> Delivery:
    """Note that somebody has read their letter in the site; the clock that waited for it begins."""
    made = letters.deliver(letter=letter, how=Delivery.How.READ, at=at)
    begun = deadlines.begin_after_delivery(key=letter.begins, since=made.at, by=by, at=at, how=made.how) if letter.begins else None
    if begun is not None:
        _tell_the_story(begun, by=by, at=at, how=made.how, delivered_at=made.at)
    return made


def register_delivery(*, deadline: Deadline, how: str, delivered_at: datetime, evidence_key: str, by: Acting, at: datetime) -> Deadline:
    """Register that a letter was delivered outside the site, with its receipt; the clock runs from that day on."""
    demand(permissions.may_register_delivery, by, deadline)
    if not deadline.moved_at <= delivered_at <= at:
        raise Refused("The delivery lies between the day the letter was written (%(written)s) and now.", field="delivered_at", written=deadline.moved_at)
    if not evidence_key or how not in Delivery.How.values or how == Delivery.How.READ:
        raise Refused("A delivery outside the site needs its receipt: the signed slip, the carrier's proof, a photograph or a screen copy.", field="evidence")
    begun = deadlines.begin_after_delivery(key=deadline.key, since=delivered_at, by=by, at=at, how=how, evidence=evidence_key)
    if begun is None:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.")
    for letter in letter_queries.letters_beginning(deadline.key):
        letters.deliver(letter=letter, how=how, at=delivered_at, evidence_key=evidence_key, registered_by=by.person_id)
    _tell_the_story(begun, by=by, at=at, how=how, delivered_at=delivered_at)
    return begun


def _tell_the_story(deadline: Deadline, *, by: Acting, at: datetime, how: str, delivered_at: datetime) -> None:
    if deadline.about_kind == Application.kind():
        record("deliver", application_queries.application_by_key(deadline.about_key), by=by, at=at, how=how, delivered_at=delivered_at)
