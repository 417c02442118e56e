"""Documents and imports: a large workbook, a long notice, certificates, a report, a Word file, a bound application (P11); workbooks and lists read in (P12)."""

import io
import os
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django

from bench.scoring import best
from bench.tables import Row, show

ON = date(2023, 6, 30)
CELLS = (10_000, 20)
NOTICE_ROWS, IMPORT_ROWS, CERTIFICATES = 1_000, 5_000, 100
NAME = "示例精密制造（深圳）有限公司"


def run() -> int:
    """Make each document once to look at it, then time it."""
    os.environ |= {"SINOPLE_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings"}
    django.setup()
    lines = [*_workbook(), *_imports(), *_certificates(), *_notice(), *_reports()]
    show("documents", lines)
    return 0


def _line(what: str, seconds: float, wanted: str, **more: object) -> Row:
    return {"what": what, "figure": f"{seconds:.2f} s", "wanted": wanted, **more}


def _workbook() -> list[Row]:
    from sinople.titles.papers import register_xlsx

    rows, columns = CELLS
    cells = [tuple(f"{NAME}{n}" if column % 2 else n * column for column in range(columns)) for n in range(rows)]
    heads = [f"列{n}" for n in range(columns)]
    before = _peak()
    seconds = best(lambda: register_xlsx(cells, headings=heads, sheet="名册", on=ON), rounds=2)
    return [_line(f"{rows:,} × {columns} cells to XLSX", seconds, "≤ 2.5 s, ≤ 100 MiB", memory=f"+{_peak() - before} MiB")]


def _notice() -> list[Row]:
    from sinople.notices.papers import Listed, notice

    rows = [Listed(n, f"{NAME}{n}", "91440300MA5F00001A", "宝安生产基地", "宝安区") for n in range(1, NOTICE_ROWS + 1)]
    facts: dict[str, Any] = {
        "number": "深工信公示〔2023〕1号", "issuer": "深圳市工业和信息化局", "name": "公示", "title": "绿色工厂", "basis": "《办法》", "first_day": ON, "last_day": ON,
        "office": "示例处", "digest": "9f" * 32, "on": ON,
    }  # fmt: skip
    seconds = _first(lambda: notice(rows=rows, **facts))
    return [_line(f"notice of {NOTICE_ROWS:,} rows to PDF", seconds, "≤ 2 s")]


def _certificates() -> list[Row]:
    from sinople.titles.papers import certificate

    def made() -> None:
        for n in range(1, CERTIFICATES + 1):
            certificate(
                holder=f"{NAME}{n}", site="宝安", credit_code="91440300MA5F00001A", title="深圳市绿色工厂", number=f"SZ-{n}", granted_on=ON, basis="《办法》",
                verify_address=f"https://sinople.example/v/{n}", digest="9f" * 32,
            )  # fmt: skip

    certificate(holder=NAME, site="", credit_code="", title="", number="0", granted_on=ON, basis="", verify_address="", digest="9f" * 32)  # loads fonts
    seconds = _first(made)
    return [{"what": "certificates with QR code", "figure": f"{CERTIFICATES / seconds:.0f}/s", "wanted": "≥ 100/s a core"}]


def _reports() -> list[Row]:
    from sinople.law.cases import load_cases, sheet_of
    from sinople.law.outlines import outline_of
    from sinople.law.packs import load
    from sinople.letters.papers import Filling, filled, pdf
    from sinople.letters.papers.binding import Piece, bound, examined
    from sinople.letters.papers.word import docx

    packs = Path(__file__).resolve().parent.parent / "packs"
    table = load(packs / "sz-2022").table("GF-2018")
    case = next(one for one in load_cases(packs / "sz-2022") if one.title == "green-factory" and one.shows == "pass")
    facts = {"organisation.name": NAME, "site.name": "宝安生产基地", "number": "2023-GF-0001", "issuer": "深圳市工业和信息化局"}
    report = filled(outline_of(packs / "reference", "factory-self"), Filling(on=ON, facts=facts, sheet=sheet_of(table, case), table=table))
    seconds, content = _first(lambda: pdf(report)), pdf(report)
    pieces = [examined(Piece(f"证{n}", "pdf", lambda: content, "证明材料", size=len(content)), most=10**9) for n in range(60)]
    pages = sum(piece.pages for piece in pieces)
    return [
        _line("self-evaluation report, 69 rows, to PDF", seconds, "job"),
        _line("the same to a Word file, in a process of its own", best(lambda: docx(report), rounds=3), "job"),
        _line(
            f"bound application of 60 pieces, {pages} pages", best(lambda: bound(pieces, stamp="2023-GF-0001", on=ON, first=1, whole=pages), rounds=2), "job"
        ),
    ]


def _imports() -> list[Row]:
    import xlsxwriter

    from sinople.databook.rules.workbooks import Asked, typed_rows
    from sinople.files.sheets import read_sheets

    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for n in range(4, IMPORT_ROWS + 4):
            sheet.write_row(n, 0, [f"q{n}", NAME, "", n, "kWh", "厂区", ""])
    data, asked = page.getvalue(), [Asked(f"q{n}", 0, ("kWh",)) for n in range(4, IMPORT_ROWS + 4)]

    def read() -> None:
        typed, faults = typed_rows(read_sheets(data).sheets[0], asked)
        if len(typed) != IMPORT_ROWS or faults:
            raise RuntimeError("the bench reads something else than it wrote")

    lines = [
        _line(f"workbook of {IMPORT_ROWS:,} rows read and checked", best(read, rounds=2), "≤ 4 s, ≤ 150 MiB", memory=f"{_peak(resource.RUSAGE_CHILDREN)} MiB")
    ]
    folder = os.environ.get("SINOPLE_NATIONAL_LISTS", "")
    return [*lines, *(_lists(Path(folder)) if folder else [])]


def _lists(folder: Path) -> list[Row]:
    from sinople.titles.rules import read_national_lists

    count, seconds = _timed(lambda: len(read_national_lists(folder).holders))
    return [_line(f"national lists, {count:,} rows read and checked", seconds, "≤ 5 s")]


def _first(act: Callable[[], object]) -> float:
    """Return how long it takes the first time: typst remembers what it has set once, and no two papers are the same."""
    return _timed(lambda: bool(act()))[1]


def _timed(act: Callable[[], int]) -> tuple[int, float]:
    began = time.perf_counter()
    return act(), time.perf_counter() - began


def _peak(whose: int = resource.RUSAGE_SELF) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024
