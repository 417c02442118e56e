"""Every act that a story tells has its words: no verb of the code is shown to anybody."""

import ast
from pathlib import Path

from django.apps import apps

from sinople.audit.models import Thing
from sinople.web.things.stories import DID

ROOMS = Path(__file__).parents[2] / "sinople"
# Kept for the auditor alone, who reads the verb itself beside the kind of thing; or of flows that keep no line of their own.
NOT_ON_A_PAGE = frozenset({"refused", "set_clock", "send", "send_again", "give_up"})


def recorded() -> set[str]:
    """Return the verbs that the actions write by name."""
    found = set()
    for path in ROOMS.rglob("*.py"):
        if "actions" in path.parts or path.name == "actions.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                    first = node.args[0]
                    found |= {first.value} if isinstance(first, ast.Constant) else set()
    return found


def test_every_verb_of_a_story_has_its_words():
    moved = {verb for model in apps.get_models() if issubclass(model, Thing) for _state, verb, _goes_to in model.FLOW.edges()}
    assert sorted((moved | recorded()) - set(DID) - NOT_ON_A_PAGE) == []
