"""Sheets, proofs and dates as plain JSON and as lines to read, for the command line. The names of the keys do not change."""

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal

from sinople.kernel.refused import Value
from sinople.kernel.text import Text
from sinople.law.clocks import Due
from sinople.law.packs.tables import Table
from sinople.law.scoring.sheets import Outcome, Proof, Sheet, SheetRow

Plain = dict[str, object]


def sheet_as_json(sheet: Sheet, language: str) -> Plain:
    """Return the sheet as plain values: figures as text, proofs as a tree with the sentence in English and its values."""
    return {
        "industry": sheet.industry,
        "total": {"low": str(sheet.low), "high": str(sheet.high), "max": str(sheet.max)},
        "decided": sheet.decided,
        "passed": sheet.passed,
        "bonus": _figure(sheet.bonus),
        "outcome": _outcome(sheet.outcome, language),
        "rank": _figure(sheet.rank),
        "vetoes": [{"code": row.code, "name": row.name.said_in(language), "kind": row.kind, "verdict": row.verdict.value} for row in sheet.vetoes],
        "gates": [{"code": row.code, "holds": row.must} for row in sheet.rows if row.need != "O" and row.verdict != "not_applicable"],
        "groups": [{"code": group.code, "low": str(group.low), "high": str(group.high), "max": str(group.max)} for group in sheet.groups],
        "rows": [_row(row, language) for row in sheet.rows],
        "needs": [asdict(need) for need in sheet.needs],
        "years": {str(one.year): {"low": str(one.sheet.low), "high": str(one.sheet.high), "passed": one.sheet.passed} for one in sheet.years},
        "proof": proof_as_json(sheet.proof, language),
    }


def proof_as_json(proof: Proof, language: str) -> Plain:
    """Return a proof with what it rests on."""
    return {
        "said": said(proof, language),
        "message": proof.message,
        "values": {name: _value(value, language) for name, value in proof.values.items()},
        "anchor": proof.anchor,
        "edition": proof.edition,
        "authority": proof.authority,
        "ok": proof.ok,
        "children": [proof_as_json(child, language) for child in proof.children],
    }


def said(proof: Proof, language: str) -> str:
    """Return the sentence of a proof; the frame is English, names are in the language asked for."""
    return proof.message % {name: _value(value, language) for name, value in proof.values.items()}


def explained(table: Table, sheet: Sheet, language: str) -> Iterator[str]:
    """Yield the whole proof as lines, each step under what rests on it."""
    yield f"{table.name.said_in(language)} ({table.edition})"
    yield from _lines(sheet.proof, language, 0)
    if sheet.outcome is not None:
        yield from _lines(sheet.outcome.proof, language, 0)
    for veto in sheet.vetoes:
        yield from _lines(veto.proof, language, 0)
    for group in sheet.groups:
        yield f"{group.code} {group.name.said_in(language)}: {group.low} to {group.high} of {group.max}"
        for row in group.rows:
            yield from _lines(row.proof, language, 1)


def due_as_json(found: Due) -> Plain:
    """Return when a time limit ends, with every day on the way."""
    return {
        "clock": found.clock,
        "starts_at": found.starts_at.isoformat(),
        "due_at": found.due_at.isoformat(),
        "last_day": found.last_day.isoformat(),
        "provisional": found.provisional,
        "count": found.count,
        "kind": found.kind,
        "anchor": found.anchor,
        "authority": found.authority,
        "days": [{"day": day.day.isoformat(), "counted": day.counted, "reason": day.reason, "name": day.name.zh if day.name else None} for day in found.days],
    }


def _lines(proof: Proof, language: str, depth: int) -> Iterator[str]:
    mark = {True: "+", False: "-", None: " "}[proof.ok]
    yield f"{'  ' * depth}{mark} {said(proof, language)}" + (f"  [{proof.anchor}, {proof.authority}]" if proof.anchor and depth < 2 else "")
    for child in proof.children:
        yield from _lines(child, language, depth + 1)


def _row(row: SheetRow, language: str) -> Plain:
    points: Plain = {"low": str(row.low), "high": str(row.high), "max": str(row.max)}
    words: Plain = {"code": row.code, "name": row.name.said_in(language), "unit": row.unit, "need": row.need, "verdict": row.verdict.value}
    rest: Plain = {"must": row.must, "value": _figure(row.value), "needs": [asdict(need) for need in row.needs], "proof": proof_as_json(row.proof, language)}
    return words | points | rest


def _outcome(outcome: Outcome | None, language: str) -> Plain | None:
    if outcome is None:
        return None
    return {
        "low": outcome.low,
        "high": outcome.high,
        "name": outcome.name.said_in(language) if outcome.name else None,
        "proof": proof_as_json(outcome.proof, language),
    }


def _figure(figure: Decimal | None) -> str | None:
    return str(figure) if figure is not None else None


def _value(value: Value, language: str) -> str:
    return value.said_in(language) if isinstance(value, Text) else str(value)
