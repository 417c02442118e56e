import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from sinople.kernel.refused import Refused
from sinople.law import packs
from sinople.law.__main__ import main, schema
from sinople.law.cases import Case, differences, load_cases
from sinople.law.faults import PackFault
from sinople.law.packs.confirming import values_of
from sinople.law.packs.values import Value

PACKS = Path(__file__).parents[2] / "packs"
FOLDER = PACKS / "sz-2022"
PACK = packs.load(FOLDER)
TITLE = ("2022", "green-factory")
OURS = {"code": "x", "authority": "default", "mark": "S", "source": {"zh": "我们", "en": "ours"}}


def test_the_pack_is_the_measures_of_2022():
    document = PACK.document
    assert (document.number, document.effective.day.isoformat(), document.ends_on.day.isoformat()) == ("深工信规〔2022〕3号", "2022-08-01", "2024-07-19")
    assert document.effective.needs_confirmation
    assert not document.ends_on.needs_confirmation


EDITIONS = {
    "green-park": ("PK-2016", "park"),
    "green-supply-chain": ("SC-2016-general", "organisation"),
    "green-enterprise": ("GE-candidate", "organisation"),
    "green-factory": ("GF-2018", "site"),
    "green-product": ("GP-33761", "product"),
    "green-data-centre": ("DC-2022", "data_centre"),
    "energy-leader": ("EE-2017", "site"),
    "water-leader": ("WE-2020", "site"),
}


def test_eight_titles_in_seven_categories_each_with_its_table():
    assert {title.code: (PACK.table_for("2022", title.code).edition, title.attaches_to) for title in PACK.titles} == EDITIONS
    assert len({title.category for title in PACK.titles}) == 7
    assert PACK.title("green-factory").certificate_name.zh == "深圳市绿色工厂"
    for title in PACK.titles:
        assert len(PACK.vetoes_for(title.code)) == 6
        assert PACK.stages_for(title.code)[0].code == "draft"
        assert {paper.stage for paper in PACK.materials_for(title.code)} >= {"declared", "verified", "handed_in"}
    with pytest.raises(Refused, match="name no indicator table"):
        PACK.table_for("2022", "green-house")


@pytest.mark.parametrize("title", EDITIONS)
def test_each_title_has_a_clear_pass_a_failed_gate_and_a_border(title):
    shown = [case.shows for case in load_cases(FOLDER) if case.title == title]
    assert {"pass", "gate", "border"} <= set(shown)


def test_a_call_needs_only_the_values_of_its_own_title():
    assert not any(path.startswith(("tables/PK", "honours", "hearing", "supervision")) for path in (one.path for one in packs.unconfirmed(PACK, *TITLE)))


def test_the_thirteen_honours_and_the_amounts_that_are_known():
    known = {(honour.code, amount.code): amount.value.whole for honour in PACK.honours for amount in honour.amounts if amount.value.is_given}
    assert len(PACK.honours) == 13
    assert known == {
        ("design-demonstration", "national"): 1000000,
        ("smart-pv", "national"): 1000000,
        ("standard-announcement", "national"): 500000,
        ("factories", "city"): 200000,
    }
    assert {amount.value.mark for honour in PACK.honours for amount in honour.amounts if not amount.value.is_given} == {"NF"}


def test_supervision_and_hearing_are_data():
    assert PACK.supervision_of("yearly_table").value.said == "04-15"
    assert {rule.kind for rule in PACK.supervision} == {"duty", "limit", "ground"}
    assert {value.code: value.value for value in PACK.hearing}["least_representatives"] == "8"


def test_the_whole_table_of_2018():
    table = PACK.table("GF-2018")
    assert (len(table.vetoes), len(table.groups), len(table.indicators)) == (8, 6, 69)
    assert [group.weight.whole for group in table.groups] == [20, 15, 15, 10, 10, 30]
    assert [row.code for row in table.rows_of("GF18-6")] == [f"6.{n}" for n in range(1, 13)]
    assert table.indicator("6.10").code == "6.10"


def test_the_veto_list_is_a_default_by_analogy():
    assert [veto.code for veto in PACK.vetoes_for("green-factory")] == ["V1", "V2", "V3", "V4", "V5", "V6"]
    assert {veto.authority for veto in PACK.vetoes} == {"default"}


def test_parts_are_found_by_their_codes():
    assert PACK.clock("public_notice").days.whole == 5
    assert PACK.setting("panel_size").whole == 3
    assert PACK.name.zh.startswith("深圳市工业和信息化局")
    assert [level.name.zh for level in PACK.route("notice")] == ["拟办", "签发", "编号", "用印", "发布"]
    assert [stage.code for stage in PACK.stages_for("green-factory")][-3:] == ["public_notice", "publication", "granted"]
    assert "self_evaluation_report" in [row.code for row in PACK.materials_for("green-factory")]
    assert PACK.requirements_of("2022").covers(PACK.document.effective.day)


@pytest.mark.parametrize("ask", ["title", "clock", "material", "stage", "condition", "veto", "setting", "route", "requirements_of", "table"])
def test_a_code_that_does_not_exist_is_refused(ask):
    with pytest.raises(Refused, match="no"):
        getattr(PACK, ask)("nothing")


def test_only_articles_one_to_four_are_enacted():
    assert [row.anchor for row in PACK.articles if row.authority == "enacted"] == [f"sz-2022#{n}" for n in range(1, 5)]


@pytest.mark.parametrize(
    ("anchor", "words", "is_article"),
    [
        ("sz-2022#2", "第二条（推定条号）", True),
        ("sz-2022#1", "第一条", True),
        ("sz-2022#18", "第三方评价机构（听证会答复（2022-05-10））", False),
        ("sz-2022#hearing.5", "听证会答复（2022-05-10）第5项", False),
        ("GF-2018#6.1", "第6.1项（背景资料）", False),
        ("elsewhere#1", "elsewhere#1", False),
    ],
)
def test_how_a_place_is_cited(anchor, words, is_article):
    citation = packs.cite(PACK, anchor)
    assert citation.words.zh.endswith(words)
    assert citation.is_article is is_article


@pytest.mark.parametrize(
    ("number", "setting", "value"),
    [
        (1, "national_calls_in_parallel", "true"),
        (2, "applications_per_organisation", None),
        (3, "rewards_capped_at_national", "true"),
        (4, "apply_per_site", "true"),
        (5, "step_by_step_levels", "false"),
        (6, "evaluator_conditions_block", "false"),
        (7, "targets_in_plan", "true"),
        (8, "rewards_for_all_titles", "true"),
        (9, "own_technology_exempt", "true"),
        (10, "title_names_bureau", "true"),
        (11, "employee_care_required", "true"),
    ],
)
def test_the_eleven_answers_of_the_hearing_stand_in_the_pack(number, setting, value):
    answer = PACK.by_anchor[f"sz-2022#hearing.{number}"]
    assert answer.setting == setting
    assert PACK.setting(setting).value == value
    assert not PACK.setting(setting).needs_confirmation


def test_conditions_on_evaluators_never_block():
    assert not any(condition.blocks for condition in PACK.conditions if condition.concerns == "evaluator")


def test_care_for_employees_is_a_basic_requirement():
    assert [veto.authority for veto in PACK.table("GF-2018").vetoes if veto.code == "GF18-B8"] == ["hearing"]


def test_the_digest_survives_the_way_through_the_database():
    written = packs.to_json(PACK)
    assert packs.digest(packs.from_json(written)) == packs.digest(PACK)
    assert packs.from_json(written, sealed=packs.digest(PACK)) == PACK
    assert len(packs.digest(PACK)) == 64


def test_a_pack_changed_after_sealing_is_refused():
    changed = packs.to_json(PACK).replace('"value":"5"', '"value":"6"', 1)
    with pytest.raises(Refused, match="does not fit its digest"):
        packs.from_json(changed, sealed=packs.digest(PACK))


def test_what_a_call_needs_and_nobody_has_confirmed():
    found = {one.path: one.value for one in packs.unconfirmed(PACK, *TITLE)}
    assert {
        "document/effective",
        "clocks/public_notice/days",
        "tables/GF-2018/mandatory_share",
        "tables/GF-2018/indicators/6.2/must/threshold",
        "vetoes/V1/applies",
    } <= set(found)
    assert all(value.needs_confirmation for value in found.values())
    assert not any(path.startswith("titles/green-park") for path in found)
    assert "settings/step_by_step_levels" not in found


def test_what_may_stay_open():
    left = [one.path for one in packs.left_open(PACK, *TITLE)]
    assert left == [
        "titles/green-factory/validity_years",
        "requirements/2022/number",
        "tables/GF-2018/pass_total",
        "tables/GF-2018/indicators/6.3/must/stand_in",
        "tables/GF-2018/indicators/6.3/optional/stand_in",
    ]


def test_an_officer_confirms_all_with_a_source():
    found = packs.unconfirmed(PACK, *TITLE)
    sure = packs.confirmed(PACK, [packs.Confirmation(one.path, "演示虚构") for one in found])
    assert packs.unconfirmed(sure, *TITLE) == []
    assert packs.digest(sure) != packs.digest(PACK)
    assert sure.clock("public_notice").days.confirmed_by == "演示虚构"


def test_a_confirmation_may_bring_a_value():
    sure = packs.confirmed(
        PACK, [packs.Confirmation("tables/GF-2018/pass_total", "市局来函", "85"), packs.Confirmation("clocks/correction/days", "市局来函", "5")]
    )
    assert sure.table("GF-2018").pass_total.number == 85
    assert sure.clock("correction").days.whole == 5


@pytest.mark.parametrize(
    ("confirmation", "said"),
    [
        (packs.Confirmation("clocks/nothing/days", "x"), "no value at clocks/nothing/days"),
        (packs.Confirmation("clocks/correction/days", "  "), "Name the source"),
        (packs.Confirmation("clocks/correction/days", "x", "soon"), "cannot be used"),
        (packs.Confirmation("settings/panel_rule", "x", " "), "cannot be used"),
    ],
)
def test_a_confirmation_that_cannot_stand_is_refused(confirmation, said):
    with pytest.raises(Refused, match=said):
        packs.confirmed(PACK, [confirmation])


def test_every_value_has_a_place_of_its_own():
    paths = [one.path for one in values_of(PACK)]
    assert len(paths) == len(set(paths))


def test_a_value_without_value_is_refused_when_asked():
    with pytest.raises(Refused, match="not known"):
        _ = PACK.title("green-factory").validity_years.whole


@pytest.mark.parametrize(
    ("kind", "written", "ask", "wanted"),
    [
        ("number", "6.10", "number", Decimal("6.10")),
        ("whole", "3", "whole", 3),
        ("bool", "true", "holds", True),
        ("bool", "false", "holds", False),
        ("text", "no", "said", "no"),
    ],
)
def test_values_keep_their_written_form(kind, written, ask, wanted):
    value = Value(kind=kind, value=written, **OURS)
    assert getattr(value, ask) == wanted
    assert value.value == written


@pytest.mark.parametrize(
    ("kind", "written"), [("number", "many"), ("number", "NaN"), ("whole", "1.5"), ("bool", "no"), ("text", " "), ("date", "2022-13-01"), ("date", "20220801")]
)
def test_a_value_of_the_wrong_kind_is_refused(kind, written):
    with pytest.raises(ValidationError):
        Value(kind=kind, value=written, **OURS)


@pytest.mark.parametrize(
    ("change", "needs"),
    [({}, False), ({"mark": "D"}, True), ({"value": None}, True), ({"value": None, "may_be_empty": True}, False), ({"mark": "B", "confirmed_by": "函"}, False)],
)
def test_what_needs_confirmation(change, needs):
    assert Value(**{**OURS, "value": "1", **change}).needs_confirmation is needs


CASES = [(folder, case) for folder in sorted(PACKS.iterdir()) if (folder / "cases").is_dir() for case in load_cases(folder)]


@pytest.mark.parametrize(("folder", "case"), CASES, ids=[case.name for _folder, case in CASES])
def test_golden_cases(folder, case):
    assert differences(packs.load(folder), case) == []


def test_a_golden_case_that_fails_says_how():
    expect = {"low": "1", "passed": False, "decided": True, "rows": {"6.1": {"figure": "2", "verdict": "met"}}}
    assert differences(PACK, Case(name="n", basis="b", edition="GF-2018", industry="39", expect=expect)) == [
        "low: 0 instead of 1",
        "decided: False instead of True",
        "passed: None instead of False",
        "6.1 figure: None instead of 2",
        "6.1: undecided instead of met",
    ]


# — a pack that is wrong says so with file, line and how to mend —


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "sz-2022"))


def change(folder, file, old, new):
    path = folder / file
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")
    return written[: written.index(old)].count("\n") + 1


TABLE = "tables/GF-2018.yaml"
PARK, CHAIN, WATER = "tables/PK-2016.yaml", "tables/SC-2016-general.yaml", "tables/WE-2020.yaml"
WRONG = [
    (TABLE, "weight: {value: 20}", "weight: {value: 21}", "add up to 101, not to 100", None),
    (TABLE, "mandatory_share: {value: 60", "mandatory_share: {value: 50", "add up to 90, not to 100", 0),
    (TABLE, "output_value / site_area", "output_value / sight_area", "'sight_area', which is not a quantity", 0),
    (TABLE, "output_value / site_area", "output_value ** 2", "cannot be used", 0),
    (TABLE, 'unit: "tce", group: energy}', 'unit: "tce", group: energy, formula: "carbon_t / energy_tce"}', "run in a circle: energy_tce → energy_tce", 0),
    (TABLE, "lookup: far_min}", "lookup: far_max}", "look-up 'far_max' does not exist", 0),
    (TABLE, "limit_quantity: energy_limit", "limit_quantity: limit", "'limit' is not a quantity", 0),
    (TABLE, "group: GF18-1\n", "group: GF18-9\n", "group 'GF18-9' is not among the groups", 0),
    (TABLE, 'unit: "m2", group: land', 'unit: "m2", group: sea', "group 'sea' is not among quantity_groups", 0),
    (TABLE, 'unit: "m2", group: land', 'unit: "acre", group: land', "unit 'acre' is not known", 0),
    (TABLE, 'unit: "万元/m2"', 'unit: "万元/acre"', "is not known", 0),
    (TABLE, "need: {value: M, kind: text}", "need: {value: X, kind: text}", "'X' is no need", 0),
    (TABLE, "need: {value: M, kind: text}", "need: {value: O, kind: text}", "has the wrong rules", 0),
    (
        TABLE,
        "need: {value: C, kind: text}\n    must: {kind: must_full}\n    may_not_apply: true",
        "need: {value: C, kind: text}\n    must: {kind: must_full}",
        "must say may_not_apply",
        None,
    ),
    (TABLE, "must: {kind: must_full}", "must: {kind: degree}", "rule 'degree' cannot stand here", 0),
    (TABLE, 'op: ">=", threshold: {value: 30}}', 'op: ">="}', "'threshold' is missing", 0),
    (TABLE, "base: {value: 73}, lead: {value: 90}", "base: {value: 90}, lead: {value: 90}", "same figure", 0),
    (TABLE, "share: {value: 0.8}", "share: {value: 0.5}", "must rise from 0 to 1", 0),
    (TABLE, "{at: {value: 40}, share: {value: 0.8}}", "{at: {value: 20}, share: {value: 0.8}}", "must stand in order", 0),
    (TABLE, "value: rescale", "value: forget", "'forget' is no way", 0),
    (TABLE, 'code: "1.1b"', 'code: "1.1a"', "'1.1a' stands here a second time", 0),
    (TABLE, "edition: GF-2018", "edition: GF-2019", "must be called GF-2019.yaml", None),
    (TABLE, "weight: {value: 20}", "weight: {value: heavy}", "heavy is not a number", 0),
    (TABLE, "kind: tier,", "kind: stairs,", "write one of 'veto_bool'", 0),
    (TABLE, 'name: {zh: "基础设施", en: "Infrastructure"}', "name: {zh: 基础设施}", "both languages", 0),
    ("clocks.yaml", "    starts_with: {zh: 申报提交", "    begins_with: {zh: 申报提交", "'begins_with' is not known here", 0),
    ("clocks.yaml", "    name: {zh: 区级审核, en: District review}\n", "", "'name' is missing", -1),
    ("clocks.yaml", "code: correction", "code: district_review", "a second time", 0),
    ("clocks.yaml", "anchor: sz-2022#14", "anchor: sz-2022#99", "names no article", 0),
    ("clocks.yaml", "source: ours", "source: theirs", "The source 'theirs' is not listed", 0),
    ("clocks.yaml", "clocks:", "watches:", "watches is not known here", None),
    ("clocks.yaml", "code: correction", "code: cor rection", "a code holds letters", 0),
    ("clocks.yaml", "code: correction", "code: &this correction\n    kind: *this", "alias", None),
    ("clocks.yaml", "code: correction", "code: !!python/name correction", "tag", None),
    ("clocks.yaml", "code: correction", "code: correction\n    code: correction", "written twice", None),
    ("clocks.yaml", "  - code: correction", " - code: correction", "not YAML", None),
    ("titles.yaml", "vetoes: [V1,", "vetoes: [V9,", "'V9' is not among the vetoes", 0),
    ("titles.yaml", "materials: [application_form,", "materials: [application,", "'application' is not among the materials", 0),
    ("stages.yaml", "clock: decision", "clock: decide", "'decide' is not among the clocks", 0),
    ("materials.yaml", "stage: declared", "stage: declaring", "'declaring' is not among the stages", 0),
    ("routes.yaml", "levels: [prepare, approve", "levels: [prepare, improve", "'improve' is not among the levels", 0),
    ("articles.yaml", "anchor: sz-2022#1\n", "anchor: sz-2023#1\n", "must begin with sz-2022#", 0),
    ("answers.yaml", "setting: apply_per_site", "setting: apply", "setting 'apply' does not exist", 0),
    ("requirements/2022.yaml", "ends: 2023-12-31", "ends: 2021-12-31", "ends before it begins", 0),
    ("requirements/2022.yaml", "title: green-factory", "title: green-house", "'green-house' is not a title", 0),
    ("requirements/2022.yaml", "edition: GF-2018", "edition: GF-2017", "no table of the edition 'GF-2017'", 0),
    ("requirements/2022.yaml", "begins: 2022-08-01", "begins: 2022-07-31", "before the pack takes effect on 2022-08-01", 0),
    ("requirements/2022.yaml", "ends: 2023-12-31", "ends: 2024-12-31", "after the pack has ended on 2024-07-19", 0),
    ("tables/DC-2022.yaml", "since: 2022-11-01", "since: 2024-11-01", "DC23-5 rests on a text of 2024-11-01", None),
    ("honours.yaml", "title: green-factory", "title: green-house", "'green-house' is not a title", 0),
    ("supervision.yaml", "anchor: sz-2022#22", "anchor: sz-2022#99", "names no article", 0),
    ("clocks.yaml", "authority: default", "authority: enacted", "is said to be enacted, but names no article", None),
    (PARK, "k: {value: 2, kind: whole}", "k: {value: 4, kind: whole}", "Of 4 rows, 4 cannot be picked", None),
    (PARK, "rows: [RG5, RG6, RG7, RG8]", "rows: [RG5, RG6, RG7, RG9]", "'RG9' is not a row", None),
    (PARK, "rows: [IG2, IG3]", "rows: [IG2, RG5]", "stands in two choices", None),
    (PARK, "value: mean", "value: middle", "'middle' is no way to make one total out of years", None),
    (PARK, "quantity: carbon_intensity,", "quantity: carbon,", "'carbon' is not a quantity", None),
    (PARK, "lead: {value: 3}", "lead: {value: 0}", "A lead of nought", None),
    (PARK, "kind: choose_k_of_n", "kind: choose", "write one of 'choose_k_of_n'", None),
    (PARK, "formula: industrial_value_added / energy_tce", "formula: industrial_value_added + energy_tce", "money meets standard coal", None),
    (
        PARK,
        "formula: industrial_value_added / energy_tce",
        "formula: energy_tce / industrial_value_added",
        "gives standard coal / money, but the unit 万元/tce is money / standard coal",
        None,
    ),
    (CHAIN, "points: {value: 8}", "points: {value: 9}", "The points of the rows of X1 add up to 21, not to its weight 20", None),
    (CHAIN, "at: {value: 75}", "at: {value: 65}", "The stars must stand in order", None),
    (CHAIN, "at: {value: 90, mark: U}", "at: {value: 101, mark: U}", "is never reached", None),
    (WATER, "row: WE-U", "row: WE-9", "by which is ranked does not exist", None),
    (WATER, "code: clinker", "code: bars", "has the key 'bars' a second time", None),
    ("tables/CP-PCB.yaml", "levels: [{value: 45}, {value: 55}", "levels: [{value: 55}, {value: 45}", "levels must stand in order", None),
    ("tables/DC-2018.yaml", "must: {kind: must_full}", "must: {kind: affine}", "'intercept' is missing", None),
    (
        TABLE,
        'op: ">=", threshold: {value: 30}}\n    optional: {kind: tier, tiers: [{at: {value: 40}',
        'op: ">=", threshold: {value: 50}}\n    optional: {kind: tier, tiers: [{at: {value: 40}',
        "points begin at 40, before the mandatory limit 50",
        None,
    ),
    ("pack.yaml", "value: 2022-08-01", "value: 1.8.2022", "year-month-day", -1),
    ("sources.yaml", "background: {zh: 背景知识，未核对原文, en:", "background: {cn: 背景知识，未核对原文, en:", "needs its words in both languages", 0),
]


@pytest.mark.parametrize(("file", "old", "new", "said", "offset"), WRONG)
def test_a_wrong_pack_says_where_and_how_to_mend(folder, file, old, new, said, offset):
    line = change(folder, file, old, new)
    with pytest.raises(PackFault) as fault:
        packs.load(folder)
    fitting = [one for one in fault.value.problems if said in str(one)]
    assert fitting, str(fault.value)
    assert fitting[0].file.endswith(file)
    if offset is not None:
        assert fitting[0].line == line + offset, str(fitting[0])


def test_a_circle_over_three_quantities_is_shown(folder):
    for code, formula in {"energy_tce": "carbon_t", "carbon_t": "output_value + 1", "output_value": "energy_tce / 2"}.items():
        path = folder / TABLE
        written = path.read_text(encoding="utf-8").replace(f"{{code: {code},", f'{{code: {code}, formula: "{formula}",', 1)
        path.write_text(written, encoding="utf-8")
    with pytest.raises(PackFault, match="energy_tce → carbon_t → output_value → energy_tce"):
        packs.load(folder)


def test_every_fault_is_told_at_once(folder):
    change(folder, "clocks.yaml", "source: ours", "source: theirs")
    change(folder, "pack.yaml", "number: ", "nummer: ")
    with pytest.raises(PackFault) as fault:
        packs.load(folder)
    assert {Path(one.file).name for one in fault.value.problems} == {"clocks.yaml", "pack.yaml"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "empty or holds no names"),
        (b"- a\n", "holds no names"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"a: [", "not YAML"),
        (b"clocks: {a: b}", "list 'clocks' is missing"),
    ],
)
def test_a_file_that_is_no_part_of_a_pack(folder, written, said):
    (folder / "clocks.yaml").write_bytes(written)
    with pytest.raises(PackFault, match=said):
        packs.load(folder)


def test_a_missing_file_is_named(folder):
    (folder / "clocks.yaml").unlink()
    with pytest.raises(PackFault, match=r"clocks\.yaml:1: The file cannot be read"):
        packs.load(folder)


HOSTILE = [
    ("clocks.yaml", "[" * 1_000_000, "nest"),
    ("clocks.yaml", "a: " + "{a: " * 100_000, "nested deeper than 30 levels"),
    ("clocks.yaml", "a: &a [x]\nb: *a\n", "alias"),
    ("clocks.yaml", "clocks: [" + "x, " * 1_000_000 + "]", "longer than 2 million"),
]


@pytest.mark.parametrize(("file", "written", "said"), HOSTILE, ids=["lists", "names", "alias", "length"])
def test_a_file_made_to_fell_the_reader_is_refused(folder, file, written, said):
    (folder / file).write_text(written, encoding="utf-8")
    with pytest.raises(PackFault, match=said):
        packs.load(folder)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("output_value.__class__", "is not allowed"),
        ("9**9**9**9", "is not allowed"),
        ("__import__('os')", "is not allowed"),
        ("output_value[0]", "is not allowed"),
        ("-" * 300 + "output_value", "cannot be used"),
        ("output_value + " * 60 + "1", "longer than 400"),
        ("1e999 + output_value", "is not a figure"),
        ("lambda: output_value", "is not allowed"),
    ],
)
def test_a_formula_made_to_harm_is_refused_with_its_place(folder, formula, said):
    line = change(folder, TABLE, '"output_value / site_area"', json.dumps(formula))
    with pytest.raises(PackFault) as fault:
        packs.load(folder)
    fitting = [one for one in fault.value.problems if said in str(one)]
    assert fitting, str(fault.value)[:500]
    assert fitting[0].line == line


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("since: 2023-01-01", "The table GF-2018 is of 2023-01-01, but these requirements begin on 2022-08-01"),
        ("since: 2018-12-01\nuntil: 2022-12-31", "The table GF-2018 ended on 2022-12-31, but these requirements run until 2023-12-31"),
    ],
)
def test_a_table_is_used_neither_before_its_day_nor_after_its_end(folder, new, said):
    change(folder, TABLE, "since: 2018-12-01", new)
    with pytest.raises(PackFault) as fault:
        packs.load(folder)
    assert [(Path(one.file).name, one.line) for one in fault.value.problems if said in str(one)] == [("2022.yaml", 15)]


def test_a_borrowed_table_is_sealed_into_the_borrower(tmp_path):
    later = packs.load(PACKS / "sz-2024")
    assert later.table("GF-2018") == PACK.table("GF-2018")
    assert packs.from_json(packs.to_json(later)) == later
    for name in ("sz-2022", "sz-2024"):
        shutil.copytree(PACKS / name, tmp_path / name)
    line = change(tmp_path / "sz-2022", TABLE, "weight: {value: 20}", "weight: {value: 21}")
    with pytest.raises(PackFault) as fault:
        packs.load(tmp_path / "sz-2024")
    assert fault.value.problems[0].file.endswith("sz-2022/tables/GF-2018.yaml")
    assert line
    shutil.rmtree(tmp_path / "sz-2022")
    with pytest.raises(PackFault, match="cannot be read"):
        packs.load(tmp_path / "sz-2024")


@pytest.mark.parametrize(
    ("pack", "titles", "end", "third_party"),
    [("sz-2022", 8, "2024-07-19", "true"), ("sz-2024", 3, "2029-07-19", "false"), ("cn-2024", 5, None, "false")],
)
def test_three_regulations(pack, titles, end, third_party):
    loaded = packs.load(PACKS / pack)
    assert (len(loaded.titles), loaded.document.ends_on.value, loaded.setting("third_party_required").value) == (titles, end, third_party)


def test_what_the_later_regulations_say():
    city, state = packs.load(PACKS / "sz-2024"), packs.load(PACKS / "cn-2024")
    assert city.document.repeals == ("深工信规〔2022〕3号",)
    assert city.document.effective.day == PACK.document.ends_on.day
    assert city.document.validity_years.whole == 5
    assert city.setting("national_listed_automatically").holds
    assert (state.clock("public_notice").days.whole, state.clock("public_notice").kind) == (15, "calendar")
    assert (state.setting("recommend_by").said, state.supervision_of("yearly_table").value.said) == ("07-31", "04-15")
    assert state.condition("evaluator_yearly_load").value.whole == 15
    assert [state.supervision_of(f"code_{grade}_percent").value.whole for grade in ("a_plus", "a", "b")] == [5, 35, 60]
    assert [row.title for row in state.requirements_of("2025").tables] == ["green-factory", "green-park"]
    assert len([article for article in state.articles if article.anchor.split("#")[1].isdecimal() and int(article.number == "390") == 0]) >= 27


# — the command —


def test_check_says_that_all_is_well(capsys):
    assert main(["check", str(FOLDER)]) == 0
    assert packs.digest(PACK) in capsys.readouterr().out


def test_check_says_what_is_wrong(folder, capsys):
    line = change(folder, TABLE, "lookup: far_min}", "lookup: far_max}")
    assert main(["check", str(folder)]) == 1
    assert f"GF-2018.yaml:{line}: The look-up 'far_max' does not exist" in capsys.readouterr().err


def test_check_runs_the_golden_cases(folder, capsys):
    change(folder, "cases/annex-a.yaml", "figure: 51.67", "figure: 51.68")
    assert main(["check", str(folder)]) == 1
    assert "6.2 figure: 51.67 instead of 51.68" in capsys.readouterr().err


def test_check_needs_the_folder_of_a_pack(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 1
    assert "There is no pack.yaml here" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["check"], ["mend", "x"]])
def test_a_wrong_call_shows_the_usage(arguments, capsys):
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_the_schema_that_is_shipped_is_the_one_of_the_code(capsys):
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema() == (PACKS / "pack.schema.json").read_text(encoding="utf-8")
    assert json.loads(schema())["title"] == "Pack"
