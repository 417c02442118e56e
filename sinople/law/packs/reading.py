"""Reads YAML as text only, keeps the lines, refuses aliases and doubled keys, and turns every fault into a sentence."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sinople.law.faults import PackFault, Problem, problem

LONGEST = 2_000_000
DEEPEST = 30
PROVENANCE = ("since", "authority", "mark", "source")
TEXT_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
Place = tuple[Hashable, ...]
Part = TypeVar("Part", bound=BaseModel)


@dataclass
class Tree:
    """A file as plain mappings, lists and texts, with the line of every place."""

    file: str
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of the place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, message: str, place: Place, **values: object) -> None:
        """Note a fault at the place."""
        self.problems.append(problem(message, file=self.file, line=self.line(place), **values))


def read_tree(path: Path, sources: Mapping[str, Any] | None = None) -> Tree:
    """Return the file with its provenance spread from the outside in; raise PackFault when it cannot be read."""
    tree = Tree(str(path))
    try:
        written = path.read_text(encoding="utf-8")
        _refuse_tricks(tree, written)
        node = yaml.compose(written, Loader=yaml.CBaseLoader)
    except (OSError, UnicodeDecodeError) as fault:
        raise PackFault([problem("The file cannot be read: %(why)s. Put it back, saved as UTF-8.", file=tree.file, line=1, why=fault)]) from None
    except yaml.MarkedYAMLError as fault:
        line = _line(fault.problem_mark) if fault.problem_mark else 1
        raise PackFault(
            [problem("This is not YAML: %(why)s. Mend the indentation or the quotes here.", file=tree.file, line=line, why=fault.problem)]
        ) from None
    except yaml.reader.ReaderError as fault:
        message = "Character %(position)s of the file is a control character that no text holds; delete it."
        raise PackFault([problem(message, file=tree.file, line=1, position=fault.position + 1)]) from None
    if not isinstance(node, yaml.MappingNode):
        raise PackFault([problem("The file is empty or holds no names; write 'name: value' lines.", file=tree.file, line=1)])
    tree.data = _spread(tree, _plain(tree, node, ()), {}, (), sources)
    if tree.problems:
        raise PackFault(tree.problems)
    return tree


def read_rows(path: Path, model: type[Part]) -> Part:
    """Return the one part that a file holds."""
    tree = read_tree(path)
    part: Part = _validated(tree, TypeAdapter(model), tree.data, ())
    return part


def read_part(tree: Tree, model: type[Part]) -> Part:
    """Return the whole tree as one part."""
    part: Part = _validated(tree, TypeAdapter(model), tree.data, ())
    return part


def read_list(tree: Tree, key: str, model: type[Part]) -> tuple[Part, ...]:
    """Return the list that the file holds under the key; other keys than those of provenance are refused."""
    unknown = [name for name in tree.data if name not in {key, *PROVENANCE}]
    if unknown or not isinstance(tree.data.get(key), list):
        name = unknown[0] if unknown else key
        message = "%(name)s is not known here: this file holds a list '%(key)s'." if unknown else "The list '%(key)s' is missing: add it."
        raise PackFault([problem(message, file=tree.file, line=tree.line((name,)), name=name, key=key)])
    rows: tuple[Part, ...] = _validated(tree, TypeAdapter(tuple[model, ...]), tree.data[key], (key,))  # type: ignore[valid-type]
    return rows


def _refuse_tricks(tree: Tree, written: str) -> None:
    """Refuse what could make a small file large or the reader fall: a file too long, nesting too deep, aliases."""
    if len(written) > LONGEST:
        message = "The file is longer than %(most)s million characters; no part of a pack is."
        raise PackFault([problem(message, file=tree.file, line=1, most=LONGEST // 1_000_000)])
    depth = 0
    for event in yaml.parse(written, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            message = "The lists and names are nested deeper than %(most)s levels; no part of a pack is."
            raise PackFault([problem(message, file=tree.file, line=_line(event.start_mark), most=DEEPEST)])
        if isinstance(event, yaml.AliasEvent):
            message = "An alias (*%(name)s) is not allowed in a pack; write the value out."
            raise PackFault([problem(message, file=tree.file, line=_line(event.start_mark), name=event.anchor)])


def _plain(tree: Tree, node: yaml.Node, place: Place) -> Any:
    tree.lines[place] = _line(node.start_mark)
    if node.tag not in TEXT_TAGS:
        tree.fault("The tag %(tag)s is not allowed in a pack; write a plain value.", place, tag=node.tag)
    if isinstance(node, yaml.MappingNode):
        return _mapping(tree, node, place)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(tree, item, (*place, count)) for count, item in enumerate(node.value)]
    quoted = isinstance(node, yaml.ScalarNode) and node.style
    return node.value if node.value or quoted else None  # a quoted nothing stays a text


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _mapping(tree: Tree, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in node.value:
        name = str(key.value)
        if name in found:
            tree.problems.append(problem("The name '%(name)s' is written twice; keep one.", file=tree.file, line=_line(key.start_mark), name=name))
        found[name] = _plain(tree, item, (*place, name))
        tree.lines[(*place, name)] = _line(key.start_mark)
    return found


def _spread(tree: Tree, raw: Any, given: Mapping[str, Any], place: Place, sources: Mapping[str, Any] | None) -> Any:
    if isinstance(raw, list):
        return [_spread(tree, item, given, (*place, count), sources) for count, item in enumerate(raw)]
    if not isinstance(raw, dict) or raw.keys() <= {"zh", "en"}:
        return raw
    own = {name: raw[name] for name in PROVENANCE if name in raw}
    if isinstance(own.get("source"), str):
        own["source"] = _source(tree, own["source"], place, sources)
    given = {**given, **own}
    filled = {name: _spread(tree, item, given, (*place, name), sources) for name, item in raw.items() if name not in PROVENANCE}
    if "value" in raw and "code" not in raw and not isinstance(raw["value"], dict) and place:
        filled["code"] = str(place[-1])
    return {**filled, **given}


def _source(tree: Tree, key: str, place: Place, sources: Mapping[str, Any] | None) -> Any:
    if sources is None or key not in sources:
        known = ", ".join(sources or ())
        tree.fault("The source '%(key)s' is not listed in sources.yaml; list it there or use one of: %(known)s.", (*place, "source"), key=key, known=known)
        return {"zh": key, "en": key}
    return sources[key]


def _validated(tree: Tree, adapter: TypeAdapter[Any], raw: Any, inside: Place) -> Any:
    try:
        return adapter.validate_python(raw)
    except ValidationError as fault:
        raise PackFault([_problem(tree, error, inside) for error in fault.errors()]) from None


def _problem(tree: Tree, error: ErrorDetails, inside: Place) -> Problem:
    place = _written_place(tree, (*inside, *error["loc"]))
    where = _words(place)
    values = {"where": where, "name": str(place[-1]) if place else where}
    line = tree.line(place)
    if error["type"] == "missing":
        return problem("%(where)s: '%(name)s' is missing; add it.", file=tree.file, line=line, **values)
    if error["type"] == "extra_forbidden":
        return problem("%(where)s: the name '%(name)s' is not known here; check the spelling or take it out.", file=tree.file, line=line, **values)
    if error["type"] in {"literal_error", "union_tag_invalid"}:
        context = error.get("ctx", {})
        return problem("%(where)s: write one of %(allowed)s.", file=tree.file, line=line, allowed=context.get("expected") or context["expected_tags"], **values)
    if error["type"] == "union_tag_not_found":
        return problem("%(where)s: 'kind' is missing; add it.", file=tree.file, line=line, **values)
    said = error["msg"].removeprefix("Value error, ")
    return problem("%(where)s: %(said)s.", file=tree.file, line=line, said=said, **values)


def _written_place(tree: Tree, place: Place) -> Place:
    """Return the place without the names of kinds, which the models add and no file writes."""
    written: Place = ()
    for count, step in enumerate(place):
        if (*written, step) in tree.lines or count == len(place) - 1:
            written = (*written, step)
    return written


def _words(place: Sequence[Hashable]) -> str:
    return "/".join(str(step) for step in place) or "file"
