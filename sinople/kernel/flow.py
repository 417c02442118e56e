"""States as a table: verbs lead from one state to the next. `audit.actions.move` is the only one who walks it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from sinople.kernel.refused import Refused


class Flow:
    """A table of moves: state → verb → next state. A state without verbs is an end."""

    def __init__(self, moves: Mapping[StrEnum, Mapping[StrEnum, StrEnum]]) -> None:
        self._moves = {str(state): {str(verb): goes_to for verb, goes_to in verbs.items()} for state, verbs in moves.items()}

    def allows(self, state: str, verb: str) -> bool:
        """Say whether the verb is open in this state."""
        return str(verb) in self._moves.get(str(state), {})

    def after(self, state: str, verb: str) -> StrEnum:
        """Return the state that the verb leads to; raise Refused when the verb is not open here."""
        if not self.allows(state, verb):
            raise Refused("This step is not open now: it is no longer, or not yet, its turn. Reload the page to see where it stands.")
        return self._moves[str(state)][str(verb)]

    def verbs(self, state: str) -> tuple[str, ...]:
        """Return the verbs open in this state, in the order of the table."""
        return tuple(self._moves.get(str(state), {}))

    def states_allowing(self, verb: str) -> tuple[str, ...]:
        """Return every state in which the verb is open."""
        return tuple(state for state, verbs in self._moves.items() if str(verb) in verbs)

    def edges(self) -> Iterable[tuple[str, str, str]]:
        """Yield every move as (state, verb, next state), for diagrams and tables."""
        for state, verbs in self._moves.items():
            for verb, goes_to in verbs.items():
                yield state, verb, str(goes_to)
