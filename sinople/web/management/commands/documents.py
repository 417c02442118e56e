"""Write what can be read off the code: the states of things, who may do what, the rooms and their actions."""

import difflib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from config.environment import ROOT
from sinople.kernel.flow import Flow

FOLDER = ROOT / "docs/generated"
NOTE = "<!-- Written by `./run documents`; `./run check` compares. Change the code, not this file. -->"
# Floors that are no Django application have no row in the settings; law and kernel are plain Python.
PLAIN = ("kernel", "law")
# What speaks HTTP: nothing imports it, and it has no actions.
DOORS = ("web", "api")


def rooms() -> list[str]:
    """Return every room: the plain floors, then the order of the settings."""
    return [*PLAIN, *(room for room in settings.ROOMS if room != "web")]


def module_of(room: str, name: str) -> ModuleType | None:
    """Return a file of a room, if the room has it."""
    try:
        return importlib.import_module(f"sinople.{room}.{name}")
    except ModuleNotFoundError as missing:
        if missing.name == f"sinople.{room}.{name}":
            return None
        raise


def sentence_of(thing: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n")[0].replace("|", "\\|")


def functions_of(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public functions that stand in a module or its folder, by name."""
    for name, thing in sorted(vars(module).items()):
        if inspect.isfunction(thing) and not name.startswith("_") and thing.__module__.startswith(module.__name__):
            yield name, thing


def states() -> str:
    """Return the diagram of every flow."""
    parts = ["# States", NOTE, "Each diagram is the table of moves in the room's `states.py`; `audit.actions.move` alone walks it."]
    for room in rooms():
        module = module_of(room, "states")
        flows = sorted((name, thing) for name, thing in vars(module).items() if isinstance(thing, Flow)) if module else []
        for name, flow in flows:
            parts.append(f"## {room}: {_title(name, room)}\n\n{_diagram(flow)}")
    return "\n\n".join(parts) + "\n"


def _title(name: str, room: str) -> str:
    return name.removesuffix("FLOW").strip("_").lower().replace("_", " ") or room


def _diagram(flow: Flow) -> str:
    edges = list(flow.edges())
    first = edges[0][0] if edges else ""
    known = dict.fromkeys(state for edge in edges for state in (edge[0], edge[2]))
    ends = [state for state in known if not flow.verbs(state)]
    lines = ["```mermaid", "stateDiagram-v2", f"  [*] --> {first}"]
    lines += [f"  {came_from} --> {goes_to}: {verb}" for came_from, verb, goes_to in edges]
    return "\n".join([*lines, *(f"  {state} --> [*]" for state in ends), "```"])


def permissions() -> str:
    """Return who may do what, in the sentences of the permissions."""
    parts = ["# Who may do what", NOTE, "The page shows a button by the permission, the action enforces it. What one may not *see* does not exist (404)."]
    for room in rooms():
        module = module_of(room, "permissions")
        if module is None or room == "audit":  # audit holds only how a permission is asked
            continue
        rows = [f"| `{name}` | {_who(sentence_of(may))} |" for name, may in functions_of(module) if name.startswith("may_")]
        parts.append(f"## {room}\n\n{sentence_of(module)}\n\n| permission | who |\n|---|---|\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _who(sentence: str) -> str:
    said = sentence.removeprefix("Say whether ")
    return said[:1].upper() + said[1:]


def terms() -> str:
    """Return the rooms with what each is for, and their actions."""
    parts = ["# Rooms and their actions", NOTE, "| room | what it holds |\n|---|---|\n" + "\n".join(_room_row(room) for room in [*rooms(), *DOORS])]
    for room in rooms():
        module = module_of(room, "actions")
        if module is None:
            continue
        rows = [f"| `{name}` | {sentence_of(act)} |" for name, act in _acts(module)]
        parts.append(f"## {room}\n\n{sentence_of(module)}\n\n| action | what it does |\n|---|---|\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _room_row(room: str) -> str:
    package = importlib.import_module(f"sinople.{room}")
    said = sentence_of(package) or sentence_of(module_of(room, "models"))
    return f"| `{room}` | {said} |"


def _acts(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    found = dict(functions_of(module))
    for part in pkgutil.iter_modules(getattr(module, "__path__", [])):
        found.update(functions_of(importlib.import_module(f"{module.__name__}.{part.name}")))
    yield from sorted(found.items())


DOCUMENTS: dict[str, Callable[[], str]] = {"states.md": states, "permissions.md": permissions, "terms.md": terms}


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # the documents say what stands, also while an address is broken
    help = "Write docs/generated; with --check compare only, and fail when something there is not current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; say what differs and exit with 1")

    def handle(self, *, check: bool, **options: Any) -> None:
        made = {FOLDER / name: write() for name, write in DOCUMENTS.items()}
        if check:
            self._compare(made)
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path, words in made.items():
            path.write_text(words, encoding="utf-8")
            self.stdout.write(f"{path.relative_to(ROOT)}: {words.count(chr(10))} lines")

    def _compare(self, made: dict[Path, str]) -> None:
        stale = {path: words for path, words in made.items() if not path.exists() or path.read_text(encoding="utf-8") != words}
        for path, words in stale.items():
            stands = path.read_text(encoding="utf-8") if path.exists() else ""
            self.stdout.write(f"{path.relative_to(ROOT)} is not current; run `./run documents`.")
            self.stdout.write("\n".join(list(difflib.unified_diff(stands.splitlines(), words.splitlines(), "stands", "should stand", lineterm="", n=0))[:20]))
        if stale:
            raise SystemExit(1)
