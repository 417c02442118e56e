"""Letters of a person, papers of a thing, the register of numbers."""

from datetime import date, datetime

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext

from sinople.audit.asking import Place, Question
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground, Value
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.letters.models import Chapter, Letter, Numbered, Paper, Preference, Template
from sinople.letters.rules import living, living_grounds
from sinople.letters.states import LetterState, TemplateState


def letters_of(acting: Acting, *, limit: int = 50) -> list[Letter]:
    """Return the latest letters to this person."""
    return list(Letter.objects.filter(person_id=acting.person_id or -1).select_related("delivery").order_by("-written_at", "-pk")[:limit])


def unread_count(acting: Acting) -> int:
    """Return how many letters this person has not opened."""
    return Letter.objects.filter(person_id=acting.person_id or -1, delivery__isnull=True).count()


def letter_for(acting: Acting, key: str) -> Letter:
    """Return a letter to this person."""
    return get_object_or_404(Letter, key=key, person_id=acting.person_id or -1)


def letters_beginning(clock: str) -> list[Letter]:
    """Return the letters whose delivery a clock waits for."""
    return list(Letter.objects.filter(begins=clock).order_by("pk"))


def letters_to_send(*, limit: int = 100) -> list[Letter]:
    """Return the letters that wait to be sent, oldest first; what begins a clock never waits for a digest."""
    patient = Preference.objects.filter(mail=Preference.Mail.DAILY).values("person_id")
    rows = Letter.objects.filter(state=LetterState.WAITING).exclude(begins="", person_id__in=patient)
    return list(rows.order_by("pk")[:limit])


def digests_to_send(on: date, *, limit: int = 500) -> dict[int, list[Letter]]:
    """Return by person the letters of those who want one mail a day and have had none on this day."""
    patient = Preference.objects.filter(Q(digest_on__lt=on) | Q(digest_on__isnull=True), mail=Preference.Mail.DAILY).values("person_id")
    found: dict[int, list[Letter]] = {}
    for letter in Letter.objects.filter(state=LetterState.WAITING, begins="", person_id__in=patient).order_by("person_id", "pk")[:limit]:
        found.setdefault(letter.person_id, []).append(letter)
    return found


def preference_of(person_id: int) -> Preference:
    """Return how a person wants to be reached; who never said so, at once and without a calendar."""
    return Preference.objects.filter(person_id=person_id).first() or Preference(person_id=person_id)


def person_of_feed(secret: str) -> int:
    """Return whose calendar has this secret address; 0 where nobody's has."""
    return Preference.objects.filter(feed=secret).values_list("person_id", flat=True).first() or 0


def papers_of(kind: str, key: str) -> list[Paper]:
    """Return the papers made about a thing, without their bytes, latest first."""
    return _PAPERS.things(kind=kind, key=key)


_PAPERS = Question(lambda: Paper.objects.filter(about_kind=Place("kind"), about_key=Place("key")).defer("content").order_by("-made_at", "-pk"))


def paper(kind: str, about_kind: str, about_key: str) -> Paper | None:
    """Return the latest paper of one kind about a thing."""
    return Paper.objects.filter(kind=kind, about_kind=about_kind, about_key=about_key).order_by("-pk").first()


def paper_by_key(key: str) -> Paper:
    """Return a paper by its public key; whoever asks has looked at the thing it is about before."""
    return get_object_or_404(Paper, key=key)


def public_paper(key: str) -> Paper:
    """Return a paper that everyone may read."""
    return get_object_or_404(Paper, key=key, is_public=True)


def latest_papers(kind: str, key: str) -> list[Paper]:
    """Return the latest paper of each name about a thing: what was made again stands for what was made before."""
    return list({paper.name: paper for paper in reversed(papers_of(kind, key))}.values())[::-1]


def number_given(series: str, about: tuple[str, str]) -> str:
    """Return the number that a thing has in a series already; nothing where it has none."""
    rows = Numbered.objects.filter(series__code=series, about_kind=about[0], about_key=about[1]).order_by("-pk")
    return rows.values_list("words", flat=True).first() or ""


def chapters_of(kind: str, key: str) -> dict[str, Chapter]:
    """Return what was written for the papers of a thing, by code."""
    return {row.code: row for row in Chapter.objects.filter(about_kind=kind, about_key=key).order_by("code")}


def words_of(kind: str, key: str) -> dict[str, str]:
    """Return the words that were written for the papers of a thing, by code."""
    return {code: row.words for code, row in chapters_of(kind, key).items() if row.words}


def templates(*, limit: int = 50) -> list[Template]:
    """Return the latest templates, without their bytes."""
    return list(Template.objects.defer("content").order_by("-uploaded_at", "-pk")[:limit])


def template_by_key(key: str) -> Template:
    """Return a template."""
    return get_object_or_404(Template, key=key)


def template_in_use(code: str) -> bytes:
    """Return the bureau's template of a paper; nothing where ours is used."""
    found = Template.objects.filter(code=code, state=TemplateState.IN_USE).values_list("content", flat=True).first()
    return bytes(found) if found is not None else b""


def register_of_numbers(*, words: str = "", limit: int = 50) -> list[Numbered]:
    """Return the latest entries of the register of numbers, or those that hold the words."""
    rows = Numbered.objects.select_related("series").order_by("-at", "-pk")
    return list((rows.filter(Q(words__contains=words)) if words else rows)[:limit])


def message_of(letter: Letter) -> Ground:
    """Return the letter's message as a page says it."""
    return Ground(letter.message, values=living(letter.values))


def grounds_of(letter: Letter) -> list[Ground]:
    """Return the grounds that the letter gives."""
    return living_grounds(letter.grounds)


def said_in(letter: Letter, language: str) -> str:
    """Return the whole letter in words, for channels outside the site."""
    with translation.override(language):
        lines = [gettext(letter.message) % _plain(living(letter.values), language)]
        lines += [f"· {gettext(g.message) % _plain(g.values, language)}" for g in living_grounds(letter.grounds)]
    return "\n".join(lines)


def _plain(values: dict[str, Value], language: str) -> dict[str, str]:
    return {name: _said(value, language) for name, value in values.items()}


def _said(value: Value, language: str) -> str:
    if isinstance(value, Text):
        return value.said_in(language)
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
