"""What desks share where papers are made: the shelf of a thing with its offers, what is being made, the page on which chapters are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from sinople.jobs import queries as jobs
from sinople.jobs.queries import Job
from sinople.kernel.text import Text
from sinople.law.outlines import Maker, Outline, load_outlines, outline_of, outlines_for
from sinople.letters import queries as letters
from sinople.letters.queries import Chapter, Paper
from sinople.letters.rules import living_grounds
from sinople.web.requests import Request

FOLDER = settings.PACKS / "reference"
VERSION = "version-"
BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the papers of a thing lie: kind and key, besides which other things, which papers are offered, where chapters are written."""

    kind: str
    key: str
    outlines: Sequence[Outline]
    write: Mapping[str, str]  # outline → address; none where nothing may be written
    besides: Sequence[tuple[str, str]] = ()
    elsewhere: Sequence[str] = ()  # chapters that are written on another page


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper that can be made: its chapters, and the latest of it."""

    outline: Outline
    written: int
    whole: int
    write: str
    made: Sequence[Paper]


def outline(code: str) -> Outline:
    """Return an outline by its code; a guessed one does not exist."""
    if all(one.code != code for one in load_outlines(FOLDER)):
        raise Http404
    return outline_of(FOLDER, code)


def offered(pack: str, title: str, *makers: Maker) -> list[Outline]:
    """Return the papers that these make for a title under a pack."""
    return [one for maker in makers for one in outlines_for(FOLDER, pack=pack, title=title, made_by=maker)]


def shown(shelf: Shelf) -> dict[str, Any]:
    """Return what the page of a shelf shows."""
    made = [paper for kind, key in ((shelf.kind, shelf.key), *shelf.besides) for paper in letters.latest_papers(kind, key)]
    written = letters.words_of(shelf.kind, shelf.key)
    offers = []
    for one in shelf.outlines:
        codes = _codes(one, shelf.elsewhere)
        papers = [paper for paper in made if paper.kind == one.code]
        offers.append(Offer(one, len(codes & written.keys()), len(codes), shelf.write.get(one.code, "") if codes else "", papers))
    bound = _bound(made)
    return {"offers": offers, "bound": bound, "remarks": living_grounds(bound[0].remarks) if bound else [], "works": _works(shelf)}


def _bound(made: Sequence[Paper]) -> list[Paper]:
    """Return the volumes of the latest binding; those of an earlier one, which had more of them, stay away."""
    volumes = [paper for paper in made if paper.kind == BOUND]
    latest = max((paper.made_at for paper in volumes), default=None)
    return sorted((paper for paper in volumes if paper.made_at == latest), key=lambda paper: paper.name)


def read_from(kind: str, key: str) -> list[tuple[Paper, Text]]:
    """Return the latest papers of another, by name, for those who read them only."""
    return [(paper, _name(paper.kind)) for paper in letters.latest_papers(kind, key)]


def chapter_form(one: Outline, written: Mapping[str, Chapter], otherwise: Mapping[str, str], elsewhere: Sequence[str] = ()) -> type[forms.Form]:
    """Return the form of a paper's lines and chapters, filled with what stands; each carries the version that it is written over."""
    fields: dict[str, forms.Field] = {}
    for line in one.typed:
        fields[line.of] = forms.CharField(label=line.label, required=False, max_length=400)
    for part in one.chapters:
        most = part.limit.whole if part.limit is not None else None
        hint = _("At most %(most)s characters, as the form says.") % {"most": most} if most else ""
        fields[part.of] = forms.CharField(label=part.heading, required=False, widget=forms.Textarea, help_text=hint)
    fields = {code: field for code, field in fields.items() if code not in elsewhere}
    for code, field in fields.items():
        stands = written.get(code)
        field.initial = stands.words if stands is not None else otherwise.get(code, "")
    versions = {VERSION + code: forms.IntegerField(widget=forms.HiddenInput, initial=written[code].version if code in written else 0) for code in fields}
    return type("ChapterForm", (forms.Form,), {**fields, **versions})


def typed(form: forms.Form) -> dict[str, tuple[str, int]]:
    """Return what was typed with the version it was typed over."""
    given = form.cleaned_data
    return {code: (str(words).strip().replace("\r\n", "\n"), given[VERSION + code]) for code, words in given.items() if not code.startswith(VERSION)}


def ordered(request: Request) -> tuple[str, str]:
    """Return which paper was asked for, and in which form."""
    return request.POST.get("paper", ""), request.POST.get("form", "pdf")


def _codes(one: Outline, elsewhere: Sequence[str]) -> set[str]:
    return {*(part.of for part in one.chapters), *(line.of for line in one.typed)} - set(elsewhere)


def _works(shelf: Shelf) -> list[tuple[Job, Text]]:
    found = [work for kind, key in ((shelf.kind, shelf.key), *shelf.besides) for work in jobs.jobs_under(f"paper:{kind}:{key}:")]
    return [(work, _name(str(work.arguments["code"]))) for work in found if work.state != "done"]


def _name(code: str) -> Text:
    return Text("合并文件", "Bound application") if code == BOUND else outline(code).name
