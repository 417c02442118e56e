"""Every kind of rule by itself, with the vectors of the fact sheet; then what a table does as a whole."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law import packs
from sinople.law.packs.tables import Table
from sinople.law.scoring import Answer, Context, Need, Product, Standing, Verdict, among_the_worst, check_answer, score, sheet_from_json, sheet_to_json

D = Decimal
PACKS = Path(__file__).parents[2] / "packs"
SZ22, SZ24, CN24 = (packs.load(PACKS / name) for name in ("sz-2022", "sz-2024", "cn-2024"))
OURS = {"authority": "default", "mark": "D", "source": Text("我们", "ours")}
NAMED = {"name": Text("名", "name"), **OURS}


def value(figure, code="x", kind="number"):
    return {"code": code, "value": figure, "kind": kind, **OURS}


def rule(kind, **fields):
    """Return a rule; figures given as text become values."""
    keep = {"op", "lookup", "base_lookup", "lead_lookup", "size", "weight", "less_is_better", "whole", "titles", "pairs", "items", "classes", "tiers", "levels"}
    return {"kind": kind, **{name: field if name in keep else value(field, name) for name, field in fields.items()}, **OURS}


def quantity(code, unit="-", **more):
    return {"code": code, "unit": unit, "group": "q", **NAMED, **more}


def row(code, points="10", need="O", **more):
    return {
        "code": code,
        "group": more.pop("group", "G"),
        "sub": Text("", ""),
        "need": value(need, "need", "text"),
        "points": value(points, "points"),
        **NAMED,
        **more,
    }


def table(*rows, quantities=(), lookups=(), sharing="points", **more):
    """Return a small table with one group; its weight is the sum of the points."""
    groups = more.pop("groups", None) or [{"code": "G", "weight": value(str(sum(D(one["points"]["value"]) for one in rows))), **NAMED}]
    total = str(sum(D(group["weight"]["value"]) for group in groups if not group.get("bonus")))
    written = {
        "edition": "T", "sharing": sharing, "total": value(total), "degree_step": value("0.5"), "places": value("3", kind="whole"),
        "na_policy": value("rescale", kind="text"), "pass_total": value(None), "vetoes": [], "groups": groups, "indicators": list(rows),
        "quantity_groups": [{"code": "q", **NAMED}], "quantities": list(quantities), "lookups": list(lookups), **NAMED,
    }  # fmt: skip
    return Table.model_validate(written | more)


def lookup(code, rows, by="industry"):
    return {"code": code, "by": by, "rows": [{"code": key, "value": value(figure), **OURS} for key, figure in rows.items()], **NAMED}


def points(found, **given):
    """Return the points of the only row."""
    context = given.pop("context", Context())
    answer, readings = given.pop("answer", None), {name: D(str(figure)) for name, figure in given.pop("readings", {}).items()}
    sheet = score(found, {answer.code: answer} if answer else {}, readings, industry=given.pop("industry", "39"), context=context)
    return sheet.rows[0]


def stated(figure, code="r"):
    return Answer(code, stated=D(figure))


# — one rule at a time —


@pytest.mark.parametrize(
    ("most", "made", "figure", "wanted"),
    [
        ("4", rule("linear", base="80", lead="92.22"), "86.11", "2.000"),  # vector 2
        ("6", rule("linear", base="1.0", lead="0.5"), "0.75", "3.000"),  # vector 2, less is better
        ("60", rule("affine", intercept="80", slope="-20", most="60"), "1.25", "55.000"),  # vector 6
        ("60", rule("affine", intercept="80", slope="-20", most="60"), "0.9", "60.000"),
        ("60", rule("affine", intercept="80", slope="-20", most="60"), "4.1", "0.000"),
        ("10", rule("ratio_to_lead", lead="3"), "2.7", "9.000"),
        ("10", rule("ratio_to_lead", lead="15"), "18", "12.000"),  # no cap
        ("10", rule("ratio_to_lead", lead="5", less_is_better=True), "4", "12.500"),
        ("10", rule("ratio_to_lead", lead="0.3", less_is_better=True), "-1", "10.000"),
        ("10", rule("ratio_to_lead", lead="0.3", less_is_better=True), "0", "10.000"),
        ("10", rule("ratio_to_lead", lead="3"), "-3", "0.000"),
        ("10", rule("gate_threshold", op=">=", threshold="5"), "5", "10.000"),
        ("10", rule("gate_threshold", op=">", threshold="5"), "5", "0.000"),
        ("10", rule("level_gate", op="<=", levels=[value("40"), value("24"), value("8")]), "8", "10.000"),
        ("10", rule("level_gate", op="<=", levels=[value("40"), value("24"), value("8")]), "24", "0.000"),
    ],
)
def test_a_figure_and_its_points(most, made, figure, wanted):
    assert points(table(row("r", most, optional=made)), answer=stated(figure)).low == D(wanted)


def test_a_cap_of_the_table_cuts_ratios():
    capped = table(row("r", optional=rule("ratio_to_lead", lead="15")), ratio_cap=value("1"))
    assert points(capped, answer=stated("18")).low == 10
    lower = table(row("r", optional=rule("ratio_to_lead", lead="15", less_is_better=True)), ratio_cap=value("1.2"))
    assert points(lower, answer=stated("0")).low == 12


SIZES = [
    {"least": value(least), "base": value("0"), "lead": value(lead), **OURS}
    for least, lead in (("0", "33.03"), ("3000", "7.93"), ("5000", "11.9"), ("10000", "4.31"))
]


@pytest.mark.parametrize(
    ("size", "figure", "wanted"),
    [("2999", "20.60", "4.989"), ("3000", "7.93", "8.000"), ("9999", "11.9", "8.000"), ("10000", "2.155", "4.000"), ("-5", "33.03", "8.000")],
)
def test_base_and_lead_by_size(size, figure, wanted):
    made = table(row("r", "8", optional=rule("size_tier", size="tce", classes=SIZES)), quantities=[quantity("tce", "tce")])
    assert points(made, answer=stated(figure), readings={"tce": size}).low == D(wanted)
    assert points(made, answer=stated(figure)).needs == (Need("quantity", "tce"),)


WEIGHED = rule("linear_product_weighted", base="117", lead="100", weight="energy", most_products="3")
EACH = [quantity("intensity", each="product"), quantity("energy", "tce", each="product")]
PRODUCTS = [Product(name, "k", {"intensity": D(x), "energy": D(e)}) for name, x, e in (("a", 105, 20000), ("b", 98, 5000), ("c", 130, 1000))]


def weighed(*products):
    made = table(row("r", "11", formula="intensity", optional=WEIGHED), quantities=EACH)
    return points(made, context=Context(products=products))


def test_products_are_weighed_by_their_energy():
    assert weighed(*PRODUCTS).low == D("8.088")  # vector 3


def test_only_the_three_heaviest_products_count():
    assert weighed(*PRODUCTS, Product("d", "k", {"intensity": D(999), "energy": D(1)})).low == D("8.088")


@pytest.mark.parametrize(
    ("products", "need"),
    [
        ((), Need("product", "r")),
        ((Product("a", "k", {"intensity": D(1)}),), Need("quantity", "a/energy")),
        ((Product("a", "k", {"energy": D(1)}),), Need("quantity", "a/intensity")),
        ((Product("a", "k", {"energy": D(0), "intensity": D(1)}),), Need("quantity", "energy")),
    ],
)
def test_products_that_lack_a_figure_leave_the_row_open(products, need):
    found = weighed(*products)
    assert (found.verdict, found.needs) == (Verdict.UNDECIDED, (need,))


def test_a_product_goes_by_the_look_up_of_its_kind():
    made = rule("linear_product_weighted", weight="energy", most_products="3", base_lookup="b", lead_lookup="l")
    lookups = [lookup("b", {"k": "117"}, "product"), lookup("l", {"k": "100"}, "product")]
    whole = table(row("r", "11", formula="intensity", optional=made), quantities=EACH, lookups=lookups)
    assert points(whole, context=Context(products=tuple(PRODUCTS))).low == D("8.088")
    other = (replace(PRODUCTS[0], kind="unknown"),)
    assert points(whole, context=Context(products=other)).needs == (Need("lookup", "b/unknown"),)


PAIRS = [{"limit": f"l{n}", "actual": f"a{n}", **OURS} for n in (1, 2)]


@pytest.mark.parametrize(
    ("readings", "wanted", "need"),
    [
        ({"l1": 100, "a1": 25}, "4.000", None),
        ({"l1": 100, "a1": 25, "l2": 10, "a2": "6.25"}, "2.000", None),
        ({"l1": 100, "a1": 120}, "0.000", None),
        ({"l1": 100, "a1": 25, "l2": 10}, "0.000", Need("quantity", "a2")),
        ({"l1": 0, "a1": 1}, "0.000", Need("figure", "r")),
        ({}, "0.000", Need("quantity", "l1")),
    ],
)
def test_the_worst_of_several_margins(readings, wanted, need):
    made = table(
        row("r", "4", unit="%", optional=rule("min_of_ratios", base="0", lead="75", pairs=PAIRS)), quantities=[quantity(n) for n in ("l1", "a1", "l2", "a2")]
    )
    found = points(made, readings=readings)
    assert found.low == D(wanted)
    assert (found.needs[:1] == (need,)) if need else found.needs == ()


def test_ticks_of_a_list_are_counted():
    items = [{"code": f"f{n}", **NAMED} for n in range(12)]
    made = table(row("r", "6", optional=rule("count_of_set", base="0", lead="8", items=items)))
    assert points(made, answer=Answer("r", ticks=("f1", "f2", "f2", "elsewhere"))).low == D("1.500")
    assert points(made, answer=Answer("r", ticks=())).low == 0
    assert points(made, answer=stated("8")).low == 6
    assert points(made).needs == (Need("ticks", "r"),)
    with pytest.raises(Refused, match="not on the list"):
        check_answer(made, Answer("r", ticks=("elsewhere",)))
    check_answer(made, Answer("r", ticks=("f1",)))


@pytest.mark.parametrize(
    ("held", "ok"), [(None, None), (frozenset(), False), (frozenset({"a"}), False), (frozenset({"a", "b"}), True), (frozenset({"a", "z"}), False)]
)
def test_titles_that_are_held(held, ok):
    made = table(row("r", "0", "M", must=rule("titles_held", titles=["a", "b", "c"], least="2")))
    found = points(made, context=Context(holdings=held))
    assert found.must is ok
    assert (found.needs == (Need("holdings", "r"),)) is (ok is None)


@pytest.mark.parametrize(
    ("by", "rows", "context", "figure", "verdict"),
    [
        ("region", {"4403": "10"}, Context(region="440306"), "10", Verdict.MET),
        ("region", {"4403": "10"}, Context(region="4501"), "10", Verdict.UNDECIDED),
        ("year", {"2023": "1.4", "2025": "1.5"}, Context(year=2024), "1.4", Verdict.MET),
        ("year", {"2023": "1.4", "2025": "1.5"}, Context(year=2025), "1.4", Verdict.UNMET),
        ("year", {"2023": "1.4"}, Context(year=2022), "9", Verdict.UNDECIDED),
        ("year", {"2023": "1.4"}, Context(), "9", Verdict.UNDECIDED),
        ("product", {"motor": "92"}, Context(products=(Product("m", "motor"),)), "92", Verdict.MET),
        ("product", {"motor": "92"}, Context(), "92", Verdict.UNDECIDED),
        ("industry", {"39": "1", "392": "2"}, Context(), "2", Verdict.MET),
    ],
)
def test_look_ups_by_every_key(by, rows, context, figure, verdict):
    made = table(row("r", need="M", must=rule("lookup", lookup="l")), lookups=[lookup("l", rows, by)])
    assert points(made, answer=stated(figure), context=context, industry="3921").verdict is verdict


def test_a_look_up_row_that_nobody_filled_in_is_open():
    made = table(row("r", need="M", must=rule("lookup", lookup="l")), lookups=[lookup("l", {"39": None})])
    assert points(made, answer=stated("1")).needs == (Need("lookup", "l/39"),)


# — the whole table —

CHOICE = {"kind": "choose_k_of_n", "code": "two", "k": value("2", "k", "whole"), "rows": ["a", "b", "c"], **NAMED}


def chosen(*ticks, said=True):
    made = table(*(row(code, optional=rule("degree")) for code in "abcd"), sharing="equal", choices=[CHOICE])
    made = made.model_copy(update={"indicators": tuple(one.model_copy(update={"points": None}) for one in made.indicators)})
    answers = {code: Answer(code, holds=code != "c") for code in "abcd"}
    return score(made, answers | ({"two": Answer("two", ticks=ticks)} if said else {}), {}, industry="39")


def test_picked_rows_count_and_the_others_do_not():
    sheet = chosen("a", "b")
    assert (sheet.low, sheet.max) == (40, 40)
    assert [one.verdict for one in sheet.rows] == [Verdict.MET, Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.MET]
    assert chosen("a", "c").low == D("26.667")


@pytest.mark.parametrize("ticks", [(), ("a",), ("a", "b", "c")])
def test_an_open_choice_is_a_range(ticks):
    for sheet in (chosen(*ticks), chosen(said=False)):
        assert (sheet.low, sheet.high, sheet.max) == (D("13.333"), 40, 40)
        assert sheet.needs == (Need("choice", "two"),)


def test_more_than_allowed_cannot_be_picked():
    made = SZ22.table("PK-2016")
    with pytest.raises(Refused, match="At most 2"):
        check_answer(made, Answer("R24", ticks=("RG5", "RG6", "RG7")))
    with pytest.raises(Refused, match="not on the list"):
        check_answer(made, Answer("R24", ticks=("RG1",)))


def test_what_does_not_apply_leaves_its_points_to_rows_with_points_of_their_own():
    rows = [row("a", "6", may_not_apply=True, optional=rule("degree")), row("b", "4", optional=rule("degree"))]
    answers = {"a": Answer("a", not_applicable=True, reason="none"), "b": Answer("b", degree=D("0.5"))}
    for policy, low in (("rescale", "5"), ("full", "8"), ("zero", "2")):
        assert score(table(*rows, na_policy=value(policy, kind="text")), answers, {}, industry="39").low == D(low)


def bonus(cap):
    groups = [{"code": "G", "weight": value("10"), **NAMED}, {"code": "X", "weight": value("5"), "bonus": True, **NAMED}]
    rows = [row("a", optional=rule("degree")), row("x", "5", group="X", optional=rule("degree"))]
    return table(*rows, groups=groups, bonus_cap=value(cap), stars=[{"code": "one", "at": value("10"), **NAMED}])


def test_a_bonus_comes_on_top_and_stops_at_its_cap():
    sheet = score(bonus("3"), {"a": Answer("a", holds=True), "x": Answer("x", holds=True)}, {}, industry="39")
    assert (sheet.low, sheet.max, sheet.bonus) == (13, 10, 3)
    assert (sheet.outcome.low, sheet.outcome.name.en) == (1, "name")
    open_ = score(bonus("3"), {"a": Answer("a", holds=True)}, {}, industry="39")
    assert (open_.low, open_.high) == (10, 13)


def test_stars_lie_between_two_while_the_total_does():
    sheet = score(SZ22.table("SC-2016-general"), {}, {}, industry="39")
    assert (sheet.outcome.low, sheet.outcome.high, sheet.outcome.name) == (0, 5, None)


def test_levels_of_a_table_with_a_mandatory_row():
    written = SZ22.table("CP-PCB").model_dump(mode="json")
    written["indicators"][0] |= {"must": written["indicators"][0]["optional"], "optional": None}
    written["indicators"][0]["need"]["value"] = "M"
    made = Table.model_validate(written)
    figures = {f"CP-PCB-{n}": stated(x, f"CP-PCB-{n}") for n, x in enumerate((45, 95, 90, 80, 90, 100), 1)}
    assert score(made, figures, {}, industry="39").outcome.high == 1
    del figures["CP-PCB-1"]
    assert (score(made, figures, {}, industry="39").outcome.low, score(made, figures, {}, industry="39").outcome.high) == (0, 3)


OVER = {"years": value("3", "years", "whole"), **OURS}


@pytest.mark.parametrize(("by", "wanted"), [("sum", 60), ("mean", 20), ("max", 30), ("min", 10)])
def test_a_quantity_over_three_years(by, wanted):
    made = table(
        row("r", formula="y", optional=rule("linear", base="0", lead="60")), quantities=[quantity("x"), quantity("y", over={"quantity": "x", "by": by, **OVER})]
    )
    context = Context(year=2022, years={2020: {"x": D(10)}, 2021: {"x": D(20)}})
    found = points(made, readings={"x": 30}, context=context)
    assert found.value == wanted
    assert by in str(found.proof)
    missing = points(made, readings={"x": 30}, context=replace(context, years={2021: {"x": D(1)}}))
    assert missing.needs == (Need("quantity", "x@2020"),)
    assert points(made, readings={"x": 30}).needs == (Need("quantity", "y@"),)


def test_a_table_of_years_with_none_given_is_open():
    sheet = score(SZ22.table("PK-2016"), {}, {}, industry="", context=Context(year=2022))
    assert (sheet.decided, sheet.low, [one.year for one in sheet.years]) == (False, 0, [2020, 2021, 2022])
    assert sheet_from_json(sheet_to_json(sheet)) == sheet


def test_a_mandatory_rule_besides_a_figure_keeps_its_own_proof():
    made = table(row("r", need="M+O", must=rule("must_full"), optional=rule("linear", base="0", lead="1")))
    found = points(made, answer=Answer("r", holds=False))
    assert (found.must, found.verdict) == (False, Verdict.UNMET)
    assert "not met" in found.proof.children[1].message


@pytest.mark.parametrize(
    ("places", "wanted"),
    [([100, 99, 96], True), ([95, 99, 96], False), ([96, 100], None), ([], None)],
)
def test_who_stood_among_the_worst_three_years_running(places, wanted):
    standings = [Standing(2025 - n, place, 100) for n, place in enumerate(places)]
    assert among_the_worst(standings, percent=D(5), years=3) is wanted


def test_the_worst_per_cent_of_few_is_nobody():
    assert among_the_worst([Standing(2025, 10, 10)], percent=D(5), years=1) is False


def test_the_rules_of_removal_are_data():
    percent, years = CN24.supervision_of("worst_percent").value, CN24.supervision_of("worst_years").value
    assert (percent.number, years.whole, percent.mark) == (5, 3, "S2")


# — the proofs of every table can be said —


def every(proof):
    yield proof
    for child in proof.children:
        yield from every(child)


@pytest.mark.parametrize("edition", [(pack, one.edition) for pack in (SZ22, SZ24, CN24) for one in pack.tables], ids=lambda one: one[1])
def test_every_proof_can_be_said(edition):
    made = edition[0].table(edition[1])
    said = {one.code: Answer(one.code, holds=True, stated=D(1)) for one in (*made.vetoes, *made.indicators)}
    readings = {one.code: D(7) for one in made.quantities}
    for sheet in (
        score(made, {}, {}, industry=""),
        score(made, said, readings, industry="39", context=Context(2022, {2021: readings}, (Product("p", "k", readings),))),
    ):
        for start in (sheet.proof, *(one.proof for one in (*sheet.rows, *sheet.vetoes)), *((sheet.outcome.proof,) if sheet.outcome else ())):
            for proof in every(start):
                assert proof.message % dict(proof.values)
        assert sheet_from_json(sheet_to_json(sheet)) == sheet
