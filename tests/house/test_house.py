"""The house inspects itself: sizes, names, clocks, words."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from sinople.audit.models import Thing
from sinople.daily.actions import AT_DUE, HANDLERS
from sinople.law import packs

ROOT = Path(__file__).parents[2]
OURS = [path for room in ("sinople", "config") for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]
FILE_LINES, FUNCTION_LINES = 300, 40
NAMELESS = {"apps", "actions", "models", "queries", "rules", "states", "permissions", "forms", "tasks", "papers", "urls", "migrations", "management"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_a_file_and_its_functions_are_short(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", [path for path in OURS if path.name == "actions.py" or path.parent.name == "actions"], ids=name_of)
def test_actions_take_keywords_only_and_say_what_they_do(path):
    if path.name == "__init__.py" or "files" in path.parts or "web" in path.parts:
        return
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and any(arg.arg == "by" for arg in node.args.kwonlyargs):
            assert ast.get_docstring(node) or node.name in {"about", "start_clock", "judge", "refuse_with"}, node.name
            assert len(node.args.args) <= 2, f"{node.name} takes more than its thing by place"


def test_actions_demand_their_permission_in_the_one_way():
    """So that a person whose role is right but not the moment gets a sentence."""
    acting = [path for path in OURS if "actions" in path.name or path.parent.name == "actions"]
    beside = re.compile(r"if not permissions\.may_\w+\(.*\):\n +raise")
    assert [name_of(path) for path in acting if beside.search(path.read_text(encoding="utf-8"))] == []


def test_there_is_no_room_for_odds_and_ends():
    banned = {"utils", "helpers", "common", "core", "services", "signals", "managers", "misc"}
    assert [name_of(path) for path in OURS if banned & {part.removesuffix(".py") for part in path.parts}] == []


GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").lower()


def test_rooms_are_in_the_glossary():
    rooms = [config.label for config in apps.get_app_configs() if config.name.startswith("sinople.")]
    assert [room for room in rooms if room != "web" and not re.search(rf"\b{room.removesuffix('s')}", GLOSSARY)] == []


def test_things_and_their_verbs_are_in_the_glossary():
    things = [model for model in apps.get_models() if issubclass(model, Thing)]
    names = {re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower().replace("sign off", "sign-off").replace("enacted ", "") for model in things}
    assert [name for name in names if name not in GLOSSARY] == []
    verbs = {verb for model in things for _state, verb, _goes_to in model.FLOW.edges()}
    assert [verb for verb in verbs if f"`{verb}`" not in GLOSSARY] == []


@pytest.mark.parametrize("folder", sorted((ROOT / "packs").glob("sz-*")), ids=lambda path: path.name)
def test_every_clock_of_a_pack_has_its_action(folder):
    codes = {clock.code for clock in packs.load(folder).clocks}
    assert codes - set(AT_DUE) == set()


def test_every_enqueued_name_has_its_task():
    named = set()
    for path in OURS:
        named |= set(re.findall(r'enqueue\(\s*name="([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert named - set(HANDLERS) == set()


def test_python_says_no_chinese_to_people():
    """Sentences for people are English message ids; Chinese stands in catalogues, packs, papers and names only."""
    spoken = re.compile(r'(?:Refused|Ground)\(\s*f?"[^"]*[\u4e00-\u9fff]')
    assert [name_of(path) for path in OURS if spoken.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_below_the_web_reads_the_clock():
    reading = re.compile(r"\bmoment\(\)|datetime\.now|timezone\.now|time\.time\(")
    may = ("sinople/web/", "sinople/daily/", "sinople/audit/", "sinople/api/")
    found = [name_of(path) for path in OURS if reading.search(path.read_text(encoding="utf-8")) and not name_of(path).startswith((*may, "config/"))]
    assert [name for name in found if "management/commands" not in name] == []
