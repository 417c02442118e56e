"""Write a paper as a Word file: by our own template, or by one that a bureau put in its place.

A template is code, so a foreign one is only ever run in a process of its own, in a sandbox, with limits of time, memory and size:
`python -m sinople.letters.papers.word MEMORY SECONDS` reads `{"template": base64, "document": …}` and writes the Word file.
"""

import base64
import io
import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.letters.papers.blocks import Document
from sinople.letters.papers.template import default_template

if TYPE_CHECKING:
    from docx.document import Document as DocxPage

MEMORY = 768 * 1024 * 1024
SECONDS = 15
LARGEST = 20 * 1024 * 1024
REFUSED = 3
TOO_MUCH = N_("The template needs more time or memory than a paper may take. Please look for a loop that never stops.")
ACTS = N_("The template tries to do what a template may not: %(why)s")
LACKS = N_("The template names something that a paper does not have: %(why)s")
MISSPELT = N_("A mark of the template is written wrongly: %(why)s")


def docx(document: Document, template: bytes = b"") -> bytes:
    """Return the paper as a Word file, by the bureau's template where there is one."""
    return render(template or _default(), asdict(document))


def render(template: bytes, document: Mapping[str, object], *, memory: int = MEMORY, seconds: int = SECONDS) -> bytes:
    """Return the template filled in; raise Refused with a sentence when it acts, never ends, or names what is not there."""
    given = json.dumps({"template": base64.b64encode(template).decode(), "document": document}).encode()
    command = [sys.executable, "-m", "sinople.letters.papers.word", str(memory), str(seconds)]
    home = Path(__file__).resolve().parents[3]
    try:
        ended = subprocess.run(command, input=given, capture_output=True, timeout=4 * seconds, check=False, cwd=home)
    except subprocess.TimeoutExpired as fault:
        raise Refused("The template does not come to an end. Please look for a loop that never stops.", field="file") from fault
    if ended.returncode == REFUSED:
        said = json.loads(ended.stdout)
        raise Refused(said["message"], field="file", **said["values"])
    if ended.returncode:
        raise Refused(TOO_MUCH, field="file")
    return ended.stdout


@cache
def _default() -> bytes:
    return default_template()


def _main(memory: int, seconds: int) -> int:
    given = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        written = _filled(base64.b64decode(given["template"]), given["document"])
    except MemoryError:
        return _refuse(TOO_MUCH)
    except Exception as fault:  # whatever a foreign template raises is said, in a process that ends here
        return _refuse(_sentence(fault), why=str(fault)[:200])
    if len(written) > LARGEST:
        return _refuse(N_("The paper that the template makes is larger than %(most)s MiB."), most=LARGEST // 1024 // 1024)
    sys.stdout.buffer.write(written)
    return 0


def _sentence(fault: Exception) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    said = {SecurityError: ACTS, UndefinedError: LACKS, TemplateSyntaxError: MISSPELT}
    return next((words for kind, words in said.items() if isinstance(fault, kind)), N_("The template cannot be filled in: %(why)s"))


def _filled(template: bytes, document: dict[str, object]) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    page, made = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    headings = [block for block in document["blocks"] if block["kind"] == "heading"]  # type: ignore[index, attr-defined]
    page.render({**document, "headings": headings}, jinja_env=ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    _widen(page.docx, [block for block in document["blocks"] if block["kind"] == "grid"])  # type: ignore[index, attr-defined]
    page.save(made)
    return made.getvalue()


def _widen(page: "DocxPage", grids: list[dict[str, list]]) -> None:  # type: ignore[type-arg]
    """Give the columns of each table their share of the width: a template cannot know how many there will be."""
    section = page.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    waiting = list(grids)
    for table in page.tables:
        if waiting and [cell.text for cell in table.rows[0].cells] == list(waiting[0]["head"]):
            shares = waiting.pop(0)["widths"]
            table.autofit = False
            for column, share in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):
                column.w = whole * share // sum(shares)
            for row in table._tbl.tr_lst:
                for cell, share in zip(row.tc_lst, shares, strict=True):
                    cell.width = whole * share // sum(shares)


def _refuse(message: str, **values: object) -> int:
    sys.stdout.write(json.dumps({"message": message, "values": values}))
    return REFUSED


if __name__ == "__main__":
    sys.exit(_main(int(sys.argv[1]), int(sys.argv[2])))
