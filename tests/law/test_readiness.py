"""The least effort to a title: cases by hand, and every small case tried in every way."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinople.law.readiness import readiness, summary
from sinople.law.readiness import ways as solving
from sinople.law.readiness.choosing import mosts_of, selections, ways_of
from sinople.law.readiness.planning import stand_of
from sinople.law.scoring import Answer, Context, Verdict, score
from sinople.law.scoring.deriving import scene_of
from sinople.law.scoring.plans import plan_of
from sinople.law.scoring.score import sheet_of, vetoes_of
from tests.law.test_kinds import NAMED, OURS, SZ22, lookup, quantity, row, rule, table, value

D = Decimal
MUST, DEGREE = rule("must_full"), rule("degree")
X = (quantity("x"),)


def at_least(limit, op=">="):
    return rule("gate_threshold", op=op, threshold=limit)


def plan_for(found, answers=(), readings=None, **more):
    given_ = {answer.code: answer for answer in answers}
    return readiness(found, given_, {code: D(str(figure)) for code, figure in (readings or {}).items()}, industry="39", **more)


def steps(found):
    return [(step.code, step.kind, step.op, step.limit, step.gain) for step in found.steps]


TIERS = [{"at": value("10", "at"), "share": value("0.4", "share")}, {"at": value("20", "at"), "share": value("1", "share")}]
# rule fields of the row, answer, readings, the ways to change it: (kind, op, limit, gain)
KNOWN = {
    "a yes": ({"must": MUST}, Answer("a", holds=False), {}, [("answer", "", None, "10.000")]),
    "a degree": ({"optional": DEGREE}, None, {}, [("degree", "", "0.5", "5.000"), ("degree", "", "1", "10.000")]),
    "a degree from the middle": ({"optional": DEGREE}, Answer("a", degree=D("0.5")), {}, [("degree", "", "1", "5.000")]),
    "a whole degree": ({"optional": rule("degree", whole=True)}, None, {}, [("degree", "", "1", "10.000")]),
    "a threshold from above": ({"must": at_least("1.30", "<="), "formula": "x"}, None, {"x": "1.31"}, [("figure", "<=", "1.30", "10.000")]),
    "a threshold to be passed": ({"must": at_least("5", ">"), "formula": "x"}, None, {"x": "5"}, [("figure", ">", "5", "10.000")]),
    "a threshold without its reading": ({"must": at_least("5"), "formula": "x"}, None, {}, [("figure", ">=", "5", "10.000")]),
    "a look-up": ({"must": rule("lookup", op=">=", lookup="L"), "formula": "x"}, None, {"x": 1}, [("figure", ">=", "7", "10.000")]),
    "tiers": ({"optional": rule("tier", op=">=", tiers=[{**tier, **OURS} for tier in TIERS]), "formula": "x"}, None, {"x": 5}, [("figure", ">=", "10", "4.000"), ("figure", ">=", "20", "10.000")]),
    "the second tier": ({"optional": rule("tier", op=">=", tiers=[{**tier, **OURS} for tier in TIERS]), "formula": "x"}, None, {"x": 12}, [("figure", ">=", "20", "6.000")]),
    "a line": ({"optional": rule("linear", base="0", lead="10"), "formula": "x"}, None, {"x": 5}, [("figure", ">=", "10", "5.000")]),
    "a falling line": ({"optional": rule("linear", base="10", lead="0"), "formula": "x"}, None, {"x": 5}, [("figure", "<=", "0", "5.000")]),
    "a ratio": ({"optional": rule("ratio_to_lead", lead="10"), "formula": "x"}, None, {"x": 5}, [("figure", ">=", "10", "5.000")]),
    "levels": ({"must": rule("level_gate", op=">=", levels=[value("1"), value("2")]), "formula": "x"}, None, {"x": 0}, [("figure", ">=", "1", "0.000"), ("figure", ">=", "2", "10.000")]),
    "titles": ({"must": rule("titles_held", titles=["a", "b"], least="2")}, None, {}, [("titles", "", None, "10.000")]),
    "all of it": ({"must": MUST}, Answer("a", holds=True), {}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", KNOWN)
def test_the_steps_of_every_kind(name):
    fields, answer, readings, wanted = KNOWN[name]
    found = table(row("a", **fields), quantities=X, lookups=[lookup("L", {"39": "7"})])
    plan = plan_of(found)
    stand = stand_of(plan, {"a": answer} if answer else {}, scene_of(plan, "39", {code: D(str(f)) for code, f in readings.items()}, {}, Context()), {})
    ways = [way for way in ways_of(stand, stand.judged[0][0], mosts_of(stand)["a"]) if way.last is not None]
    made = [(way.last.step.kind, way.last.step.op, way.last.step.limit, str(way.last.step.gain)) for way in ways]
    assert made == [(kind, op, D(limit) if limit else None, gain) for kind, op, limit, gain in wanted]
    assert [way.effort for way in ways] == list(range(1, len(ways) + 1))


UNKNOWN = {
    "reference": ({"must": rule("rank_percentile", op=">="), "formula": "x"}, True),
    "lookup": ({"must": rule("lookup", op=">=", lookup="L"), "formula": "x"}, True),
    "setting": ({"optional": rule("gate_threshold", op=">=", threshold=None), "formula": "x"}, False),
    "products": ({"optional": rule("linear_product_weighted", base="0", lead="1", weight="x", most_products="3"), "formula": "x"}, False),
}


@pytest.mark.parametrize("why", UNKNOWN)
def test_what_cannot_be_worked_out_is_said(why):
    fields, is_must = UNKNOWN[why]
    found = plan_for(table(row("a", **fields), quantities=X, lookups=[lookup("L", {"10": "7"})]), readings={"x": 1})
    assert [(one.code, one.why, one.is_must) for one in found.obstacles] == [("a", why, is_must)]
    assert found.is_certain is not is_must


def test_a_situation_cannot_be_undone_and_a_requirement_can_be_met():
    vetoes = [{"code": code, "kind": kind, "applies": value("true", "applies", "bool"), **NAMED} for code, kind in (("V1", "requirement"), ("V2", "situation"))]
    found = plan_for(table(row("a", must=MUST), vetoes=vetoes), [Answer("V1", holds=False), Answer("V2", holds=False), Answer("a", holds=True)])
    assert [(one.code, one.why) for one in found.obstacles] == [("V2", "situation")]
    assert steps(found) == [("V1", "requirement", "", None, D(0))]
    assert found.remedy.sheet.passed is False  # V2 stays
    assert [one.code for one in summary(found.sheet, found.steps).fails] == ["V1", "V2"]


def test_the_goal_is_reached_with_the_least_effort_the_person_may_set():
    found = table(row("a", "30", optional=DEGREE), row("b", "30", optional=DEGREE), row("c", "40", optional=DEGREE))
    free = plan_for(found, goal=D(60))
    assert (free.margin, free.most, free.remedy.effort) == (
        D(60),
        D(100),
        4,
    )  # every point costs about the same: c whole and one half more twice, or c and one row more
    dear = plan_for(found, goal=D(60), efforts={"c": 20})
    assert (dear.remedy.effort, sorted({step.code for step in dear.remedy.steps})) == (4, ["a", "b"])
    assert plan_for(found, goal=D("100.01")).remedy is None
    assert plan_for(found).remedy.steps == ()  # no pass line, no goal: nothing is asked


def test_several_years_look_at_the_latest_one():
    park = SZ22.table_for("2022", "green-park")
    found = readiness(park, {}, {}, industry="39", context=Context(year=2022), goal=D(60))
    assert found.latest_year
    assert found.remedy.sheet.low >= 60
    assert {step.kind for step in found.remedy.steps} >= {"pick", "requirement", "figure"}
    assert readiness(park, {}, {}, industry="39", context=Context(year=2022), goal=D(60), efforts={"HG6": 9, "HG7": 9}).remedy.effort == found.remedy.effort


def brute(found, answers, readings, efforts, goal):
    """Return the least effort of all: every way of every row under every pick, each judged as a whole sheet."""
    plan, best = plan_of(found), None
    for picks in product(*(list(selections(choice)) for choice in plan.choices.values())):
        given_ = answers | {code: Answer(code, ticks=ticks) for code, ticks in zip(plan.choices, picks, strict=True)}
        stand = stand_of(plan, given_, scene_of(plan, "39", readings, {}, Context()), efforts)
        mosts = mosts_of(stand)
        alternatives = [
            [(0, result)] + [(way.effort, way.last.result) for way in ways_of(stand, result, mosts[result.plan.row.code]) if way.last is not None]
            for results in stand.judged for result in results
        ]  # fmt: skip
        spent = sum(efforts.get(code, 1) for code in plan.vetoes)
        for pick in product(*alternatives):
            chosen = iter(result for _effort, result in pick)
            sheet = sheet_of(plan, "39", [[next(chosen) for _result in results] for results in stand.judged], vetoes_of(plan, given_))
            musts = all(one.must for one in sheet.rows if plan.rows[one.code].must is not None and one.verdict is not Verdict.NOT_APPLICABLE)
            if musts and (goal is None or sheet.low >= goal):
                effort = spent + sum(effort for effort, _result in pick)
                best = effort if best is None else min(best, effort)
    return best


RULES = st.sampled_from(
    [{"must": MUST}, {"optional": DEGREE}, {"must": MUST, "optional": DEGREE}, {"must": at_least("5"), "formula": "x"},
     {"must": at_least("3"), "optional": rule("tier", op=">=", tiers=[{**tier, **OURS} for tier in TIERS]), "formula": "x"}]
)  # fmt: skip
SAID = st.sampled_from([None, {"holds": True}, {"holds": False}, {"degree": D("0.5")}, {"holds": True, "degree": D("0.5")}])


@st.composite
def cases(draw):
    count = draw(st.integers(1, 4))
    codes = ["a", "b", "c", "d"][:count]
    rows = [row(code, str(draw(st.integers(1, 30))), group="G" if draw(st.integers(0, 3)) else "B", **draw(RULES)) for code in codes]
    is_choice = count > 2 and draw(st.booleans())
    sharing = "equal" if is_choice else draw(st.sampled_from(["points", "equal", "halves"]))
    rows = [{**one, "group": "G"} if is_choice and one["code"] in codes[:2] else one for one in rows]
    shares = {"mandatory_share": value("60"), "optional_share": value("40")}
    bonus = any(one["group"] == "B" for one in rows)
    groups = [{"code": "G", "weight": value("70"), **NAMED}] + ([{"code": "B", "weight": value("20"), "bonus": True, **NAMED}] if bonus else [])
    choices = [{"kind": "choose_k_of_n", "code": "pick", "k": value("1", kind="whole"), "rows": codes[:2], **NAMED}] if is_choice else []
    vetoes = [{"code": "V1", "applies": value("true", "applies", "bool"), **NAMED}] if draw(st.booleans()) else []
    cap = {"bonus_cap": value(str(draw(st.integers(1, 20))))} if bonus else {}
    made = table(*rows, quantities=X, sharing=sharing, groups=groups, choices=choices, vetoes=vetoes, **shares, **cap)
    answers = {code: Answer(code, **said) for code in codes if (said := draw(SAID)) is not None}
    readings = {"x": D(draw(st.integers(0, 25)))} if draw(st.booleans()) else {}
    efforts = {code: draw(st.integers(0, 5)) for code in [*codes, "V1"] if draw(st.booleans())}
    return made, answers, readings, efforts, draw(st.one_of(st.none(), st.integers(1, 90).map(D)))


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_other_way_costs_less(case):
    found, answers, readings, efforts, goal = case
    made = readiness(found, answers, readings, industry="39", efforts=efforts, goal=goal)
    wanted = brute(found, answers, readings, efforts, goal)
    assert (made.remedy.effort if made.remedy else None) == wanted
    if made.remedy is not None:
        assert sum(step.effort for step in made.remedy.steps) == made.remedy.effort
        assert goal is None or made.remedy.sheet.low >= goal
        assert not [one for one in made.remedy.sheet.rows if one.must is False]


def test_unbeaten_ways_cost_more_and_bring_more():
    way = solving.Way
    kept = solving.unbeaten([way(1, D(5)), way(0, D(0)), way(2, D(4)), way(2, D(9)), way(1, D(6))])
    assert [(one.effort, one.points) for one in kept] == [(0, 0), (1, 6), (2, 9)]


def test_a_summary_puts_first_what_cannot_be_done_without():
    found = plan_for(table(row("a", "60", optional=DEGREE), row("b", "5", must=MUST), row("c", must=MUST)), [Answer("c", holds=True), Answer("b", holds=False)])
    told = summary(found.sheet, found.steps)
    assert [[one.code for one in rows] for rows in (told.good, told.fails, told.open, told.next)] == [["c"], ["b"], ["a"], ["b", "a"]]


def test_all_eight_titles_have_their_answer_in_time():
    for entry in SZ22.requirements[0].tables:
        made = readiness(SZ22.table_for("2022", entry.title), {}, {}, industry="39", context=Context(year=2022))
        assert made.remedy is not None, entry.title
        assert made.steps
        assert score(SZ22.table_for("2022", entry.title), {}, {}, industry="39", context=Context(year=2022)) == made.sheet


def test_a_pick_that_shifts_the_points_of_other_rows_is_the_persons():
    """Two rows of one point or one of nine: what is picked changes what the third is worth, so nothing is picked for anybody."""
    paths = [{"code": "p", "rows": ["a", "b"], **NAMED}, {"code": "q", "rows": ["c"], **NAMED}]
    choice = {"kind": "any_of", "code": "path", "paths": paths, **NAMED}
    found = table(*(row(code, "10", optional=DEGREE) for code in "abcd"), choices=[choice], sharing="equal")
    open_ = plan_for(found, goal=D(50))
    assert {(one.code, one.why) for one in open_.obstacles} == {("a", "choice"), ("b", "choice")}
    taken = plan_for(found, [Answer("path", ticks=("q",))], goal=D(20))
    assert {step.code for step in taken.remedy.steps} <= {"c", "d"}
