"""What becomes of titles when new rules take the place of old ones: which go on, which have no place, and what a stated rule says of those."""

from dataclasses import dataclass

from sinople.law.marking import N_
from sinople.law.packs.models import Pack
from sinople.law.packs.parts import TitleKind
from sinople.law.packs.values import Value

SETTING = "transition"
END, RUN_OUT = "titles_end", "titles_run_out"
WORDS = {
    END: N_("Titles that have no place in the new rules end on the day they enter into force."),
    RUN_OUT: N_("Titles that have no place in the new rules are held until their own last day; none is granted any more."),
}


@dataclass(frozen=True, slots=True)
class Transition:
    """The titles of the old rules that go on under the new ones, those that have no place there, and the rule for these, with its provenance."""

    goes_on: tuple[TitleKind, ...]
    without_place: tuple[TitleKind, ...]
    rule: Value | None

    @property
    def is_settled(self) -> bool:
        """Say whether the rule is given, understood, and confirmed where it was not read in a text: only then something happens by itself."""
        return self.rule is not None and self.rule.value in WORDS and not self.rule.needs_confirmation

    @property
    def words(self) -> str:
        """Return what the rule says, as a message."""
        return WORDS.get((self.rule.value or "") if self.rule else "", N_("What becomes of them is not known; nothing happens by itself."))

    @property
    def ended_titles(self) -> tuple[str, ...]:
        """Return the codes of the titles that end with the old rules."""
        return tuple(title.code for title in self.without_place) if self.is_settled and self.rule and self.rule.value == END else ()


def transition(before: Pack, after: Pack) -> Transition:
    """Return what becomes of the titles of rules that others take the place of."""
    kept = {title.code for title in after.titles}
    rule = next((value for value in after.settings if value.code == SETTING), None)
    return Transition(tuple(title for title in before.titles if title.code in kept), tuple(title for title in before.titles if title.code not in kept), rule)
