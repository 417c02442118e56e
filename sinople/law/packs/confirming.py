"""What a call rests on and nobody has confirmed yet; and a pack with what an officer confirmed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from sinople.kernel.refused import Refused
from sinople.law.packs.models import Clock, Condition, Material, Pack
from sinople.law.packs.tables import Veto
from sinople.law.packs.values import Value


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A value with its place in the pack, e.g. `tables/GF-2018/indicators/6.1/must/threshold`."""

    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a named officer confirmed: the place, the source, and the value where it was empty or is corrected."""

    path: str
    source: str
    value: str | None = None


def unconfirmed(pack: Pack, requirements_code: str, title_code: str) -> list[Unconfirmed]:
    """Return every value that a call for the title needs and that nobody has confirmed; one that may stay empty is not needed."""
    return [found for found in _needing(pack, requirements_code, title_code) if found.value.is_given or not found.value.may_be_empty]


def left_open(pack: Pack, requirements_code: str, title_code: str) -> list[Unconfirmed]:
    """Return every value that is not known and may stay so; pages say that it is open."""
    return [found for found in _needing(pack, requirements_code, title_code) if not found.value.is_given and found.value.may_be_empty]


def confirmed(pack: Pack, confirmations: Iterable[Confirmation]) -> Pack:
    """Return the pack with the officers' confirmations in it; raise Refused when one names no place or gives no value."""
    by_path = {confirmation.path: confirmation for confirmation in confirmations}
    written = pack.model_dump(mode="json")
    for found in values_of(pack):
        if found.path in by_path:
            _write(written, found, by_path.pop(found.path))
    if by_path:
        raise Refused("The pack has no value at %(path)s; reload the list of values to be confirmed.", path=sorted(by_path)[0])
    try:
        return Pack.model_validate(written)
    except ValidationError as fault:
        said = fault.errors()[0]["msg"].removeprefix("Value error, ")
        raise Refused("One of the values cannot be used: %(why)s.", why=said, field="value") from None


def values_of(pack: Pack) -> Iterator[Unconfirmed]:
    """Yield every value of the pack with its place."""
    return _walk(pack, "")


def _needing(pack: Pack, requirements_code: str, title_code: str) -> list[Unconfirmed]:
    return [found for path, part in _parts_needed(pack, requirements_code, title_code) for found in _walk(part, path) if found.value.needs_confirmation]


def _parts_needed(pack: Pack, requirements_code: str, title_code: str) -> Iterator[tuple[str, BaseModel]]:
    title, requirements = pack.title(title_code), pack.requirements_of(requirements_code)
    table = pack.table(requirements.edition_for(title_code))
    yield "document", pack.document
    yield f"titles/{title.code}", title
    needed: dict[str, Sequence[Clock | Condition | Material | Value | Veto]] = {
        "conditions": (*pack.conditions_for(title_code), *(row for row in pack.conditions if row.concerns != "applicant")),
        "vetoes": pack.vetoes_for(title_code),
        "materials": pack.materials_for(title_code),
        "clocks": pack.clocks,
        "settings": pack.settings,
    }
    for name, parts in needed.items():
        yield from ((f"{name}/{part.code}", part) for part in parts)
    yield f"requirements/{requirements.code}", requirements
    yield f"tables/{table.edition}", table


def _walk(part: object, path: str) -> Iterator[Unconfirmed]:
    if isinstance(part, Value):
        yield Unconfirmed(path, part)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _walk(getattr(part, name), f"{path}/{name}" if path else name)
    elif isinstance(part, tuple):
        for place, item in enumerate(part):
            yield from _walk(item, f"{path}/{key_of(item, place)}")


def key_of(item: object, place: int) -> str:
    """Return the name of an item among its neighbours: its code, or its place."""
    for name in ("code", "edition", "industry", "anchor", "title"):
        if isinstance(key := getattr(item, name, None), str):
            return key
    return str(place)


def _write(written: Mapping[str, object], found: Unconfirmed, confirmation: Confirmation) -> None:
    if not confirmation.source.strip():
        raise Refused("Name the source on which %(path)s is confirmed.", path=found.path, field="source")
    value = confirmation.value if confirmation.value is not None else found.value.value
    if value is None and not found.value.may_be_empty:
        raise Refused("%(path)s has no value yet: enter one with its source.", path=found.path, field="value")
    target = target_of(written, found.path)
    target["value"] = value
    target["confirmed_by"] = confirmation.source


def target_of(written: object, path: str) -> dict[str, object]:
    """Return the part of a pack written as JSON that stands at a path; raise Refused when there is none."""
    for step in path.split("/"):
        inside = (
            written if isinstance(written, dict) else {_raw_key(item, place): item for place, item in enumerate(written)} if isinstance(written, list) else {}
        )
        written = inside.get(step)
    if not isinstance(written, dict):
        raise Refused("The pack has no value at %(path)s; reload the list of values to be confirmed.", path=path)
    return written


def _raw_key(item: object, place: int) -> str:
    if isinstance(item, dict):
        for name in ("code", "edition", "industry", "anchor", "title"):
            if isinstance(item.get(name), str):
                return str(item[name])
    return str(place)
