"""What an evaluator's report needs, and what is only advice about its author. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sinople.kernel.refused import Ground
from sinople.kernel.text import Text
from sinople.law.scoring import Sheet


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the verified value is not the declared one."""

    code: str
    declared: str
    verified: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one row gives or takes, in points; without a name it is what no single row explains: a cap, a bonus, an average of years."""

    code: str
    name: Text | None
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Return the points that this row gives, below nought where it takes them."""
        return self.after - self.before


def steps_between(declared: Sheet, verified: Sheet) -> list[Step]:
    """Return the steps from the points certain as declared to those certain as verified; they always add up to the difference."""
    given = {row.code: row.low for row in declared.rows}
    changes = [(row.code, row.name, row.low - given.get(row.code, Decimal(0))) for row in verified.rows]
    steps, at = [], declared.low
    for code, name, change in changes:
        if change:
            steps.append(Step(code, name, at, at + change))
            at += change
    return [*steps, Step("", None, at, verified.low)] if at != verified.low else steps


def grounds_against_signing(differences: Mapping[str, Difference], *, conclusion: str, wrote_the_self_evaluation: bool) -> list[Ground]:
    """Return every reason why the report cannot be signed yet."""
    grounds = [
        Ground(
            "Row %(code)s: %(declared)s became %(verified)s; please give the reason.",
            code=f"reason:{d.code}",
            values={"code": d.code, "declared": d.declared, "verified": d.verified},
        )
        for d in differences.values()
        if not d.reason.strip()
    ]
    if not conclusion.strip():
        grounds.append(Ground("The report has no conclusion yet.", code="conclusion"))
    if wrote_the_self_evaluation:
        # An evaluator stays independent: it takes no part in the self-evaluation (second batch notice, regulations.md 8).
        grounds.append(Ground("A person of the evaluator has filled in this self-evaluation; the evaluator must be independent of it.", code="independence"))
    return grounds


def advice_about(qualifications: Mapping[str, str], *, full_time: Decimal | None, senior_share: Decimal | None) -> list[Ground]:
    """Return how an evaluator stands to the conditions that are encouraged: advice, never a block (hearing answer 6)."""
    advice = []
    staff = _figure(qualifications.get("full_time_staff"))
    senior = _figure(qualifications.get("senior_staff"))
    if full_time is not None and (staff is None or staff < full_time):
        advice.append(
            Ground(
                "Encouraged: at least %(count)s full-time staff of intermediate grade; declared: %(declared)s.",
                code="staff",
                values={"count": full_time, "declared": staff},
            )
        )
    if senior_share is not None and staff and (senior is None or senior * 100 < staff * senior_share):
        advice.append(
            Ground(
                "Encouraged: at least %(share)s %% of them senior; declared: %(declared)s.", code="senior", values={"share": senior_share, "declared": senior}
            )
        )
    return advice


def _figure(said: str | None) -> Decimal | None:
    return Decimal(said) if said and said.strip().isdigit() else None
