"""Sending: marked only after the channel took the letter over; a second try carries the same key (G37)."""

import json
import socket
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail
from django.db import transaction

from sinople.daily import sending
from sinople.letters.actions import write
from sinople.letters.models import Letter
from sinople.people.models import Person
from tests.makers import make_person
from tests.processes import kill, start, wait_until

AT = datetime(2023, 6, 14, 2, tzinfo=UTC)
db = pytest.mark.django_db


class TextMessages:
    """A provider on loopback: it takes every message over, and answers well, badly, or not at all."""

    def __init__(self):
        self.taken, self.answers = [], "well"
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.taken.append((self.headers["Idempotency-Key"], body))
                if outer.answers == "never":
                    time.sleep(3)
                self.send_response({"well": 202, "never": 202, "badly": 503, "elsewhere": 302}[outer.answers])
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/sms"


class Mail:
    """A mail server on loopback that takes every letter over; when silent, it never says so."""

    def __init__(self):
        self.taken, self.silent = [], False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connected, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connected,), daemon=True).start()

    def talk(self, connected):
        with connected, connected.makefile("rwb") as wire:

            def say(words):
                wire.write(words.encode() + b"\r\n")
                wire.flush()

            say("220 here")
            while line := wire.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    say("354 go on")
                    text = b""
                    while (line := wire.readline()) != b".\r\n":
                        text += line
                    self.taken.append(next(line for line in text.decode().splitlines() if line.lower().startswith("message-id")))
                    if self.silent:
                        return
                say("221 bye" if word == b"QUIT" else "250 ok")


@pytest.fixture
def texts(settings):
    made = TextMessages()
    settings.TEXT_MESSAGE_URL = made.url
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def mails(settings):
    made = Mail()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 2
    yield made
    made.listening.close()


def letter_to(phone="13800000000"):
    person = make_person()
    Person.objects.filter(pk=person.pk).update(phone=phone)
    return write(
        to=[person.pk], message="The call closed at %(closed)s; nothing can be handed in after that moment.", about=("t", person.key), at=AT, closed=AT
    )[0]


@db
def test_a_letter_goes_out_by_every_channel_and_is_marked(texts):
    letter = letter_to()
    assert sending.send_waiting(AT) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", AT, 1)
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [f"<{letter.key}@sinople>"]
    assert f"/go/t/{letter.about_key}/" in mail.outbox[0].body
    assert [(key, body["phone"]) for key, body in texts.taken] == [(letter.key, "13800000000")]
    assert sending.send_waiting(AT) == 0


@db
def test_a_provider_that_times_out_after_accepting_gets_the_same_key_again(texts, monkeypatch):
    letter = letter_to()
    monkeypatch.setattr(sending, "TIMEOUT_SECONDS", 0.3)
    texts.answers = "never"
    assert sending.send_waiting(AT) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("waiting", 1)
    assert letter.said
    texts.answers = "well"
    assert sending.send_waiting(AT) == 1
    assert [key for key, _body in texts.taken] == [letter.key, letter.key]


@db
def test_mail_that_was_taken_over_in_silence_carries_the_same_key_again(mails):
    letter = letter_to(phone="")
    mails.silent = True
    assert sending.send_waiting(AT) == 0
    mails.silent = False
    assert sending.send_waiting(AT) == 1
    assert len(mails.taken) == 2
    assert set(mails.taken) == {f"Message-ID: <{letter.key}@sinople>"}


@db
def test_the_control_marks_before_sending_and_loses_the_letter(texts):
    """As it would be if the mark came first: the provider is down, and nobody will ever try again."""
    from sinople.letters.actions import mark_sent

    letter, texts.answers = letter_to(), "badly"
    mark_sent(letter=letter, at=AT)
    assert sending.send_waiting(AT) == 0
    assert texts.taken == []
    assert Letter.objects.get(pk=letter.pk).state == "sent"


@db
@pytest.mark.parametrize("answers", ["badly", "elsewhere"])
def test_a_provider_that_refuses_is_tried_again_and_the_others_go_out(texts, answers):
    texts.answers = answers
    first, second = letter_to(), letter_to(phone="")
    assert sending.send_waiting(AT) == 1
    assert [Letter.objects.get(pk=letter.pk).state for letter in (first, second)] == ["waiting", "sent"]


@db
def test_a_server_that_is_not_there_is_no_end(settings):
    settings.TEXT_MESSAGE_URL = "http://127.0.0.1:9/"
    assert letter_to()
    assert sending.send_waiting(AT) == 0


@db
def test_a_letter_that_cannot_be_said_does_not_hold_up_the_rest():
    broken, sound = letter_to(), letter_to()
    Letter.objects.filter(pk=broken.pk).update(values={})
    assert sending.send_waiting(AT) == 1
    broken.refresh_from_db()
    assert (broken.state, broken.attempts) == ("waiting", 1)
    assert "KeyError" in broken.said
    assert Letter.objects.get(pk=sound.pk).state == "sent"


@db
def test_whoever_has_no_account_any_more_gets_none():
    letter = letter_to()
    from sinople.people.models import User

    User.objects.update(is_active=False)
    assert sending.send_waiting(AT) == 1
    assert mail.outbox == []
    assert Letter.objects.get(pk=letter.pk).state == "sent"


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_marking_sends_again_with_the_same_key(texts):
    with transaction.atomic():
        letter = letter_to()
    texts.answers = "never"
    first = start("manage.py", "worker", "--once", SINOPLE_TEXT_MESSAGE_URL=texts.url)
    assert wait_until(lambda: len(texts.taken) == 1), first.communicate(timeout=1)
    kill(first)
    assert Letter.objects.get(pk=letter.pk).state == "waiting"
    texts.answers = "well"
    second = start("manage.py", "worker", "--once", SINOPLE_TEXT_MESSAGE_URL=texts.url)
    _out, said = second.communicate(timeout=60)
    assert second.returncode == 0, said
    assert Letter.objects.get(pk=letter.pk).state == "sent"
    assert [key for key, _body in texts.taken] == [letter.key, letter.key]


def two_letters_once_a_day():
    from sinople.letters.actions import choose_mail

    first = letter_to(phone="")
    choose_mail(person_id=first.person_id, mail="daily")
    second = write(
        to=[first.person_id], message="The call closed at %(closed)s; nothing can be handed in after that moment.", about=("t", "other"), at=AT, closed=AT
    )[0]
    return first, second


@db
def test_who_wants_one_mail_a_day_gets_everything_in_one_from_the_morning_on():
    first, second = two_letters_once_a_day()
    night, morning = AT.replace(day=13, hour=22), AT
    assert sending.send_waiting(night) == 0  # six in the morning
    assert sending.send_waiting(morning) == 2
    assert len(mail.outbox) == 1
    assert all(f"/go/t/{letter.about_key}/" in mail.outbox[0].body for letter in (first, second))
    third = write(
        to=[first.person_id], message="The call closed at %(closed)s; nothing can be handed in after that moment.", about=("t", "third"), at=AT, closed=AT
    )[0]
    assert sending.send_waiting(morning) == 0
    assert sending.send_waiting(morning.replace(day=15)) == 1
    third.refresh_from_db()
    assert third.state == "sent"


@db
def test_what_begins_a_clock_does_not_wait_for_the_digest():
    first, _second = two_letters_once_a_day()
    Letter.objects.filter(pk=first.pk).update(begins="k")
    assert sending.send_waiting(AT.replace(day=13, hour=22)) == 1
    first.refresh_from_db()
    assert first.state == "sent"


@db
def test_a_digest_that_failed_is_tried_again_with_the_same_key(mails):
    two_letters_once_a_day()
    mails.silent = True
    assert sending.send_waiting(AT) == 0
    mails.silent = False
    assert sending.send_waiting(AT) == 2
    assert len(mails.taken) == 2
    assert len(set(mails.taken)) == 1


@db
def test_a_letter_that_cannot_be_said_does_not_hold_up_its_digest():
    first, second = two_letters_once_a_day()
    Letter.objects.filter(pk=first.pk).update(values={})
    assert sending.send_waiting(AT) == 1
    second.refresh_from_db()
    assert second.state == "sent"


@db
def test_without_an_address_each_letter_goes_its_own_way(texts):
    from sinople.people.models import User

    first, _second = two_letters_once_a_day()
    Person.objects.filter(pk=first.person_id).update(phone="13800000000")
    User.objects.filter(person_id=first.person_id).update(email="")
    assert sending.send_waiting(AT) == 2
    assert len(texts.taken) == 2
