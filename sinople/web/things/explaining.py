"""Why a score is what it is: the proof step by step with links to readings, evidence and the law, and a summary in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from sinople.files import queries as files
from sinople.kernel.acting import Acting
from sinople.kernel.text import CHINESE, Text
from sinople.law.packs import Table
from sinople.law.readiness import Step, summary
from sinople.law.scoring import Proof, Sheet, SheetRow, VetoRow
from sinople.letters import printing
from sinople.web.tags import MARKS
from sinople.web.things.planning import as_pdf
from sinople.web.things.readying import step_words
from sinople.web.wording import moment, number, said, words

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """Where the pieces of a proof are found: the public page of the rules, the page of a figure by quantity, the evidence by row or quantity."""

    law: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[Link]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a proof with the places that it leads to."""

    message: str
    values: Mapping[str, Any]
    anchor: str
    authority: str
    ok: bool | None
    children: tuple["Node", ...]
    href: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One row: its proof, and how well its rule is known."""

    row: SheetRow | VetoRow
    node: Node
    mark: str
    source: Text | str
    notes: Sequence[Text] = ()


def links_to(law_key: str, *, book_key: str, table: Table, evidence: Mapping[str, Sequence[str]], acting: Acting) -> Links:
    """Return the places; `evidence` are the keys of files by row or quantity, of which those that may be seen are linked."""
    found = files.rows_of(acting, [key for keys in evidence.values() for key in keys])
    seen = {code: [(found[key].name, reverse("door:file", kwargs={"key": key})) for key in keys if key in found] for code, keys in evidence.items()}
    book = reverse("applicant:databook", kwargs={"key": book_key}) if book_key else ""
    figures = {quantity.code: f"{book}#id_{quantity.code}" for quantity in table.quantities} if book else {}
    return Links(reverse("public:rule", kwargs={"key": law_key}) if law_key else "", figures, seen)


def explanation(sheet: Sheet, steps: Sequence[Step], table: Table, links: Links, *, about: Sequence[tuple[str, str]],
    notes: Mapping[str, Sequence[Text]],
) -> dict[str, Any]:  # fmt: skip
    """Return what the page and the paper of an explanation show; `about` says whose score it is."""
    told = summary(sheet, steps)
    by_code = {row.code: row for rows in (table.vetoes, table.indicators) for row in rows}

    def explained(row: SheetRow | VetoRow) -> Explained:
        source = by_code[row.code]
        return Explained(row, node_of(row.proof, links, row.code), str(MARKS.get(source.mark, source.mark)), source.source, notes.get(row.code, ()))

    groups = [(group, [explained(row) for row in group.rows]) for group in sheet.groups]
    return {
        "sheet": sheet, "told": told, "next_words": [(step, step_words(step, table)) for step in told.next], "total": node_of(sheet.proof, links), "groups": groups,
        "basic": [explained(row) for row in sheet.vetoes], "about": about, "table": table,
    }  # fmt: skip


def node_of(proof: Proof, links: Links, code: str = "") -> Node:
    """Return a proof with its places; `code` is the row whose files belong to it."""
    quantity = str(proof.values.get("quantity", ""))
    evidence: list[Link] = list(links.evidence.get(code or quantity, ()))
    if quantity in links.figures:
        evidence.insert(0, (gettext("in the data book"), links.figures[quantity]))
    href = f"{links.law}#{proof.anchor.replace('#', '-')}" if links.law and "#" in proof.anchor else ""
    return Node(
        proof.message, proof.values, proof.anchor, proof.authority, proof.ok, tuple(node_of(child, links) for child in proof.children), href, tuple(evidence)
    )


def explanation_paper(page: Mapping[str, Any], *, on: datetime) -> HttpResponse:
    """Return the explanation as PDF, in the reader's language."""
    told = page["told"]
    parts = [(gettext("What is good"), told.good), (gettext("What fails"), told.fails), (gettext("What is open"), told.open)]
    rows = [[_line(1, one.node, one.mark), *_lines(one.node, 2)] for one in (*page["basic"], *(one for _group, ones in page["groups"] for one in ones))]
    data = {
        "language": get_language() or CHINESE, "heading": gettext("Why this score"), "under": page["about"][0][1], "facts": [*page["about"], (gettext("As of"), moment(on))],
        "summary": gettext("In plain words"), "parts": [{"name": f"{name} ({len(found)})", "rows": [said(row.name) for row in found]} for name, found in parts],
        "next": {"name": gettext("The next things"), "rows": [gettext("%(name)s: %(what)s") % {"name": said(step.name), "what": what} for step, what in page["next_words"]]},
        "steps": gettext("Step by step"), "total": [_line(0, page["total"], ""), *_lines(page["total"], 1)], "rows": rows, "footer": page["table"].edition, "page": gettext("Page"),
    }  # fmt: skip
    return as_pdf(printing.typeset("letters/papers/explanation.typ", data, on=on), "explanation.pdf")


def _line(depth: int, node: Node, mark: str) -> dict[str, Any]:
    said_of = [node.anchor, mark]
    return {"depth": depth, "ok": {True: "✓", False: "×", None: "·"}[node.ok], "words": words(node), "stands": " · ".join(filter(None, said_of))}


def _lines(node: Node, depth: int) -> list[dict[str, Any]]:
    return [line for child in node.children for line in (_line(depth, child, ""), *_lines(child, depth + 1))]


def points_words(sheet: Sheet) -> str:
    """Return the total of a sheet, or the two figures between which it lies."""
    low, high, most = (number(figure) for figure in (sheet.low, sheet.high, sheet.max))
    return f"{low} / {most}" if low == high else f"{low}–{high} / {most}"
