"""A draft changed in places, with a source: checked whole before it counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.packs import checks
from sinople.law.packs.confirming import Confirmation, confirmed, key_of, target_of
from sinople.law.packs.models import Pack
from sinople.law.packs.values import Mark, Row, Value

WORDED = ("document", "articles", "answers")  # the parts whose words are the law's own


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a pack that can be changed: what stands there, what it is called, and what it stands on."""

    path: str
    around: tuple[Text, ...]
    content: Value | Text
    mark: Mark
    source: Text
    unit: str = ""

    @property
    def field(self) -> str:
        """Return the last step of the path: what of the part it is."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def confirmed_by(self) -> str:
        """Return the source on which a named officer confirmed the value, if one did."""
        return self.content.confirmed_by if isinstance(self.content, Value) else ""


def parts_of(pack: Pack) -> list[tuple[str, Text | None]]:
    """Return the parts that are changed together, e.g. `clocks` or `tables/GF-2018`, with their names where they have one."""
    lists = [name for name in Pack.model_fields if name not in {"levels", "routes", "stages", "requirements", "tables"} and getattr(pack, name)]
    tables = [(f"tables/{table.edition}", table.name) for table in pack.tables]
    return [*((name, None) for name in lists), *((f"requirements/{row.code}", row.name) for row in pack.requirements), *tables]


def places_in(pack: Pack, part: str) -> list[Place]:
    """Return every place of a part that can be changed, in the order of the pack; raise Refused for a part that is not there."""
    found: object = pack
    for step in part.split("/"):
        found = _step(found, step)
    if found is None:
        raise Refused("The pack has no part called %(part)s.", part=part)
    return list(_places(found, part, (), None, ""))


def changed(pack: Pack, changes: Mapping[str, str | Text | None], source: str) -> Pack:
    """Return the pack with the changes in it; raise Refused with every ground when they do not fit the rest of the pack.

    A change is a written value, nothing (not known), or words in both languages.
    """
    values = [Confirmation(path, source, said) for path, said in changes.items() if isinstance(said, str)]
    made = confirmed(pack, values)
    words = {path: said for path, said in changes.items() if not isinstance(said, str)}
    made = _rewritten(made, words, source) if words else made
    faults = checks.faults_of(made)
    if faults:
        grounds = [Ground(fault.message, code="fault", values={name: str(value) for name, value in fault.values.items()}) for fault in faults]
        raise Refused("The changes do not fit the rest of the rules; nothing was changed.", grounds=grounds)
    return made


def _step(found: object, step: str) -> object:
    if isinstance(found, tuple):
        return next((item for place, item in enumerate(found) if key_of(item, place) == step), None)
    return getattr(found, step, None) if isinstance(found, BaseModel) and step in type(found).model_fields else None


def _places(part: object, path: str, around: tuple[Text, ...], row: Row | None, unit: str) -> Iterator[Place]:
    if isinstance(part, Value):
        own = (part.name,) if part.name else ()
        yield Place(path, (*around, *own), part, part.mark, part.source, part.unit or unit)
    elif isinstance(part, Text) and row is not None and path.partition("/")[0] in WORDED:
        yield Place(path, around, part, row.mark, row.source)
    elif isinstance(part, BaseModel):
        name = getattr(part, "name", None) or getattr(part, "title", None)
        named = (*around, name) if isinstance(name, Text) else around
        inner, unit = part if isinstance(part, Row) else row, getattr(part, "unit", "") or unit
        for field in type(part).model_fields:
            if field != "source":
                yield from _places(getattr(part, field), f"{path}/{field}", named, inner, unit)
    elif isinstance(part, tuple):
        for place, item in enumerate(part):
            yield from _places(item, f"{path}/{key_of(item, place)}", around, row, unit)


def _rewritten(pack: Pack, words: Mapping[str, Text | None], source: str) -> Pack:
    if not source.strip():
        raise Refused("Name the source on which %(path)s is confirmed.", path=next(iter(words)), field="source")
    written = pack.model_dump(mode="json")
    for path, said in words.items():
        owner, _, field = path.rpartition("/")
        target = target_of(written, path if said is None else owner)
        if said is None:
            target |= {"value": None, "confirmed_by": ""}
        else:
            target |= {field: {"zh": said.zh, "en": said.en}, "source": {"zh": source, "en": source}}
    try:
        return Pack.model_validate(written)
    except ValidationError:
        raise Refused("The words have to be given in both languages.", field="words") from None
