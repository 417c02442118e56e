"""The tables of moves: every state is reached, every end is an end, and every verb that a person does has its action."""

import ast
import importlib
from pathlib import Path

import pytest
from django.apps import apps

from sinople.audit.models import Thing
from sinople.kernel.flow import Flow
from sinople.kernel.refused import Refused

ROOMS = Path(__file__).parents[2] / "sinople"
THINGS = [model for model in apps.get_models() if issubclass(model, Thing)]
# Told by a room above, or by the clock; and verbs of issues to come, which nothing calls yet.
LATER = {
    ("titles.grant", "revoke"),
    ("titles.grant", "suspend"),
    ("titles.grant", "restore"),
    ("experts.panel", "replace"),
    ("letters.letter", "send_again"),
    ("letters.letter", "give_up"),
}
BEGINS = {
    "people.proofofauthority": "waiting", "seals.signoff": "open", "deadlines.deadline": "waiting", "schemes.enactedpack": "draft", "schemes.plan": "draft", "schemes.call": "draft",
    "applications.application": "draft", "evaluation.engagement": "invited", "experts.expert": "in_pool", "experts.panel": "committed", "experts.seat": "invited",
    "review.case": "district", "review.opinion": "open", "review.meeting": "draft", "review.refusal": "draft", "notices.notice": "draft", "notices.objection": "received", "titles.publication": "laid",
    "titles.grant": "valid", "databook.databook": "open", "reference.edition": "draft", "letters.template": "checked",
    "cultivation.candidate": "asked proposed", "cultivation.creationplan": "draft",
}  # fmt: skip


def verbs_moved(room: str) -> set[str]:
    """Return the verbs that the actions of a room, or of any room, hand to `move`."""
    found = set()
    for path in ROOMS.rglob("*.py"):
        if "actions" in path.parts or path.name == "actions.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {
                f"{node.value.id}.{node.attr}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and "Verb" in node.value.id
            }
    return found


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing._meta.label_lower)
def test_every_state_is_reached_from_the_first_ones(thing):
    flow, reached = thing.FLOW, set(BEGINS[thing._meta.label_lower].split())
    for _ in range(20):
        reached |= {goes_to for state, _verb, goes_to in flow.edges() if state in reached}
    known = next(constraint for constraint in thing._meta.constraints if constraint.name.endswith("_state_is_known"))
    assert reached == set(dict(known.condition.children)["state__in"])


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing._meta.label_lower)
def test_every_verb_has_an_action(thing):
    states = importlib.import_module(f"sinople.{thing._meta.app_label}.states")
    verbs = {verb for _state, verb, _goes_to in thing.FLOW.edges()}
    moved = verbs_moved(thing._meta.app_label)
    for name in dir(states):
        kind = getattr(states, name)
        if name.endswith("Verb") and {str(verb) for verb in kind} == verbs | {verb for label, verb in LATER if label == thing._meta.label_lower}:
            missing = [verb for verb in kind if f"{name}.{verb.name}" not in moved and (thing._meta.label_lower, str(verb)) not in LATER]
            # A call and a plan share the words of their verbs.
            assert [verb for verb in missing if f"CallVerb.{verb.name}" not in moved and f"PackVerb.{verb.name}" not in moved] == []
            return
    pytest.fail("the verbs of the table are not those of the room")


def test_a_flow_says_what_is_open():
    flow = Flow({"a": {"go": "b"}, "b": {}})  # type: ignore[dict-item]
    assert flow.allows("a", "go")
    assert flow.verbs("a") == ("go",)
    assert flow.verbs("nowhere") == ()
    assert flow.states_allowing("go") == ("a",)
    assert list(flow.edges()) == [("a", "go", "b")]
    with pytest.raises(Refused):
        flow.after("b", "go")
