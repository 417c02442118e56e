"""Editions of the reference tables: read, written as text and read again the same, changed, compared."""

from datetime import date

import pytest
from django.conf import settings

from sinople.kernel.refused import Refused
from sinople.law.calendar import load_calendar
from sinople.law.editions import COLUMNS, PROVENANCE, TABLES, Reference, differences, load_reference, rows_of, with_rows
from sinople.law.packs.digests import canonical, digest_of
from sinople.law.reference import load_factors, load_sizes

SHIPPED = load_reference(settings.PACKS / "reference")


def numbered(table):
    return dict(enumerate(rows_of(SHIPPED, table), start=1))


def changed(table, number, **cells):
    rows = numbered(table)
    return rows | {number: {**rows.get(number, {}), **cells}}


def test_an_edition_is_what_the_files_say():
    assert vars(SHIPPED.working_days) == vars(load_calendar(settings.PACKS / "reference/calendars"))
    assert SHIPPED.factors == load_factors(settings.PACKS / "reference")
    assert SHIPPED.size_classes.sizes == load_sizes(settings.PACKS / "reference").sizes


def test_its_text_gives_the_same_digest_again():
    again = Reference.model_validate_json(canonical(SHIPPED))
    assert (again, digest_of(again)) == (SHIPPED, digest_of(SHIPPED))


@pytest.mark.parametrize("table", TABLES)
def test_rows_written_as_text_are_the_same_rows(table):
    assert with_rows(SHIPPED, table, numbered(table)) == SHIPPED


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_its_words(table):
    assert set(TABLES[table].columns + PROVENANCE) <= COLUMNS.keys()


def test_a_factor_is_changed_and_nothing_else():
    made = with_rows(SHIPPED, "grid", changed("grid", 1, factor="0.5", **{"source.zh": "公告", "source.en": "Notice"}))
    assert [(one.key, one.what, one.cells) for one in differences(SHIPPED, made)] == [
        (
            "guangdong · 2021", "changed",
            (
                ("factor", "0.4715", "0.5"), ("source.zh", "生态环境部发布的2021年电力二氧化碳排放因子", "公告"),
                ("source.en", "CO2 factors of electricity of 2021, published by the ministry of ecology", "Notice"),
            ),
        )
    ]  # fmt: skip
    assert str(made.factors.grid_for("guangdong", 2021).factor.number) == "0.5"
    assert made.model_copy(update={"grid": SHIPPED.grid}) == SHIPPED


def test_rows_come_and_go():
    rows = numbered("grid")
    gone = with_rows(SHIPPED, "grid", {n: cells for n, cells in rows.items() if n != 1})
    assert [(one.key, one.what) for one in differences(SHIPPED, gone)] == [("guangdong · 2021", "removed")]
    come = with_rows(SHIPPED, "grid", rows | {99: {**rows[1], "year": "2024", "factor": "0.43"}})
    assert [(one.key, one.what) for one in differences(SHIPPED, come)] == [("guangdong · 2024", "added")]
    assert differences(SHIPPED, SHIPPED) == []


def test_a_new_year_of_the_calendar_is_known_from_then_on():
    rows = numbered("calendar")
    come = with_rows(SHIPPED, "calendar", {0: {**rows[1], "year": "2027", "day": "2027-01-01"}} | rows)
    assert not SHIPPED.working_days.knows(date(2027, 3, 1))
    assert come.working_days.knows(date(2027, 3, 1))
    assert not come.working_days.is_working_day(date(2027, 1, 1))
    assert come.calendar[-1].day == date(2027, 1, 1), "days stand in their order, wherever they were typed"


@pytest.mark.parametrize(
    ("table", "cells", "words"),
    [
        ("grid", {"factor": "half"}, "no number"),
        ("grid", {"factor": "NaN"}, "no number"),
        ("grid", {"factor": ""}, "a figure is missing"),
        ("grid", {"factor": "-0.1"}, "below nought"),
        ("grid", {"year": "last"}, "no whole number"),
        ("grid", {"year": "1921"}, "before 2000"),
        ("grid", {"name.en": " "}, "in Chinese and in English"),
        ("grid", {"area": "广东"}, "a code holds"),
        ("grid", {"mark": "X"}, "not known here"),
        ("grid", {"authority": ""}, "not known here"),
        ("calendar", {"day": "1 January"}, "year-month-day"),
        ("calendar", {"day": "2025-02-30"}, "year-month-day"),
        ("calendar", {"kind": "maybe"}, "not known here"),
        ("coal", {"upper": "-1"}, "below nought"),
        ("fuels", {"carbon": "1e9999999"}, "no number"),
    ],
)
def test_what_is_wrong_is_named_with_row_and_column(table, cells, words):
    with pytest.raises(Refused) as caught:
        with_rows(SHIPPED, table, changed(table, 1, **cells))
    assert [ground.values["row"] for ground in caught.value.grounds] == [1]
    assert words in caught.value.grounds[0].message


def test_doubled_rows_and_too_many_are_refused():
    rows = numbered("grid")
    with pytest.raises(Refused) as caught:
        with_rows(SHIPPED, "grid", rows | {70: rows[3]})
    assert [(ground.code, ground.values["row"]) for ground in caught.value.grounds] == [("doubled", 70)]
    with pytest.raises(Refused, match="at most 5000 rows"):
        with_rows(SHIPPED, "grid", {n: {**rows[1], "year": str(n)} for n in range(5001)})
    with pytest.raises(Refused, match="no table called"):
        with_rows(SHIPPED, "grids", {})
