"""`python -m sinople.law check packs/sz-2022 …` reads packs, checks them, runs their golden cases, and says what is wrong, with file and line.

`python -m sinople.law schema` prints the JSON Schema of a sealed pack.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sinople.law.cases import differences, load_cases
from sinople.law.faults import PackFault
from sinople.law.packs.loading import load
from sinople.law.packs.models import Pack
from sinople.law.packs.sealing import digest

USAGE = "usage: python -m sinople.law check FOLDER [FOLDER …]\n       python -m sinople.law schema\n"


def main(arguments: Sequence[str]) -> int:
    """Check every folder named; return 0 when all are well, 1 when one is not, 2 when the call is wrong."""
    if list(arguments) == ["schema"]:
        sys.stdout.write(schema())
        return 0
    if len(arguments) < 2 or arguments[0] != "check":
        sys.stderr.write(USAGE)
        return 2
    return max(_check(Path(folder)) for folder in arguments[1:])


def schema() -> str:
    """Return the JSON Schema of a sealed pack."""
    return json.dumps(Pack.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _check(folder: Path) -> int:
    try:
        pack = load(folder)
        cases = load_cases(folder)
    except PackFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    wrong = [f"{folder}/cases: {case.name}: {difference}" for case in cases for difference in differences(pack, case)]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if wrong:
        return 1
    sys.stdout.write(f"{folder}: {pack.document.number}, {len(pack.tables)} table(s), {len(cases)} case(s), SM3 {digest(pack)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
