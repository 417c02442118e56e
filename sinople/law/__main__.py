"""The law on the command line: `python -m sinople.law check | score | explain | clock | compare | schema`; docs/law.md tells what each prints.

Exit codes: 0 all is well; 1 a pack or a sheet has faults, or a golden case comes out otherwise; 2 the call is wrong.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from sinople.kernel.refused import Refused
from sinople.law import comparing, printing
from sinople.law.calendar import load_calendar
from sinople.law.cases import Case, Given, differences, load_cases, sheet_of
from sinople.law.clocks import due, start_of
from sinople.law.faults import PackFault
from sinople.law.packs.loading import load
from sinople.law.packs.models import Pack
from sinople.law.packs.reading import read_list, read_rows, read_tree
from sinople.law.packs.remarks import remarks_of
from sinople.law.packs.sealing import digest
from sinople.law.packs.tables import Table
from sinople.law.scoring.sheets import Sheet

CALENDARS = Path("packs/reference/calendars")


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code."""
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    try:
        return VERBS[asked.verb](asked)
    except (PackFault, Refused) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1


def schema() -> str:
    """Return the JSON Schema of a sealed pack."""
    return json.dumps(Pack.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sinople.law", description="Checks packs, scores sheets, explains scores and dates.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="read packs, check them, run their golden cases")
    check.add_argument("folders", nargs="+", type=Path)
    check.add_argument("--remarks", action="store_true", help="also name what nothing uses")
    for verb, words in (("score", "the sheet as JSON"), ("explain", "the sheet as an indented proof")):
        score = verbs.add_parser(verb, help=words)
        score.add_argument("pack", type=Path)
        score.add_argument("title")
        score.add_argument("sheet", help="a YAML or JSON file; FILE::3 is the third case of a file of golden cases")
        score.add_argument("--requirements", default="", help="which publication; without it the latest that names the title")
        score.add_argument("--language", choices=("zh", "en"), default="en")
    clock = verbs.add_parser("clock", help="when a time limit ends, and why, as JSON")
    clock.add_argument("pack", type=Path)
    clock.add_argument("clock")
    clock.add_argument("--from", dest="begins", type=date.fromisoformat, required=True, metavar="DATE")
    clock.add_argument("--calendars", type=Path, default=CALENDARS)
    compare = verbs.add_parser("compare", help="what differs from one pack to the other, as JSON")
    compare.add_argument("before", type=Path)
    compare.add_argument("after", type=Path)
    verbs.add_parser("schema", help="the JSON Schema of a sealed pack")
    return parser


def _check(asked: argparse.Namespace) -> int:
    return max(_check_one(folder, remarks=asked.remarks) for folder in asked.folders)


def _check_one(folder: Path, *, remarks: bool) -> int:
    try:
        pack = load(folder)
        cases = load_cases(folder)
        wrong = [f"{folder}/cases: {case.name}: {difference}" for case in cases for difference in differences(pack, case)]
    except (PackFault, Refused) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if remarks:
        sys.stdout.writelines(f"{folder}/{remark}\n" for remark in remarks_of(pack))
    if wrong:
        return 1
    sys.stdout.write(f"{folder}: {pack.document.number}, {len(pack.tables)} table(s), {len(cases)} case(s), SM3 {digest(pack)}\n")
    return 0


def _score(asked: argparse.Namespace) -> int:
    pack, table, sheet = _sheet(asked)
    found = {"pack": pack.code, "digest": digest(pack), "title": asked.title, "table": table.edition} | printing.sheet_as_json(sheet, asked.language)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return 0


def _explain(asked: argparse.Namespace) -> int:
    _pack, table, sheet = _sheet(asked)
    sys.stdout.writelines(f"{line}\n" for line in printing.explained(table, sheet, asked.language))
    return 0


def _sheet(asked: argparse.Namespace) -> tuple[Pack, Table, Sheet]:
    pack, (path, _mark, number) = load(asked.pack), asked.sheet.partition("::")
    given = _case(Path(path), number) if number else read_rows(Path(path), Given)
    edition = given.edition if isinstance(given, Case) and given.edition else ""
    table = pack.table(edition) if edition else pack.table_for(asked.requirements or _latest(pack, asked.title), pack.title(asked.title).code)
    return pack, table, sheet_of(table, given)


def _case(path: Path, number: str) -> Given:
    cases = read_list(read_tree(path), "cases", Case)
    if not number.isdecimal() or not 1 <= int(number) <= len(cases):
        raise Refused("The file %(file)s has the cases 1 to %(count)s, not %(number)s.", file=str(path), count=len(cases), number=number)
    return cases[int(number) - 1]


def _latest(pack: Pack, title: str) -> str:
    naming = [part for part in pack.requirements if any(row.title == title for row in part.tables)]
    if not naming:
        raise Refused("No requirements of the pack %(pack)s name a table for the title %(title)s.", pack=pack.code, title=title)
    return max(naming, key=lambda part: part.begins).code


def _clock(asked: argparse.Namespace) -> int:
    found = due(load(asked.pack).clock(asked.clock), start_of(asked.begins), load_calendar(asked.calendars))
    sys.stdout.write(json.dumps(printing.due_as_json(found), ensure_ascii=False, indent=1) + "\n")
    return 0


def _compare(asked: argparse.Namespace) -> int:
    found = comparing.compare(load(asked.before), load(asked.after))
    sys.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n")
    return 0


def _schema(_asked: argparse.Namespace) -> int:
    sys.stdout.write(schema())
    return 0


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "score": _score,
    "explain": _explain,
    "clock": _clock,
    "compare": _compare,
    "schema": _schema,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
