"""Reads the folder of a pack, every file with its own faults, and checks that the parts fit together."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from sinople.law.faults import PackFault, Problem, problem
from sinople.law.packs import checks
from sinople.law.packs.models import (
    Answer,
    Article,
    Clock,
    Condition,
    Document,
    Honour,
    Level,
    Material,
    Pack,
    Requirements,
    Route,
    Stage,
    Supervision,
    TitleKind,
)
from sinople.law.packs.reading import Tree, read_list, read_part, read_tree
from sinople.law.packs.tables import Table, Veto
from sinople.law.packs.values import Frozen, Value

Part = TypeVar("Part", bound=BaseModel)
LISTS: dict[str, type[BaseModel]] = {
    "articles": Article,
    "answers": Answer,
    "titles": TitleKind,
    "conditions": Condition,
    "vetoes": Veto,
    "clocks": Clock,
    "materials": Material,
    "stages": Stage,
    "levels": Level,
    "routes": Route,
    "settings": Value,
    "honours": Honour,
    "hearing": Value,
    "supervision": Supervision,
}
OPTIONAL = frozenset({"honours", "hearing", "supervision"})


class Borrowed(Frozen):
    """A table of another pack that this one takes over."""

    pack: str
    edition: str


@dataclass
class Files:
    """The files of a pack as they were read, and every fault found on the way."""

    folder: Path
    trees: dict[str, Tree]
    problems: list[Problem]


def load(folder: Path) -> Pack:
    """Return the pack in the folder; raise PackFault with every fault, each with file and line."""
    files = Files(folder, {}, [])
    if not (folder / "pack.yaml").is_file():
        raise PackFault([problem("There is no pack.yaml here; name the folder of a pack.", file=str(folder), line=1)])
    sources = _sources(folder)
    parts: dict[str, Any] = {"document": _one(files, "pack.yaml", Document, sources)}
    for name, model in LISTS.items():
        parts[name] = _list(files, f"{name}.yaml", name, model, sources)
    parts["requirements"] = tuple(_each(files, "requirements", Requirements, sources))
    tables = (*_each(files, "tables", Table, sources), *_borrowed(files))
    parts["tables"] = tuple(sorted(tables, key=lambda table: table.edition))  # a pack given out and read again is the same
    if files.problems:
        raise PackFault(files.problems)
    return _checked(Pack.model_validate(parts), files)


def _borrowed(files: Files) -> Iterator[Table]:
    """Yield the tables that this pack takes over from a pack beside it; the words are those of the lender, sealed into this pack too."""
    if not (files.folder / "borrowed.yaml").exists():
        return
    for row in _list(files, "borrowed.yaml", "borrowed", Borrowed, {}):
        lender = files.folder.parent / row.pack
        try:
            tree = read_tree(lender / "tables" / f"{row.edition}.yaml", _sources(lender))
            files.trees[f"tables/{row.edition}.yaml"] = tree
            yield read_part(tree, Table)
        except PackFault as fault:
            files.problems.extend(fault.problems)


def _checked(pack: Pack, files: Files) -> Pack:
    for fault in checks.faults_of(pack):
        tree = files.trees.get(fault.file) or Tree(str(files.folder / fault.file))
        files.problems.append(problem(fault.message, file=tree.file, line=tree.line(fault.place), **fault.values))
    if files.problems:
        raise PackFault(files.problems)
    return pack


def _sources(folder: Path) -> dict[str, Any]:
    tree = read_tree(folder / "sources.yaml")
    faulty = [name for name, words in tree.data.items() if not isinstance(words, dict) or words.keys() != {"zh", "en"}]
    if faulty:
        message = "The source '%(name)s' needs its words in both languages: {zh: …, en: …}."
        raise PackFault([problem(message, file=tree.file, line=tree.line((name,)), name=name) for name in faulty])
    return dict(tree.data)


def _tree(files: Files, name: str, sources: dict[str, Any]) -> Tree:
    tree = read_tree(files.folder / name, sources)
    files.trees[name] = tree
    return tree


def _one(files: Files, name: str, model: type[Part], sources: dict[str, Any]) -> Part | None:
    try:
        return read_part(_tree(files, name, sources), model)
    except PackFault as fault:
        files.problems.extend(fault.problems)
        return None


def _list(files: Files, name: str, key: str, model: type[Part], sources: dict[str, Any]) -> tuple[Part, ...]:
    if key in OPTIONAL and not (files.folder / name).exists():
        return ()
    try:
        return read_list(_tree(files, name, sources), key, model)
    except PackFault as fault:
        files.problems.extend(fault.problems)
        return ()


def _each(files: Files, folder: str, model: type[Part], sources: dict[str, Any]) -> Iterator[Part]:
    for path in sorted((files.folder / folder).glob("*.yaml")):
        part = _one(files, f"{folder}/{path.name}", model, sources)
        if part is None:
            continue
        name = str(getattr(part, "edition", "") or getattr(part, "code", ""))
        if name != path.stem:
            files.problems.append(problem("The file must be called %(name)s.yaml, after what it holds.", file=str(path), line=1, name=name))
        yield part
