"""Packs: regulations as data. Load one, seal it, ask it, list what is still to be confirmed."""

from sinople.law.packs.citing import Citation, cite, notes_beside
from sinople.law.packs.confirming import Confirmation, Unconfirmed, confirmed, left_open, unconfirmed
from sinople.law.packs.loading import load
from sinople.law.packs.models import Answer, Article, Clock, Condition, Document, Level, Material, Pack, Requirements, Route, Stage, TitleKind
from sinople.law.packs.rules import Rule
from sinople.law.packs.sealing import digest, from_json, to_json
from sinople.law.packs.tables import Group, Indicator, Lookup, Quantity, Table, Veto
from sinople.law.packs.values import Value

__all__ = [
    "Answer",
    "Article",
    "Citation",
    "Clock",
    "Condition",
    "Confirmation",
    "Document",
    "Group",
    "Indicator",
    "Level",
    "Lookup",
    "Material",
    "Pack",
    "Quantity",
    "Requirements",
    "Route",
    "Rule",
    "Stage",
    "Table",
    "TitleKind",
    "Unconfirmed",
    "Value",
    "Veto",
    "cite",
    "confirmed",
    "digest",
    "from_json",
    "left_open",
    "load",
    "notes_beside",
    "to_json",
    "unconfirmed",
]
