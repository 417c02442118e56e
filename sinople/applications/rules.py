"""May one apply, is it complete: every reason, with its clause. Plain Python."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sinople.kernel.refused import Ground
from sinople.law.packs import Material
from sinople.law.scoring import Answer, Need, Sheet

# The form, the self-evaluation, the evaluator's report and the statement are filled in, signed and kept here; no file repeats them.
MADE_HERE = frozenset({"application_form", "self_evaluation_report", "third_party_report", "statement_of_truth"})


@dataclass(frozen=True, slots=True)
class Held:
    """What an applicant has on the table when declaring."""

    answers: Mapping[str, Answer]
    papers: Collection[str]  # codes of the materials that have a file


def grounds_against_declaring(sheet: Sheet, held: Held, materials: Sequence[Material]) -> list[Ground]:
    """Return everything that is still missing: answers, figures, papers. Reference values that nobody gave do not count: hand-in stays possible."""
    own = [need for need in sheet.needs if need.kind in {"answer", "degree", "quantity", "stated", "figure"}]
    return [*_unanswered(sheet), *map(_missing, own), *missing_papers(held.papers, materials)]


def missing_papers(held: Collection[str], materials: Sequence[Material]) -> list[Ground]:
    """Return the mandatory papers that have no file; what is filled in and signed here needs none."""
    return [
        Ground("Please add %(paper)s.", anchor="", code=f"paper:{m.code}", values={"paper": m.name}) for m in materials if needs_file(m) and m.code not in held
    ]


def needs_file(material: Material) -> bool:
    """Say whether the applicant has to add a file: mandatory, and not one of the papers that this system itself makes."""
    return material.mandatory.holds and material.code not in MADE_HERE


def grounds_against_handing_in(at: datetime, *, opens_at: datetime, closes_at: datetime, statement: bool) -> list[Ground]:
    """Return every reason against handing in at a moment: the window, and the statement of truth."""
    grounds = []
    if at < opens_at:
        grounds.append(Ground("The call opens at %(opens)s.", code="not_open_yet", values={"opens": opens_at}))
    if at >= closes_at:
        grounds.append(Ground("The call closed at %(closed)s; nothing can be handed in after that moment.", code="closed", values={"closed": closes_at}))
    if not statement:
        grounds.append(Ground("Please confirm the statement of truth, or add the signed and stamped scan of it.", code="statement"))
    return grounds


def is_in_year(day: date, year: int) -> bool:
    """Say whether a day lies in the year that it is claimed for."""
    return day.year == year


def _unanswered(sheet: Sheet) -> list[Ground]:
    return [Ground("%(row)s: please answer.", code=f"row:{row.code}", values={"row": row.name}) for row in sheet.vetoes if row.verdict == "undecided"]


def _missing(need: Need) -> Ground:
    message = "Row %(code)s: please answer." if need.kind in {"answer", "degree", "stated"} else "The data book lacks the figure %(code)s."
    return Ground(message, code=f"{need.kind}:{need.code}", values={"code": need.code})
