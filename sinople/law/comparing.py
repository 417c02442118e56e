"""Two packs side by side: what is new, what is gone, what changed, and whom it presses harder."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from sinople.kernel.text import Text
from sinople.law.marking import N_
from sinople.law.packs.confirming import key_of
from sinople.law.packs.models import Condition, Material, Pack
from sinople.law.packs.rules import Rule, SizeClass, TierStep
from sinople.law.packs.sealing import digest
from sinople.law.packs.tables import Indicator, LookupRow, Veto
from sinople.law.packs.values import Row, Value

What = Literal["added", "removed", "changed", "confirmed"]
Bearing = Literal["stricter", "looser", "longer", "shorter", "more", "less", ""]

PROVENANCE = frozenset({"since", "authority", "mark", "source", "confirmed_by"})
PARTS = {
    "document": N_("The document"), "articles": N_("Articles"), "answers": N_("Answers at the hearing"), "titles": N_("Titles"),
    "conditions": N_("Conditions"), "vetoes": N_("Vetoes"), "clocks": N_("Time limits"), "materials": N_("Papers"), "stages": N_("Steps"),
    "levels": N_("Levels of sign-off"), "routes": N_("Routes of sign-off"), "settings": N_("Settings"), "requirements": N_("Requirements"),
    "honours": N_("Honours and rewards"), "hearing": N_("Parameters of hearings"), "supervision": N_("Supervision"), "tables": N_("Indicator tables"),
}  # fmt: skip
FIELDS = {
    "weight": N_("weight"), "threshold": N_("threshold"), "at": N_("threshold"), "share": N_("share of the points"), "base": N_("base value"), "lead": N_("leading value"), "days": N_("days"), "effective": N_("day of effect"),
    "ends_on": N_("day of its end"), "validity_years": N_("years of validity"), "mandatory": N_("mandatory"), "name": N_("name"), "need": N_("mandatory or optional"),
    "formula": N_("formula"), "unit": N_("unit"), "pass_total": N_("lowest total"), "total": N_("total"), "mandatory_share": N_("share of mandatory rows"),
    "optional_share": N_("share of optional rows"), "op": N_("comparison"), "kind": N_("kind"), "blocks": N_("blocks"), "applies": N_("applies"),
    "lookback_years": N_("years looked back"), "number": N_("number"), "summary": N_("summary"), "text": N_("wording"), "anchor": N_("article"), "rule": N_("rule"),
    "begins": N_("begins"), "ends": N_("ends"), "edition": N_("edition"), "value": N_("value"), "evidence": N_("evidence"), "note": N_("note"), "repeals": N_("repeals"),
    "conditions": N_("Conditions"), "vetoes": N_("Vetoes"), "materials": N_("Papers"), "stages": N_("Steps"), "levels": N_("Levels of sign-off"), "na_policy": N_("rows that do not apply"),
}  # fmt: skip

WHAT = {"added": N_("added"), "removed": N_("removed"), "changed": N_("changed"), "confirmed": N_("confirmed, the same")}
BEARINGS = {
    "stricter": N_("stricter"), "looser": N_("looser"), "longer": N_("longer"), "shorter": N_("shorter"), "more": N_("more"), "less": N_("less"), "": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference in the words of the law: where it is, what stood there, what stands there now.

    `around` names the parts from the outside in; `field` is the message id of what changed, empty when a whole part came or went.
    """

    part: str
    path: str
    what: What
    around: tuple[Text, ...]
    field: str = ""
    before: str | Text | None = None
    after: str | Text | None = None
    unit: str = ""
    bearing: Bearing = ""
    mark: str = ""
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences between two packs, in the order of the newer one."""

    before: Text
    after: Text
    before_digest: str
    after_digest: str
    differences: tuple[Difference, ...]

    def by_part(self) -> dict[str, list[Difference]]:
        """Return the differences under the parts of a pack, without the parts that are the same."""
        found: dict[str, list[Difference]] = {}
        for difference in self.differences:
            found.setdefault(difference.part, []).append(difference)
        return found

    def count(self, *bearings: Bearing) -> int:
        """Return how many differences bear one of these ways."""
        return sum(difference.bearing in bearings for difference in self.differences)

    def as_json(self) -> dict[str, object]:
        """Return the comparison as plain values."""
        return asdict(self)


def compare(before: Pack, after: Pack) -> Comparison:
    """Return what differs from one pack to the other."""
    found = (difference for part in PARTS for difference in _between(_Spot(part, part), getattr(before, part), getattr(after, part)))
    return Comparison(before.name, after.name, digest(before), digest(after), tuple(found))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the comparison stands: the part, the place, the names around it, and the two owners of the field."""

    part: str
    path: str
    around: tuple[Text, ...] = ()
    field: str = ""
    owner: BaseModel | None = None
    unit: str = ""

    def inside(self, step: str, owner: BaseModel, *, named: BaseModel | None = None, field: str = "") -> "_Spot":
        name = _name(named) if named is not None else None
        owner = self.owner if isinstance(owner, TierStep | SizeClass) and self.owner else owner  # which way a tier goes is its rule's word
        return _Spot(
            self.part,
            f"{self.path}/{step}",
            (*self.around, name) if name else self.around,
            field or self.field,
            owner,
            named.unit if isinstance(named, Indicator) else self.unit,
        )


def _between(spot: _Spot, before: object, after: object) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Value) or isinstance(after, Value):
        yield from _values(spot, before, after)
    elif isinstance(before, BaseModel) and isinstance(after, BaseModel):
        for name in type(after).model_fields:
            if name not in PROVENANCE:
                yield from _between(spot.inside(name, after, field=name), getattr(before, name, None), getattr(after, name))
    elif _are_parts(before) or _are_parts(after):
        yield from _lists(spot, before, after)
    elif isinstance(before, BaseModel) or isinstance(after, BaseModel):
        yield _whole(spot, before if after is None else after, "removed" if after is None else "added")
    else:
        yield _plain(spot, before, after)


def _are_parts(found: object) -> bool:
    return isinstance(found, tuple) and any(isinstance(item, BaseModel) for item in found)


def _lists(spot: _Spot, before: object, after: object) -> Iterator[Difference]:
    old, new = _by_key(before), _by_key(after)
    for key, item in new.items():
        inner = spot.inside(key, item, named=item)
        if key in old:
            yield from _between(inner, old[key], item)
        else:
            yield _whole(inner, item, "added")
    for key, item in old.items():
        if key not in new:
            yield _whole(spot.inside(key, item, named=item), item, "removed")


def _by_key(parts: object) -> Mapping[str, BaseModel]:
    # An article of another pack is the one of the same number: its anchor begins with the code of its own pack.
    return {key_of(item, place).rpartition("#")[2]: item for place, item in enumerate(parts if isinstance(parts, tuple) else ())}


def _whole(spot: _Spot, part: object, what: Literal["added", "removed"]) -> Difference:
    if isinstance(part, Value):
        return next(_values(spot, part, None) if what == "removed" else _values(spot, None, part))
    presses = isinstance(part, Veto | Rule) or (isinstance(part, Condition) and part.blocks) or (isinstance(part, Material) and part.mandatory.value == "true")
    bearing: Bearing = "" if not presses else "stricter" if what == "added" else "looser"
    # A part without a name of its own (a rule inside a row) is known by its field.
    field = "" if isinstance(part, BaseModel) and _name(part) else FIELDS.get(spot.field, spot.field)
    return _difference(spot, what, part, field=field, bearing=bearing)


def _values(spot: _Spot, before: object, after: object) -> Iterator[Difference]:
    old, new = (found if isinstance(found, Value) else None for found in (before, after))
    known = new or old
    if known is None:
        return
    was, now = (found.value if found else None for found in (old, new))
    what: What = "changed" if was != now else "confirmed"
    own = known.name or (Text(known.code, known.code) if known.code != spot.field else None)
    spot = _Spot(spot.part, spot.path, (*spot.around, own) if own and own not in spot.around else spot.around, spot.field, spot.owner, spot.unit)
    bearing = _bearing(spot, known, _number(was), _number(now))
    yield _difference(
        spot,
        what,
        known,
        field=FIELDS.get(spot.field, spot.field),
        before=was,
        after=now,
        unit=known.unit or (spot.unit if spot.field in {"threshold", "at", "base", "lead"} else ""),
        bearing=bearing,
    )


def _plain(spot: _Spot, before: object, after: object) -> Difference:
    bearing: Bearing = ""
    if isinstance(spot.owner, Condition) and spot.field == "blocks":
        bearing = "stricter" if after else "looser"
    return _difference(spot, "changed", spot.owner, field=FIELDS.get(spot.field, spot.field), before=_words(before), after=_words(after), bearing=bearing)


def _difference(
    spot: _Spot,
    what: What,
    known: object,
    *,
    field: str = "",
    before: str | Text | None = None,
    after: str | Text | None = None,
    unit: str = "",
    bearing: Bearing = "",
) -> Difference:
    row = known if isinstance(known, Row) else None
    return Difference(
        spot.part, spot.path, what, spot.around, field, before, after, unit, bearing, row.mark if row else "", row.source if row else None
    )  # fmt: skip


def _words(found: object) -> str | Text | None:
    if found is None or isinstance(found, Text):
        return found
    if isinstance(found, tuple):
        return "、".join(map(str, found))
    return str(found).lower() if isinstance(found, bool) else str(found)


def _name(part: BaseModel) -> Text | None:
    name = getattr(part, "name", None) or getattr(part, "title", None)
    if isinstance(part, Indicator) and isinstance(name, Text):
        return Text(f"{part.code} {name.zh}", f"{part.code} {name.en}")
    if isinstance(name, Text):
        return name
    return Text(part.code, part.code) if isinstance(part, LookupRow) else None


def _number(written: str | None) -> Decimal | None:
    try:
        return Decimal(written) if written is not None else None
    except ArithmeticError:
        return None


def _bearing(spot: _Spot, value: Value, was: Decimal | None, now: Decimal | None) -> Bearing:
    """Say which way a changed figure bears, where that is known."""
    if isinstance(spot.owner, Material) and spot.field == "mandatory":
        return "stricter" if value.value == "true" else "looser"
    if was is None or now is None or was == now:
        return ""
    up, down = _ways(spot, value)
    return up if now > was else down


def _ways(spot: _Spot, value: Value) -> tuple[Bearing, Bearing]:
    """Say what a higher figure means here, and what a lower one."""
    rule = spot.owner if isinstance(spot.owner, Rule) and spot.field in {"threshold", "base", "lead", "at", "levels"} else None
    if rule is not None:
        return ("stricter", "looser") if rule.rises else ("looser", "stricter")
    if spot.field == "pass_total":
        return "stricter", "looser"
    if spot.field in {"days", "validity_years"}:
        return "longer", "shorter"
    return ("more", "less") if "元" in value.unit else ("", "")
