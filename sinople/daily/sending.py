"""Sending letters: by mail, and by text message through an HTTP address; marked only after the channel took them over."""

import json
from datetime import datetime
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext

from sinople.law.clocks import SHANGHAI
from sinople.letters import actions, queries
from sinople.letters.models import Letter
from sinople.people.models import User

TIMEOUT_SECONDS = 10
DIGEST_HOUR = 8  # in the morning, local time
FAULTS = (OSError, HTTPException, ValueError, LookupError, TypeError)  # also a letter that cannot be put into words: the others still go out


def send_waiting(at: datetime) -> int:
    """Send what waits, the digests from the morning on; a letter whose channel fails waits for the next round. Return how many went out."""
    local = at.astimezone(SHANGHAI)
    digests = queries.digests_to_send(local.date()) if local.hour >= DIGEST_HOUR else {}
    return sum(_send(letter, at) for letter in queries.letters_to_send()) + sum(_send_digest(person, rows, at) for person, rows in digests.items())


def _send(letter: Letter, at: datetime) -> bool:
    user = _account(letter.person_id)
    try:
        if user is not None:
            _hand_over(letter, user)
    except FAULTS as fault:
        actions.note_failure(letter=letter, said=f"{type(fault).__name__}: {fault}")
        return False
    return actions.mark_sent(letter=letter, at=at)


def _send_digest(person_id: int, rows: list[Letter], at: datetime) -> int:
    """Send everything that waits for a person in one mail; without an address each letter goes its own way."""
    user, day = _account(person_id), at.astimezone(SHANGHAI).date()
    if user is None or not user.email:
        return sum(_send(letter, at) for letter in rows)
    said, sayable = [], []
    for letter in rows:
        try:
            said.append(f"{queries.said_in(letter, _language(user))}\n{_address(letter)}")
            sayable.append(letter)
        except FAULTS as fault:
            actions.note_failure(letter=letter, said=f"{type(fault).__name__}: {fault}")
    try:
        _mail(user, "\n\n".join(said), f"digest-{sayable[0].key}-{day}") if sayable else None
    except FAULTS as fault:
        for letter in sayable:
            actions.note_failure(letter=letter, said=f"{type(fault).__name__}: {fault}")
        return 0
    actions.note_digest(person_id=person_id, on=day)
    return sum(actions.mark_sent(letter=letter, at=at) for letter in sayable)


def _account(person_id: int) -> User | None:
    return User.objects.filter(person_id=person_id, is_active=True).select_related("person").order_by("pk").first()


def _hand_over(letter: Letter, user: User) -> None:
    words = queries.said_in(letter, _language(user))
    if user.email:
        _mail(user, f"{words}\n\n{_address(letter)}", letter.key)
    if settings.TEXT_MESSAGE_URL and user.person and user.person.phone:
        _text(user.person.phone, words, letter.key)


def _mail(user: User, words: str, key: str) -> None:
    with translation.override(_language(user)):
        subject = gettext("Message from Sinople")
    # The same key goes with every try: a provider that took the letter and then timed out drops the second one.
    EmailMessage(subject, words, to=[user.email], headers={"Message-ID": f"<{key}@sinople>"}).send()


def _language(user: User) -> str:
    return user.language or str(settings.LANGUAGE_CODE)


def _address(letter: Letter) -> str:
    return f"{settings.PUBLIC_ADDRESS}/go/{letter.about_kind}/{letter.about_key}/"


def _text(phone: str, words: str, key: str) -> None:
    body = json.dumps({"phone": phone, "text": words, "key": key}).encode()
    request = Request(settings.TEXT_MESSAGE_URL, data=body, headers={"Content-Type": "application/json", "Idempotency-Key": key})  # noqa: S310 - the administrator's own address
    with urlopen(request, timeout=TIMEOUT_SECONDS) as answered:  # noqa: S310
        if answered.status >= 300:
            raise ValueError(f"the text-message channel answered {answered.status}")
