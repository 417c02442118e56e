"""Somebody at their desk: a signed-in browser without a screen, at a moment of the town's year."""

from collections.abc import Iterator
from datetime import datetime

import lxml.html
from django.test import Client

from sinople.audit.models import ClockOffset
from sinople.audit.queries import moment
from sinople.kernel.acting import Acting
from sinople.people.models import User


def set_moment(at: datetime) -> None:
    """Let the database's clock say this moment."""
    ClockOffset.objects.update_or_create(pk=1, defaults={"seconds": 0})
    ClockOffset.objects.update(seconds=int((at - moment()).total_seconds()))


def seat(acting: Acting, *, language: str = "en") -> Client:
    """Sign in as the person in this post."""
    user = User.objects.filter(person_id=acting.person_id).first()
    assert user is not None
    User.objects.filter(pk=user.pk).update(membership_chosen=acting.membership_id)
    client = Client()
    client.force_login(user, backend="sinople.people.backends.Accounts")
    client.cookies["language"] = language
    return client


def page(response) -> lxml.html.HtmlElement:
    """Return the page as a tree."""
    assert response.status_code in {200, 409}, response.status_code
    return lxml.html.fromstring(response.content)


def text_of(response) -> str:
    """Return the words of the page."""
    return " ".join(page(response).text_content().split())


def links_of(response, prefix: str) -> Iterator[str]:
    """Yield the addresses on the page that begin so."""
    yield from dict.fromkeys(href.partition("#")[0] for href in page(response).xpath("//main//a/@href") if href.startswith(prefix))
