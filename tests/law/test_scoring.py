from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law import packs
from sinople.law.packs.tables import Table
from sinople.law.scoring import Answer, Need, Proof, Verdict, check_answer, plans, score, sheet_from_json, sheet_to_json

PACK = packs.load(Path(__file__).parents[2] / "packs/sz-2022")
TABLE = PACK.table("GF-2018")
FIGURES = {
    "site_area": 10000, "floor_area": 20000, "structure_area": 1000, "footprint_building": 4500, "footprint_structure": 500, "outdoor_area": 5000,
    "permeable_area": 2000, "lamps": 100, "efficient_lamps": 80, "building_energy": 50, "renewable_building_energy": 10, "output_quantity": 1000,
    "output_value": 30000, "material_total": 100, "green_material": 60, "main_material": 500, "pollutant_generated": 10, "exhaust_gas": 1000,
    "solid_waste_generated": 100, "solid_waste_used": 95, "old_stock_used": 0, "waste_water": 500, "water_reused": 50, "water_discharged": 50,
    "energy_tce": 200, "carbon_t": 400,
}  # fmt: skip
READINGS = {code: Decimal(figure) for code, figure in FIGURES.items()}
LOWER = {
    "6.5": ("0.05", "0.03", "0.01"),
    "6.6": ("5", "3", "1"),
    "6.7": ("2", "1", "0.5"),
    "6.8": ("2", "1", "0.5"),
    "6.11": ("0.5", "0.3", "0.2"),
    "6.12": ("1", "0.8", "0.4"),
}
HIGHER = {"6.3": ("1", "2", "3"), "6.10": ("20", "30", "50")}
REFERENCE = {(code, "39"): tuple(Decimal(figure) for figure in figures) for code, figures in (LOWER | HIGHER).items()}
SOUND = {row.code: Answer(row.code, holds=True) for row in (*TABLE.vetoes, *TABLE.indicators)} | {"1.1h": Answer("1.1h", stated=Decimal(12))}


def scored(answers=None, readings=None, table=TABLE, industry="3982", reference=REFERENCE):
    return score(
        table, SOUND | (answers or {}), READINGS | {code: Decimal(figure) for code, figure in (readings or {}).items()}, industry=industry, reference=reference
    )


def changed(**changes):
    """Return the table with some of its values changed."""
    written = TABLE.model_dump(mode="json")
    for name, value in changes.items():
        written[name]["value"] = value
    return Table.model_validate(written)


def with_row(code, **changes):
    """Return the table with one row changed."""
    written = TABLE.model_dump(mode="json")
    next(row for row in written["indicators"] if row["code"] == code).update(changes)
    return Table.model_validate(written)


FIGURE_NAMES = {"threshold", "base", "lead", "stand_in", "start_ratio", "full_ratio", "intercept", "slope", "most", "cap", "most_products", "least"}


def rule(kind, **more):
    """Return a rule as a pack would write it; figures become values."""
    ours = {"authority": "default", "mark": "D", "source": Text("我们", "ours")}
    value = lambda name, figure: {"code": name.replace(" ", "-"), "value": figure, **ours}  # noqa: E731
    written = {name: value(name, figure) if name in FIGURE_NAMES else figure for name, figure in more.items()}
    if "tiers" in more:
        written["tiers"] = [{"at": value("at", at), "share": value("share", share), **ours} for at, share in more["tiers"]]
    if "levels" in more:
        written["levels"] = [value(f"level {place}", level) for place, level in enumerate(more["levels"])]
    if "classes" in more:
        names = ("least", "base", "lead")
        written["classes"] = [{name: value(name, figure) for name, figure in zip(names, one, strict=True)} | ours for one in more["classes"]]
    return {"kind": kind, **written, **ours}


def row_of(sheet, code):
    return next(row for row in sheet.rows if row.code == code)


def test_all_holds():
    sheet = scored()
    assert (sheet.low, sheet.high, sheet.max, sheet.decided, sheet.passed) == (100, 100, 100, True, True)
    assert sheet.failing == ()
    assert sheet.needs == ()
    assert sheet.table_digest == TABLE.digest


def test_nothing_said_is_a_range():
    sheet = score(TABLE, {}, {}, industry="39")
    assert (sheet.low, sheet.high, sheet.decided, sheet.passed) == (0, 100, False, None)
    assert Need("quantity", "site_area") in sheet.needs
    assert Need("stated", "1.1h") in sheet.needs
    assert Need("answer", "1.1a") in sheet.needs
    assert Need("degree", "1.1d") in sheet.needs
    assert {veto.verdict for veto in sheet.vetoes} == {Verdict.UNDECIDED}


@pytest.mark.parametrize(
    ("answer", "low", "verdict"),
    [
        (Answer("2.8", holds=True), "1.50", Verdict.MET),
        (Answer("2.8", holds=False), "0.00", Verdict.UNMET),
        (Answer("2.8", degree=Decimal("0.5")), "0.75", Verdict.PARTIAL),
        (Answer("2.8", degree=Decimal(7)), "1.50", Verdict.MET),
        (Answer("2.8", degree=Decimal(-1)), "0.00", Verdict.UNMET),
        (Answer("2.8"), "0.00", Verdict.UNDECIDED),
        (Answer("2.4", holds=True), "2.25", Verdict.MET),
        (Answer("2.4", holds=False), "0.00", Verdict.UNMET),
        (Answer("2.4"), "0.00", Verdict.UNDECIDED),
        (Answer("2.4", not_applicable=True, reason="we think so"), "0.00", Verdict.UNDECIDED),
        (Answer("4.3a", not_applicable=True), "0.00", Verdict.UNDECIDED),
        (Answer("4.3a", not_applicable=True, reason="no such product"), "0.00", Verdict.NOT_APPLICABLE),
    ],
)
def test_answers(answer, low, verdict):
    row = row_of(scored({answer.code: answer}), answer.code)
    assert (row.low, row.verdict) == (Decimal(low), verdict)


@pytest.mark.parametrize(
    ("code", "readings", "low", "high", "must"),
    [
        ("6.1", {"floor_area": 9000}, "1.50", "1.50", True),  # exactly the lowest
        ("6.1", {"floor_area": 11000}, "1.50", "1.50", True),  # exactly where the points start
        ("6.1", {"floor_area": 15000}, "2.00", "2.00", True),  # half-way
        ("6.1", {"floor_area": 8999}, "0.00", "0.00", False),
        ("6.2", {"footprint_building": 2500}, "1.50", "1.50", True),
        ("6.2", {"footprint_building": 3500}, "2.50", "2.50", True),
        ("6.2", {"footprint_building": 2499}, "0.00", "0.00", False),
        ("6.4", {"green_material": 30}, "2.10", "2.10", True),
        ("6.4", {"green_material": 40}, "2.30", "2.30", True),
        ("6.4", {"green_material": 29}, "0.00", "0.00", False),
        ("6.9", {"solid_waste_used": 65}, "0.00", "0.00", False),
        ("6.9", {"solid_waste_used": 66}, "1.50", "1.50", True),
        ("6.10", {"water_reused": 20, "water_discharged": 80}, "0.00", "0.00", False),
        ("6.10", {"water_reused": 30, "water_discharged": 70}, "1.50", "1.50", True),
        ("6.10", {"water_reused": 40, "water_discharged": 60}, "2.00", "2.00", True),
        ("6.11", {"energy_tce": 500}, "1.50", "1.50", True),
        ("6.11", {"energy_tce": 501}, "0.00", "0.00", False),
        ("6.11", {"energy_tce": 250}, "2.00", "2.00", True),
        ("6.11", {"energy_limit": "0.1"}, "1.00", "1.00", False),
    ],
)
def test_edges_of_the_performance_rows(code, readings, low, high, must):
    row = row_of(scored(readings=readings), code)
    assert (row.low, row.high, row.must) == (Decimal(low), Decimal(high), must)


@pytest.mark.parametrize(
    ("reference", "low", "high", "verdict"),
    [
        ({("6.12", "39"): (Decimal(1), None, None)}, "1.50", "2.50", Verdict.UNDECIDED),
        ({("6.12", "398"): (Decimal("0.1"), None, None), ("6.12", "39"): (Decimal(1), None, None)}, "0.00", "1.00", Verdict.UNMET),
        ({("6.12", "39"): (None, Decimal("0.8"), Decimal("0.4"))}, "1.00", "2.50", Verdict.UNDECIDED),
        ({("6.12", "38"): (Decimal(1), None, None)}, "0.00", "2.50", Verdict.UNDECIDED),
        ({("6.12", "39"): (Decimal(1), Decimal("0.4"), Decimal("0.4"))}, "2.50", "2.50", Verdict.MET),
    ],
)
def test_reference_values_by_the_nearest_heading(reference, low, high, verdict):
    row = row_of(scored(reference=reference), "6.12")
    assert (row.low, row.high, row.verdict) == (Decimal(low), Decimal(high), verdict)


def test_the_demand_of_the_city_stands_in_for_the_average():
    written = TABLE.model_dump(mode="json")
    row = next(row for row in written["indicators"] if row["code"] == "6.3")
    row["must"]["stand_in"]["value"] = row["optional"]["stand_in"]["value"] = "2"
    found = row_of(scored(table=Table.model_validate(written), reference={}), "6.3")
    assert (found.value, found.low, found.verdict) == (3, Decimal("1.88"), Verdict.PARTIAL)


def test_a_stated_figure_where_readings_are_missing():
    readings = {code: figure for code, figure in READINGS.items() if code != "carbon_t"}
    stated = score(TABLE, SOUND | {"6.12": Answer("6.12", stated=Decimal("0.4"))}, readings, industry="39", reference=REFERENCE)
    assert row_of(stated, "6.12").verdict is Verdict.MET
    assert "stated" in row_of(stated, "6.12").proof.children[0].message
    assert row_of(scored({"6.12": Answer("6.12", stated=Decimal(9))}), "6.12").value == Decimal("0.4")


def test_division_by_nought_says_so():
    row = row_of(scored(readings={"output_quantity": 0}), "6.5")
    assert (row.verdict, row.needs) == (Verdict.UNDECIDED, (Need("figure", "6.5"),))
    assert row.proof.children[0].values["divisor"] == "output_quantity"


@pytest.mark.parametrize(
    ("industry", "verdict"), [("2911", Verdict.MET), ("291", Verdict.MET), ("29", Verdict.UNDECIDED), ("43", Verdict.UNDECIDED), ("", Verdict.UNDECIDED)]
)
def test_the_look_up_goes_by_the_nearest_heading(industry, verdict):
    row = row_of(scored(industry=industry), "6.1")
    assert row.verdict is verdict
    assert (Need("lookup", f"far_min/{industry}") in row.needs) is (verdict is Verdict.UNDECIDED)


GROUP_4_AWAY = {row.code: Answer(row.code, not_applicable=True, reason="no product") for row in TABLE.rows_of("GF18-4")}


@pytest.mark.parametrize(("policy", "low", "points"), [("rescale", "100.00", "0.00"), ("full", "100.00", "2.00"), ("zero", "98.00", "0.00")])
def test_what_does_not_apply(policy, low, points):
    away = {"4.3a": Answer("4.3a", not_applicable=True, reason="no energy-using product")}
    sheet = scored(away, table=changed(na_policy=policy))
    assert (sheet.low, row_of(sheet, "4.3a").low) == (Decimal(low), Decimal(points))
    assert sheet.passed is True


def test_a_group_in_which_nothing_applies_gives_its_weight_to_the_others():
    table = TABLE.model_dump(mode="json")
    for row in table["indicators"]:
        row["may_not_apply"] = True
    sheet = scored(GROUP_4_AWAY, table=Table.model_validate(table))
    assert (sheet.low, sheet.max) == (100, 100)
    assert [group.max for group in sheet.groups] == [Decimal(figure) for figure in ("22.22", "16.67", "16.67", "0.00", "11.11", "33.33")]


def test_a_half_that_nobody_has_gives_its_points_to_the_other():
    table = TABLE.model_dump(mode="json")
    table["indicators"] = [row for row in table["indicators"] if row["group"] != "GF18-2" or row["need"]["value"] == "M"]
    assert row_of(scored(table=Table.model_validate(table)), "2.1").max == Decimal("3.75")
    table["indicators"] = [row for row in table["indicators"] if row["group"] != "GF18-4" or row["need"]["value"] == "O"]
    assert row_of(scored(table=Table.model_validate(table)), "4.5").max == Decimal("1.43")


@pytest.mark.parametrize(
    ("line", "answers", "passed"),
    [("90", {}, True), ("100", {}, True), ("99.99", {"2.8": Answer("2.8", holds=False)}, False), ("99", {"2.8": Answer("2.8")}, None)],
)
def test_a_pass_line_where_one_is_confirmed(line, answers, passed):
    assert scored(answers, table=changed(pass_total=line)).passed is passed


def test_a_refusal_is_made_of_the_proofs_that_fail():
    sheet = scored({"GF18-B2": Answer("GF18-B2", holds=False), "2.1": Answer("2.1", holds=False)}, {"floor_area": 1})
    assert [(proof.anchor, proof.ok) for proof in sheet.failing] == [("GF-2018#GF18-B2", False), ("GF-2018#2.1", False), ("GF-2018#6.1", False)]
    assert sheet.passed is False


def test_the_proof_shows_formula_inputs_and_steps():
    proof = row_of(scored(), "6.1").proof
    worked, must, optional = proof.children
    assert worked.values["formula"] == "(floor_area + structure_area) / site_area"
    assert [child.values["quantity"] for child in worked.children[:3]] == ["floor_area", "structure_area", "site_area"]
    assert worked.children[3].values == {"shown": "floor_area + structure_area", "value": Decimal(21000)}
    assert (must.ok, must.values["limit"], must.authority) == (True, Decimal("1.0"), "background")
    assert optional.values["share"] == 1
    assert (proof.anchor, proof.edition) == ("GF-2018#6.1", "GF-2018")


def every(proof):
    yield proof
    for child in proof.children:
        yield from every(child)


def test_every_proof_can_be_said_with_its_own_values():
    for sheet in (scored(), score(TABLE, {}, {}, industry=""), scored(GROUP_4_AWAY, {"output_quantity": 0, "green_material": 1, "floor_area": 1})):
        for start in (sheet.proof, *(row.proof for row in sheet.rows), *(veto.proof for veto in sheet.vetoes)):
            for proof in every(start):
                assert proof.message % dict(proof.values)


def test_a_quantity_that_follows_from_others():
    table = TABLE.model_dump(mode="json")
    for code, formula in {"energy_tce": "energy_kgce / 1000", "energy_kgce": "building_energy * 4000"}.items():
        rows = [row for row in table["quantities"] if row["code"] == code]
        if not rows:
            rows = [{**table["quantities"][0], "code": code}]
            table["quantities"] += rows
        rows[0]["formula"] = formula
    table = Table.model_validate(table)
    readings = {code: figure for code, figure in READINGS.items() if code != "energy_tce"}
    row = row_of(score(table, SOUND, readings, industry="39", reference=REFERENCE), "6.11")
    assert row.value == Decimal("0.2")
    assert row.proof.children[0].children[0].values["formula"] == "energy_kgce / 1000"
    assert row_of(score(table, SOUND, {**readings, "energy_tce": Decimal(300)}, industry="39"), "6.11").value == Decimal("0.3")
    del readings["building_energy"]
    assert row_of(score(table, SOUND, readings, industry="39"), "6.11").needs == (Need("quantity", "energy_tce"),)


@pytest.mark.parametrize(
    ("optional", "stated", "share"),
    [
        (rule("linear", base="80", lead="92.22"), "86.11", "0.5"),  # higher is better
        (rule("linear", base="80", lead="92.22"), "70", "0"),
        (rule("linear", base="1.0", lead="0.5"), "0.75", "0.5"),  # lower is better
        (rule("linear", base="1.0", lead="0.5"), "0.2", "1"),
        (rule("linear", base="1.0", lead="0.5"), "1.2", "0"),
        (rule("linear", base="5", lead="5"), "5", "1"),
        (rule("linear", base="5", lead="5"), "4", "0"),
        (rule("tier", op="<=", tiers=[("3", "0.5"), ("2", "1")]), "2.5", "0.5"),
        (rule("tier", op="<=", tiers=[("3", "0.5"), ("2", "1")]), "3.5", "0"),
        (rule("tier", op="<", tiers=[("3", "1")]), "3", "0"),
        (rule("linear", base="1", lead="2", lookup="far_min"), "1.5", "0.5"),
    ],
)
def test_rule_kinds_by_themselves(optional, stated, share):
    table = with_row("1.1h", optional=optional)
    row = row_of(scored({"1.1h": Answer("1.1h", stated=Decimal(stated))}, table=table), "1.1h")
    assert (row.low / row.max).quantize(Decimal("0.1")) == Decimal(share)


@pytest.mark.parametrize(
    "optional",
    [rule("linear", base="1", lead=None), rule("linear", base="1", lead="2", lookup="far_min")],
    ids=["a figure left open", "no figure for the industry"],
)
def test_a_rule_without_its_figure_is_undecided(optional):
    table = with_row("1.1h", optional=optional)
    row = row_of(scored({"1.1h": Answer("1.1h", stated=Decimal(2))}, table=table, industry="43"), "1.1h")
    assert row.verdict is Verdict.UNDECIDED
    assert {need.kind for need in row.needs} <= {"setting", "lookup"}


def test_a_tier_left_open_is_undecided():
    table = with_row("1.1h", optional=rule("tier", tiers=[("10", "0.5"), (None, "1")]))
    row = row_of(scored({"1.1h": Answer("1.1h", stated=Decimal(12))}, table=table), "1.1h")
    assert row.needs == (Need("setting", "1.1h/tier 2"),)


def test_a_measured_mandatory_row():
    table = with_row("2.1", must=rule("gate_threshold", op="<", threshold="1.3"))
    assert row_of(scored({"2.1": Answer("2.1", stated=Decimal("1.29"))}, table=table), "2.1").verdict is Verdict.MET
    assert row_of(scored({"2.1": Answer("2.1", stated=Decimal("1.30"))}, table=table), "2.1").verdict is Verdict.UNMET
    assert row_of(scored({"2.1": Answer("2.1")}, table=table), "2.1").needs == (Need("stated", "2.1"),)


def test_a_row_without_rules_is_a_fault_of_the_pack():
    with pytest.raises(ValueError, match="without rules"):
        scored(table=with_row("2.1", must=None))


def test_formulas_in_a_circle_are_a_fault_of_the_pack():
    table = TABLE.model_dump(mode="json")
    table["quantities"][0]["formula"] = table["quantities"][0]["code"]
    with pytest.raises(ValueError, match="circle"):
        scored(table=Table.model_validate(table))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer("9.9", holds=True), "has no row 9.9"),
        (Answer("2.1", not_applicable=True, reason="x"), "applies to everyone"),
        (Answer("4.3a", not_applicable=True, reason=" "), "Say why"),
        (Answer("2.8", degree=Decimal("0.3")), "in steps of 0.5"),
        (Answer("2.8", degree=Decimal("1.5")), "from 0 to 1"),
        (Answer("GF18-B1", not_applicable=True, reason="x"), "yes or no"),
        (Answer("GF18-B1", degree=Decimal(1)), "yes or no"),
        (Answer("GF18-B1", stated=Decimal(1)), "yes or no"),
    ],
)
def test_an_answer_that_cannot_be_given_is_refused(answer, said):
    with pytest.raises(Refused, match=said):
        check_answer(TABLE, answer)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("GF18-B1", holds=False),
        Answer("2.8", degree=Decimal("0.5")),
        Answer("4.3a", not_applicable=True, reason="none"),
        Answer("6.1", stated=Decimal(2)),
    ],
)
def test_an_answer_that_can_be_given(answer):
    check_answer(TABLE, answer)


def test_a_sheet_is_frozen_and_read_back():
    sheet = scored({"4.3a": Answer("4.3a", not_applicable=True, reason="无")}, reference={})
    written = sheet_to_json(sheet)
    assert sheet_from_json(written) == sheet
    assert sheet_to_json(sheet_from_json(written)) == written


def test_days_and_moments_are_frozen_too():
    values = {"on": date(2023, 6, 1), "at": datetime(2023, 6, 1, tzinfo=UTC), "count": 3, "yes": True, "none": None}
    sheet = replace(scored(), proof=Proof("x", values))
    assert sheet_from_json(sheet_to_json(sheet)).proof.values == values


def test_the_shelf_of_plans_stays_small(monkeypatch):
    monkeypatch.setattr(plans, "KEPT", 1)
    monkeypatch.setattr(plans, "_PLANS", {})
    for policy in ("rescale", "zero", "full"):
        scored(table=changed(na_policy=policy))
        assert len(plans._PLANS) == 1


def test_points_are_rounded_once_from_the_exact_figure():
    group = scored().groups[2]
    assert sum(row.low for row in group.rows) == Decimal("15.02")  # seven rows of 6/7 points, each shown as 0.86
    assert group.low == Decimal("15.00")
