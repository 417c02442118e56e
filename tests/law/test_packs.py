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


def test_eight_titles_of_which_one_has_a_table():
    assert len(PACK.titles) == 8
    assert PACK.title("green-factory").certificate_name.zh == "深圳市绿色工厂"
    assert PACK.table_for(*TITLE).edition == "GF-2018"
    with pytest.raises(Refused, match="name no indicator table"):
        PACK.table_for("2022", "green-park")


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
    (TABLE, 'op: ">=", threshold: {value: 30}}', 'op: ">="}', "needs 'threshold'", 0),
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
