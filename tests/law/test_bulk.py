"""Two back ends, one answer: columns against exact decimals, on the packs and on tables made at random."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sinople.law.bulk import columns_of, score_columns, unpacked, unsuited
from sinople.law.bulk import totals as bulk
from sinople.law.bulk.formulas import evaluate
from sinople.law.expressions import compile_expression
from sinople.law.packs import load
from sinople.law.scoring import Answer, score
from sinople.law.scoring.entries import Entry, entry_from_json, entry_to_json, packed
from sinople.law.scoring.plans import plan_of
from sinople.law.scoring.sheets import Context, Product

PASSED = {True: 1, False: 0, None: -1}
INDUSTRIES = ("39", "3985", "27", "00")
EVERY = [table for path in sorted(Path(settings.PACKS).glob("*/pack.yaml")) for table in load(path.parent).tables]
TABLES = list({table.edition: table for table in EVERY if not unsuited(table)}.values())

figures = st.one_of(st.none(), st.decimals(min_value=-10, max_value=2000, places=2), st.sampled_from([Decimal(0), Decimal(30), Decimal(100)]))


def test_most_tables_of_the_packs_go_in_columns():
    assert "GF-2018" in {table.edition for table in TABLES}


@st.composite
def entries(draw, table):
    """Make an applicant of the table: figures, answers, some rows that do not apply, much left unsaid."""
    plan = plan_of(table)
    readings = {quantity.code: figure for quantity in table.quantities if (figure := draw(figures)) is not None}
    answers = {}
    for code in (*plan.rows, *plan.vetoes):
        if draw(st.booleans()) or draw(st.booleans()):
            away = draw(st.integers(0, 9)) == 0
            degree = draw(st.sampled_from([None, Decimal(0), Decimal("0.5"), Decimal(1)]))
            answers[code] = Answer(
                code,
                holds=draw(st.sampled_from([True, True, True, False, None])),
                degree=degree,
                stated=draw(figures),
                not_applicable=away,
                reason="无" if away else "",
            )
    return Entry(answers, readings, draw(st.sampled_from(INDUSTRIES)))


CONTEXT = Context(2022, {2021: {"x": Decimal("1.50")}}, (Product("甲", "k", {"e": Decimal(3)}),), frozenset({"green-factory"}), "440305")


def references_of(table, draw):
    rows = [row for row in table.indicators if any(rule is not None and rule.kind == "rank_percentile" for rule in (row.must, row.optional))]
    return {(row.code, industry): tuple(draw(figures) for _ in range(3)) for row in rows for industry in ("39", "27")}


def same(table, made, references):
    columns = columns_of(table, made)
    found = score_columns(table, columns, references, keep=True)
    half = float(plan_of(table).quantum) / 2 + 1e-6
    for n, entry in enumerate(made):
        sheet = score(table, entry.answers, entry.readings, industry=entry.industry, reference=references)
        if found.near[n]:
            continue
        assert found.passed[n] == PASSED[sheet.passed], (table.edition, n)
        assert abs(found.low[n] - float(sheet.low)) <= half
        assert abs(found.high[n] - float(sheet.high)) <= half
        for row in sheet.rows:
            low, high = found.points[row.code][:, n]
            assert abs(low - float(row.low)) <= half, row.code
            assert abs(high - float(row.high)) <= half, row.code
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.edition)
@examples(max_examples=8, deadline=None)
@given(data=st.data())
def test_columns_and_decimals_agree(table, data):
    made = data.draw(st.lists(entries(table), min_size=1, max_size=4))
    same(table, made, references_of(table, data.draw))


@pytest.mark.parametrize("policy", ["rescale", "full", "zero"])
@pytest.mark.parametrize("sharing", ["halves", "equal", "points"])
@examples(max_examples=5, deadline=None)
@given(data=st.data())
def test_every_way_to_share_points_agrees(policy, sharing, data):
    table = next(table for table in TABLES if table.edition == "GF-2018")
    policy_value = table.na_policy.model_copy(update={"value": policy})
    rows = tuple(row.model_copy(update={"points": table.total.model_copy(update={"value": str(n % 5 + 1)})}) for n, row in enumerate(table.indicators))
    line = table.pass_total.model_copy(update={"value": "60"})
    varied = table.model_copy(
        update={"na_policy": policy_value, "sharing": sharing, "indicators": rows, "pass_total": line, "edition": f"X-{policy}-{sharing}"}
    )
    same(varied, data.draw(st.lists(entries(varied), min_size=1, max_size=4)), references_of(varied, data.draw))


@pytest.mark.parametrize(
    "written", ["a + b * 2", "-a / b", "a / (b - b)", "min(a, b, 3)", "max(a, -b)", "abs(a - b) / 7.5", "min(a / b, 1)", "(a + b) / (a - b) * 100"]
)
@given(a=figures, b=figures)
def test_formulas_agree(written, a, b):
    expression = compile_expression(written)
    said = {name: figure for name, figure in (("a", a), ("b", b)) if figure is not None}
    exact = expression.evaluate(said)
    columns = columns_of(TABLES[0], [])
    assert columns.count == 0
    import numpy as np

    value, missing = evaluate(expression, {name: np.array([np.nan if figure is None else float(figure)]) for name, figure in (("a", a), ("b", b))}, 1)
    assert bool(missing[0]) == bool(exact.missing)
    if exact.value is None:
        assert np.isnan(value[0])
    else:
        assert value[0] == pytest.approx(float(exact.value), rel=1e-9, abs=1e-9)


def test_blocks_do_not_change_the_answer(monkeypatch):
    table = TABLES[0]
    made = [Entry({}, {}, INDUSTRIES[n % 4]) for n in range(5)]
    whole = score_columns(table, columns_of(table, made), {})
    monkeypatch.setattr(bulk, "BLOCK", 2)
    parts = score_columns(table, columns_of(table, made), {})
    assert whole.low.tolist() == parts.low.tolist()
    assert whole.passed.tolist() == parts.passed.tolist()


def test_a_figure_at_the_limit_is_left_to_decimals():
    table = next(table for table in TABLES if table.edition == "GF-2018")
    at, away = ({"permeable_area": Decimal(area), "outdoor_area": Decimal(1000)} for area in ("300", "301"))
    found = score_columns(table, columns_of(table, [Entry({}, at, "39"), Entry({}, away, "39")]), {})
    assert found.near.tolist() == [True, False]


def test_a_table_of_another_kind_says_so():
    for table in EVERY:
        if reason := unsuited(table):
            with pytest.raises(ValueError, match=reason):
                score_columns(table, columns_of(table, []), {})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.edition)
@examples(max_examples=5, deadline=None)
@given(data=st.data())
def test_an_applicant_is_kept_whole(table, data):
    entry = data.draw(entries(table))
    assert entry_from_json(entry_to_json(entry)) == entry
    with_more = replace(entry, context=CONTEXT)
    assert entry_from_json(entry_to_json(with_more)) == with_more


def test_packed_rows_of_another_table_are_refused():
    one, two = TABLES[0], next(table for table in TABLES if len(table.quantities) != len(TABLES[0].quantities))
    rows = [packed(one, Entry({}, {}, "39"))]
    with pytest.raises(ValueError, match=r"."):
        unpacked(two, rows, ["39"])


def test_what_was_never_asked_before_nobody_said():
    one, two = TABLES[0], next(table for table in TABLES if table.edition != TABLES[0].edition)
    found = score_columns(two, columns_of(one, [Entry({}, {}, "39")]).fitted(two), {})
    assert found.passed[0] == PASSED[score(two, {}, {}, industry="39").passed]
