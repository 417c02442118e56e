"""The kinds of rule: each takes a figure and gives a verdict or a share of the points, with its proof or with what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sinople.law.marking import N_
from sinople.law.scoring.plans import RowPlan, RulePlan
from sinople.law.scoring.sheets import Need, Proof, Reference, References

ZERO, ONE = Decimal(0), Decimal(1)
NOBODY_KNOWS: Reference = (None, None, None)


class Judged(NamedTuple):
    """What a rule said: `ok` for a must, the share of the points between low and high, what is missing, why."""

    ok: bool | None
    low: Decimal
    high: Decimal
    needs: tuple[Need, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a figure is judged: edition, industry, the readings and the industry's reference values."""

    edition: str
    industry: str
    figures: Mapping[str, Decimal]
    references: References

    def reference(self, code: str) -> Reference:
        """Return average, best 20 % and best 5 % of the nearest heading above the industry."""
        for length in range(len(self.industry), 1, -1):
            found = self.references.get((code, self.industry[:length]))
            if found is not None:
                return found
        return NOBODY_KNOWS


def proof(plan: RowPlan, rule: RulePlan, scene: Scene, message: str, ok: bool | None, **values: Decimal | str) -> Proof:
    """Return a proof that names the row's place, edition and the authority of the rule."""
    return Proof(message, values, plan.anchor, scene.edition, rule.authority, ok)


def judge(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    """Return what the rule says of the figure."""
    if rule.open:
        needs = tuple(Need("setting", f"{plan.row.code}/{name}") for name in rule.open)
        return undecided(needs, proof(plan, rule, scene, N_("Undecided: the table leaves a figure of this rule open."), None))
    return JUDGES[rule.kind](plan, rule, figure, scene)


def undecided(needs: tuple[Need, ...], why: Proof) -> Judged:
    """Return a judgement that anything may still come of."""
    return Judged(None, ZERO, ONE, needs, why)


def decided(share: Decimal, why: Proof) -> Judged:
    """Return a judgement with a fixed share of the points."""
    return Judged(share == ONE, share, share, (), why)


def holds(figure: Decimal, op: str, limit: Decimal) -> bool:
    """Say whether the figure stands to the limit as demanded."""
    if op == ">=":
        return figure >= limit
    if op == ">":
        return figure > limit
    return figure <= limit if op == "<=" else figure < limit


def _against(plan: RowPlan, rule: RulePlan, figure: Decimal, limit: Decimal, scene: Scene) -> Judged:
    ok = holds(figure, rule.op, limit)
    message = N_("%(figure)s %(op)s %(limit)s: the demand is met.") if ok else N_("%(figure)s does not stand at %(op)s %(limit)s: the demand is not met.")
    return decided(ONE if ok else ZERO, proof(plan, rule, scene, message, ok, figure=figure, op=rule.op, limit=limit))


def _gate_threshold(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    return _against(plan, rule, figure, rule.threshold or ZERO, scene)


def _times(rule: RulePlan, scene: Scene) -> Decimal | None:
    """Return what the rule's figures are multiplied by: the look-up of the industry, or 1; None when the industry has no figure."""
    if rule.lookup is None:
        return ONE
    value = rule.lookup.of(scene.industry)
    return value.number if value is not None and value.is_given else None


def _no_lookup(plan: RowPlan, rule: RulePlan, scene: Scene) -> Judged:
    code = rule.lookup.code if rule.lookup is not None else ""
    why = proof(
        plan, rule, scene, N_("Undecided: the look-up %(lookup)s has no figure for the industry %(industry)s."), None, lookup=code, industry=scene.industry
    )
    return undecided((Need("lookup", f"{code}/{scene.industry}"),), why)


def _lookup(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    times = _times(rule, scene)
    if times is None:
        return _no_lookup(plan, rule, scene)
    return _against(plan, rule, figure, times * (rule.threshold if rule.threshold is not None else ONE), scene)


def _linear(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    times = _times(rule, scene)
    if times is None:
        return _no_lookup(plan, rule, scene)
    base, lead = (rule.base or ZERO) * times, (rule.lead or ZERO) * times
    share = between(figure, base, lead, rule.start_share)
    message = N_("%(figure)s between the base %(base)s and the lead %(lead)s gives the share %(share)s of the points.")
    return decided(share, proof(plan, rule, scene, message, None, figure=figure, base=base, lead=lead, share=share))


def between(figure: Decimal, base: Decimal, lead: Decimal, start: Decimal) -> Decimal:
    """Return the share of the points: nothing before the base, `start` at it, all at the lead, in a straight line between."""
    if base == lead:
        return ONE if figure == base else ZERO
    done = (figure - base) / (lead - base)
    if done < 0:
        return ZERO
    return ONE if done >= 1 else start + (ONE - start) * done


def _tier(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    reached = [(at, share) for at, share in rule.tiers if holds(figure, rule.op, at)]
    if not reached:
        return decided(
            ZERO,
            proof(
                plan, rule, scene, N_("%(figure)s reaches no tier; the first one is %(op)s %(limit)s."), None, figure=figure, op=rule.op, limit=rule.tiers[0][0]
            ),
        )
    at, share = reached[-1]
    message = N_("%(figure)s reaches the tier %(op)s %(limit)s, which gives the share %(share)s of the points.")
    return decided(share, proof(plan, rule, scene, message, None, figure=figure, op=rule.op, limit=at, share=share))


def _average(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    """Judge the mandatory half: a limit of the site's own, the industry's average, or what stands in for it."""
    own = scene.figures.get(rule.limit_quantity) if rule.limit_quantity else None
    limit = own if own is not None else scene.reference(plan.row.code)[0]
    limit = limit if limit is not None else rule.stand_in
    if limit is None:
        why = proof(plan, rule, scene, N_("Undecided: the average of the industry %(industry)s is not known."), None, industry=scene.industry)
        return undecided((Need("reference", f"{plan.row.code}/{scene.industry}"),), why)
    return _against(plan, rule, figure, limit, scene)


def rank_share(plan: RowPlan, rule: RulePlan, figure: Decimal, scene: Scene) -> Judged:
    """Judge the optional half: from the best 20 % of the industry on there are points, at the best 5 % all of them."""
    _mean, start, full = scene.reference(plan.row.code)
    if (start is None or full is None) and rule.stand_in is not None and rule.start_ratio is not None and rule.full_ratio is not None:
        start, full = rule.stand_in * rule.start_ratio, rule.stand_in * rule.full_ratio
    if start is None or full is None:
        why = proof(
            plan, rule, scene, N_("Undecided: the best 20 %% and the best 5 %% of the industry %(industry)s are not known."), None, industry=scene.industry
        )
        return undecided((Need("reference", f"{plan.row.code}/{scene.industry}"),), why)
    share = _ranked(figure, start, full, rule)
    message = N_("%(figure)s against the best 20 %% at %(start)s and the best 5 %% at %(full)s gives the share %(share)s of the points.")
    return decided(share, proof(plan, rule, scene, message, None, figure=figure, start=start, full=full, share=share))


def _ranked(figure: Decimal, start: Decimal, full: Decimal, rule: RulePlan) -> Decimal:
    if holds(figure, ">=" if rule.higher else "<=", full):
        return ONE
    if not holds(figure, ">=" if rule.higher else "<=", start):
        return ZERO
    return between(figure, start, full, rule.start_share)


JUDGES: Mapping[str, Callable[[RowPlan, RulePlan, Decimal, Scene], Judged]] = {
    "gate_threshold": _gate_threshold,
    "lookup": _lookup,
    "linear": _linear,
    "tier": _tier,
    "rank_percentile": _average,
}
