"""Sending letters: by mail, and by text message through an HTTP address; marked only after the channel took them over."""

import json
from datetime import datetime
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext

from sinople.letters import actions, queries
from sinople.letters.models import Letter
from sinople.people.models import User

TIMEOUT_SECONDS = 10


def send_waiting(at: datetime) -> int:
    """Send what waits; a letter whose channel fails waits for the next round. Return how many went out."""
    return sum(_send(letter, at) for letter in queries.letters_to_send())


def _send(letter: Letter, at: datetime) -> bool:
    user = User.objects.filter(person_id=letter.person_id, is_active=True).select_related("person").order_by("pk").first()
    try:
        if user is not None:
            _hand_over(letter, user)
    except (OSError, HTTPException, ValueError, LookupError, TypeError) as fault:  # also a letter that cannot be put into words: the others still go out
        actions.note_failure(letter=letter, said=f"{type(fault).__name__}: {fault}")
        return False
    return actions.mark_sent(letter=letter, at=at)


def _hand_over(letter: Letter, user: User) -> None:
    language = user.language or settings.LANGUAGE_CODE
    words = queries.said_in(letter, language)
    with translation.override(language):
        subject = gettext("Message from Sinople")
    if user.email:
        # The same key goes with every try: a provider that took the letter and then timed out drops the second one.
        EmailMessage(
            subject,
            f"{words}\n\n{settings.PUBLIC_ADDRESS}/go/{letter.about_kind}/{letter.about_key}/",
            to=[user.email],
            headers={"Message-ID": f"<{letter.key}@sinople>"},
        ).send()
    if settings.TEXT_MESSAGE_URL and user.person and user.person.phone:
        _text(user.person.phone, words, letter.key)


def _text(phone: str, words: str, key: str) -> None:
    body = json.dumps({"phone": phone, "text": words, "key": key}).encode()
    request = Request(settings.TEXT_MESSAGE_URL, data=body, headers={"Content-Type": "application/json", "Idempotency-Key": key})  # noqa: S310 - the administrator's own address
    with urlopen(request, timeout=TIMEOUT_SECONDS) as answered:  # noqa: S310
        if answered.status >= 300:
            raise ValueError(f"the text-message channel answered {answered.status}")
