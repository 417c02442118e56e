import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sinople.law.__main__ import main
from sinople.law.cases import load_cases
from sinople.law.packs import load

ROOT = Path(__file__).parents[2]
PACK = ROOT / "packs/sz-2022"
TITLES = [title.code for title in load(PACK).titles]


def said(capsys, *arguments):
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def sheet_of(title):
    """Return how the first case of a title is named on the command line."""
    for path in sorted((PACK / "cases").glob("*.yaml")):
        cases = path.read_text(encoding="utf-8").split("\n- name:" if "\n- name:" in path.read_text(encoding="utf-8") else "\n  - name:")[1:]
        for number, case in enumerate(cases, 1):
            if f"title: {title}\n" in case:
                return f"{path}::{number}"
    raise AssertionError(title)


@pytest.mark.parametrize("title", TITLES)
def test_a_sheet_of_every_title_is_scored(title, capsys):
    found = said(capsys, "score", str(PACK), title, sheet_of(title))
    case = next(case for case in load_cases(PACK) if case.title == title)
    assert found["title"] == title
    assert found["passed"] is case.expect.passed
    assert found["total"]["low"] == str(case.expect.low)
    assert {"vetoes", "gates", "groups", "rows", "needs", "proof", "digest"} <= set(found)
    assert found["proof"]["children"]


def test_a_sheet_of_its_own_is_scored_under_the_latest_requirements(tmp_path, capsys):
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps({"industry": "3982", "others_hold": "true", "readings": {"site_area": "10000"}}), encoding="utf-8")
    found = said(capsys, "score", str(PACK), "green-factory", str(sheet))
    assert (found["table"], found["decided"]) == ("GF-2018", False)
    assert {"kind": "quantity", "code": "floor_area"} in found["needs"]


def test_a_proof_is_explained_in_lines(capsys):
    assert main(["explain", str(PACK), "green-data-centre", sheet_of("green-data-centre"), "--language", "zh"]) == 0
    out = capsys.readouterr().out
    assert "energy_total / energy_it = 1.2" in out
    assert "DC-2022#DCD-1" in out
    assert "电能利用效率" in out


def test_a_date_is_told_day_by_day(capsys):
    found = said(capsys, "clock", str(PACK), "public_notice", "--from", "2023-09-28", "--calendars", str(ROOT / "packs/reference/calendars"))
    assert (found["last_day"], found["provisional"], found["authority"]) == ("2023-10-11", False, "practice")
    assert found["days"][1]["reason"] == "holiday"


def test_two_packs_are_compared(capsys):
    assert main(["compare", "packs/sz-2022", "packs/sz-2024"]) == 0
    said = json.loads(capsys.readouterr().out)
    titles = {one["path"]: one["what"] for one in said["differences"] if one["part"] == "titles"}
    assert titles["titles/water-leader"] == "removed"
    assert main(["compare", "packs/sz-2022", "packs/sz-2022"]) == 0
    assert json.loads(capsys.readouterr().out)["differences"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["score", str(PACK), "green-house", "x.yaml"], "cannot be read"),
        (["clock", str(PACK), "nothing", "--from", "2023-01-01"], "no clock with the code nothing"),
        (["score", "nowhere", "green-factory", "x.yaml"], "There is no pack.yaml here"),
        (["score", str(PACK), "green-factory", f"{PACK}/cases/green-park.yaml::99"], "has the cases 1 to 9, not 99"),
        (["score", str(PACK), "green-factory", f"{PACK}/titles.yaml"], "is not listed in sources.yaml"),
        (["score", str(ROOT / "packs/cn-2024"), "green-house", "requirements"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_refused_with_code_1(arguments, words, capsys):
    assert main(arguments) == 1
    assert words in capsys.readouterr().err


def test_a_title_without_a_table_is_refused(tmp_path, capsys):
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("industry: '39'\n", encoding="utf-8")
    assert main(["score", str(PACK), "green-house", str(sheet)]) == 1
    assert "name a table for the title green-house" in capsys.readouterr().err


def test_an_answer_that_fits_no_row_is_refused(tmp_path, capsys):
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("answers: {'9.9': {holds: true}}\n", encoding="utf-8")
    assert main(["score", str(PACK), "green-factory", str(sheet)]) == 1
    assert "has no row 9.9" in capsys.readouterr().err


def test_the_three_packs_are_clean(capsys):
    assert main(["check", *(str(ROOT / f"packs/{name}") for name in ("sz-2022", "sz-2024", "cn-2024"))]) == 0
    assert capsys.readouterr().out.count("SM3") == 3


def test_what_nothing_uses_is_remarked_on(capsys):
    assert main(["check", str(PACK), "--remarks"]) == 0
    out = capsys.readouterr().out
    assert "tables/DC-2018.yaml: no requirements name this table" in out
    assert "no rule uses the look-up motor_ie5" in out


def test_the_law_needs_neither_django_nor_numpy():
    loaded = "import sys; import sinople.law.__main__, sinople.law.scoring; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    unwatched = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # who measures coverage loads a database too
    names = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT, env=unwatched).stdout
    assert "'pydantic'" in names
    assert not {"'django'", "'numpy'", "'sqlite3'"} & set(names.strip("[]\n").split(", "))
