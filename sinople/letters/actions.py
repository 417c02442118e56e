"""Writing letters, sending them, noting deliveries, keeping papers, giving numbers."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.audit.rules import Fact, sm3
from sinople.files.rules import Kind, check_upload
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.outlines import Outline
from sinople.letters import permissions
from sinople.letters.models import Chapter, Delivery, Letter, Numbered, Paper, Preference, Series, Template
from sinople.letters.papers.samples import check_template
from sinople.letters.states import FLOW, LetterState, LetterVerb, TemplateState, TemplateVerb

TRIES = 8


def write(
    *, to: Iterable[int], message: str, about: tuple[str, str], at: datetime, once: str = "", begins: str = "", grounds: Iterable[Ground] = (), **values: Fact
) -> list[Letter]:
    """Write the same letter to each person, in the transaction that is open; the same letter is written once."""
    said, made = stored_grounds(grounds), []
    for person_id in dict.fromkeys(to):
        letter, _ = Letter.objects.get_or_create(
            once_key=f"{about[0]}:{about[1]}:{once or message[:60]}:{person_id}"[:160],
            defaults={
                "person_id": person_id, "message": message, "values": stored_values(values), "grounds": said,
                "about_kind": about[0], "about_key": about[1], "written_at": at, "begins": begins,
            },
        )  # fmt: skip
        made.append(letter)
    return made


def mark_sent(*, letter: Letter, at: datetime) -> bool:
    """Note that a letter was handed over to its channel; false when another worker was faster."""
    FLOW.after(letter.state, LetterVerb.SEND)
    return bool(Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(state=LetterState.SENT, sent_at=at, attempts=F("attempts") + 1, said=""))


def note_failure(*, letter: Letter, said: str) -> None:
    """Note that a letter could not be handed over; after eight tries it is shown as failed."""
    state = LetterState.FAILED if letter.attempts + 1 >= TRIES else LetterState.WAITING
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(attempts=F("attempts") + 1, said=said[:300], state=state)


def deliver(*, letter: Letter, how: str, at: datetime, evidence_key: str = "", registered_by: int = 0) -> Delivery:
    """Note that the letter reached its person; the first delivery counts."""
    facts = {"at": at, "how": how, "evidence_key": evidence_key, "registered_by_id": registered_by}
    made, _ = Delivery.objects.get_or_create(letter=letter, defaults=facts)
    return made


def choose_mail(*, person_id: int, mail: str) -> None:
    """Remember whether a person wants a mail for every letter, or one a day."""
    if mail not in Preference.Mail.values:
        raise Refused("Choose at once or once a day.", field="mail")
    Preference.objects.update_or_create(person_id=person_id, defaults={"mail": mail})


def renew_feed(*, person_id: int) -> str:
    """Give the person's calendar a new secret address; the one before ends."""
    made = secrets.token_urlsafe(32)
    Preference.objects.update_or_create(person_id=person_id, defaults={"feed": made})
    return made


def end_feed(*, person_id: int) -> None:
    """Let the person's calendar have no address."""
    Preference.objects.filter(person_id=person_id).update(feed=None)


def note_digest(*, person_id: int, on: date) -> None:
    """Note that the letters of a day went out together."""
    Preference.objects.filter(person_id=person_id).update(digest_on=on)


def keep_paper(
    *,
    kind: str,
    about: tuple[str, str],
    name: str,
    content: bytes,
    at: datetime,
    number: str = "",
    is_public: bool = False,
    remarks: Iterable[Ground] = (),
) -> Paper:
    """Keep a document as it was made; the same bytes are kept once."""
    made, _ = Paper.objects.get_or_create(
        kind=kind, about_kind=about[0], about_key=about[1], digest=sm3(content),
        defaults={"name": name, "content": content, "number": number, "is_public": is_public, "made_at": at, "remarks": stored_grounds(remarks)},
    )  # fmt: skip
    return made


def number(*, series: str, year: int, words: str, about: tuple[str, str], by: Acting, at: datetime) -> str:
    """Give the next number of a series, in the words of its form (%(year)s, %(n)s), and enter it in the register."""
    row, _ = Series.objects.get_or_create(code=series, year=year)
    Series.objects.filter(pk=row.pk).update(last=F("last") + 1)
    row.refresh_from_db()
    given = words % {"year": year, "n": row.last}
    entry = Numbered.objects.create(series=row, n=row.last, about_kind=about[0], about_key=about[1], words=given, at=at)
    record("number", entry, by=by, at=at, number=given, about=list(about))
    return given


def write_chapter(*, about: tuple[str, str], code: str, words: str, version: int, by: Acting, at: datetime) -> Chapter | None:
    """Keep what somebody wrote for the papers of a thing; refused when another person has written it since. Nothing where nothing changes."""
    found = Chapter.objects.filter(about_kind=about[0], about_key=about[1], code=code).first()
    if (found.words if found else "") == words:
        return found
    if found is None:
        found, made = Chapter.objects.get_or_create(
            about_kind=about[0], about_key=about[1], code=code, defaults={"words": words, "person_id": by.person_id, "at": at}
        )
        if made:
            return found
    fresh = {"words": words, "person_id": by.person_id, "at": at, "version": version + 1}
    if not Chapter.objects.filter(pk=found.pk, version=version).update(**fresh):
        raise Refused("Somebody else has written here since you opened the page. Your words are below; compare them with what stands now.", field=code)
    return found


def upload_template(*, outline: Outline, name: str, data: bytes, by: Acting, at: datetime) -> Template:
    """Take a bureau's own Word template in: checked as an upload, then filled with sample data in a process of its own."""
    demand(permissions.may_change_templates, by)
    checked = check_upload(name, data)
    if checked.kind is not Kind.DOCX:
        raise Refused("A template is a Word file (DOCX).", field="file")
    check_template(outline, checked.content)
    last = Template.objects.filter(code=outline.code).order_by("-n").values_list("n", flat=True).first() or 0
    made = Template.objects.create(
        code=outline.code, n=last + 1, name=checked.name, content=checked.content, digest=sm3(checked.content), state=TemplateState.CHECKED,
        uploaded_by_id=by.person_id, uploaded_at=at, moved_at=at,
    )  # fmt: skip
    record("upload_template", made, by=by, at=at, paper=outline.code, n=made.n, digest=made.digest)
    return made


def put_in_use(*, template: Template, by: Acting, at: datetime) -> Template:
    """Put a checked template in use, by another person than who uploaded it; the one before is retired."""
    demand(permissions.may_put_in_use, by, template)
    for before in Template.objects.filter(code=template.code, state=TemplateState.IN_USE):
        move(before, TemplateVerb.RETIRE, by=by, at=at)
    Template.objects.filter(pk=template.pk).update(put_in_use_by_id=by.person_id)
    return move(template, TemplateVerb.PUT_IN_USE, by=by, at=at, paper=template.code, digest=template.digest)


def retire(*, template: Template, by: Acting, at: datetime) -> Template:
    """Take a template out of use: the paper is written by our own again."""
    demand(permissions.may_retire, by, template)
    return move(template, TemplateVerb.RETIRE, by=by, at=at, paper=template.code)


def stored_grounds(grounds: Iterable[Ground]) -> list[dict[str, object]]:
    """Return grounds as JSON keeps them."""
    return [{"message": g.message, "anchor": g.anchor, "values": stored_values(g.values)} for g in grounds]


def stored_values(values: Mapping[str, Fact]) -> dict[str, object]:
    """Return values as JSON keeps them: days, moments and figures say what they are, texts keep both languages."""
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: Fact) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return str(value)
    return value
