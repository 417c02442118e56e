"""Writing letters, sending them, noting deliveries, keeping papers, giving numbers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from sinople.audit.actions import record
from sinople.audit.rules import Fact, sm3
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground
from sinople.kernel.text import Text
from sinople.letters.models import Delivery, Letter, Numbered, Paper, Series
from sinople.letters.states import FLOW, LetterState, LetterVerb

TRIES = 8


def write(
    *, to: Iterable[int], message: str, about: tuple[str, str], at: datetime, once: str = "", begins: str = "", grounds: Iterable[Ground] = (), **values: Fact
) -> list[Letter]:
    """Write the same letter to each person, in the transaction that is open; the same letter is written once."""
    said = [{"message": g.message, "anchor": g.anchor, "values": stored_values(g.values)} for g in grounds]
    made = []
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


def keep_paper(*, kind: str, about: tuple[str, str], name: str, content: bytes, at: datetime, number: str = "", is_public: bool = False) -> Paper:
    """Keep a document as it was made; the same bytes are kept once."""
    made, _ = Paper.objects.get_or_create(
        kind=kind, about_kind=about[0], about_key=about[1], digest=sm3(content),
        defaults={"name": name, "content": content, "number": number, "is_public": is_public, "made_at": at},
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
