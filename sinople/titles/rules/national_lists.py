"""The state's published lists, batches 1–5 and 2021: four CSV files and the index of the announcements."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from sinople.kernel.refused import Ground, Refused, Value

INDEX = "节能与综合利用.csv"
CITY = "深圳"
# Places are cut from the name of the recommending body: two characters are too few for these.
WHOLE_PLACES = {"内蒙": "内蒙古", "黑龙": "黑龙江", "兵团": "新疆生产建设兵团", "新疆兵团": "新疆生产建设兵团"}
PLACES = frozenset({
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
    "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "新疆生产建设兵团", "大连",
    "青岛", "宁波", "厦门", "深圳",
})  # fmt: skip
HEADING = re.compile(r"^\S+[、.]\s*\S.*（\d+种）$")
DAY = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")


class ListKind(StrEnum):
    """What a list names."""

    FACTORY = "factory"
    PARK = "park"
    SUPPLY_CHAIN = "supply_chain"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: ListKind
    file: str
    name: str


SHAPES = (
    _Shape(ListKind.FACTORY, "绿色工厂名单.csv", "工厂名称"),
    _Shape(ListKind.PARK, "绿色工业园区名单.csv", "园区"),
    _Shape(ListKind.SUPPLY_CHAIN, "绿色供应链管理示范企业名单.csv", "企业名称"),
    _Shape(ListKind.PRODUCT, "绿色设计产品名单.csv", "企业名称"),
)


@dataclass(frozen=True, slots=True)
class NationalHolder:
    """One holder of a national title as the list names it. `place` is empty where the list does not say it."""

    kind: ListKind
    batch: str
    number: str
    place: str
    name: str
    product: str = ""
    model: str = ""
    category: str = ""
    industry: str = ""
    evaluator: str = ""
    recommended_by: str = ""
    announced_on: date | None = None
    source: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what makes the entry the same entry when the lists are read again."""
        return (self.kind, self.batch, self.name, self.product, self.model)

    @property
    def is_of_the_city(self) -> bool:
        """Say whether the list puts the holder in Shenzhen."""
        return self.place == CITY


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of a list that a person should look at, and whether it was taken in all the same."""

    file: str
    line: int
    name: str
    reason: Ground
    taken: bool


@dataclass(frozen=True, slots=True)
class NationalLists:
    """Everything read, and everything doubtful."""

    holders: tuple[NationalHolder, ...]
    doubts: tuple[Doubt, ...]


@dataclass(slots=True)
class _Reading:
    announced: Mapping[tuple[str, str], tuple[date, str]]
    holders: dict[tuple[str, ...], NationalHolder] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def read_national_lists(folder: Path) -> NationalLists:
    """Return the holders of the four lists in the folder, with every doubtful line and its reason."""
    reading = _Reading(announced=_announcements(folder))
    for shape in SHAPES:
        _read_list(shape, _lines(folder / shape.file), reading)
    return NationalLists(tuple(reading.holders.values()), tuple(reading.doubts))


def _announcements(folder: Path) -> dict[tuple[str, str], tuple[date, str]]:
    """Return day and page of the announcement by (batch, list)."""
    found = {}
    for _number, row in _lines(folder / INDEX):
        said = DAY.match(row["时间"])
        if said:
            found[row["批次"], f"{row['名称']}.csv"] = (date(*map(int, said.groups())), row["网页"])
    return found


def _read_list(shape: _Shape, lines: Iterable[tuple[int, dict[str, str]]], reading: _Reading) -> None:
    heading, of_category = "", ""
    for line, row in lines:
        category = row.get("种类", "")
        if category != of_category:
            heading, of_category = "", category
        if not row[shape.name]:
            # A heading of the PDF that fell among the lines: it names the kind of the products after it.
            heading = row["序号"] if HEADING.match(row["序号"]) else heading
            _doubt(reading, shape, line, row["序号"][:40], "The line names nobody: a heading fell among the entries.", taken=False)
            continue
        holder = _holder(shape, row, reading.announced.get((row["批次"], shape.file)))
        _take(shape, line, replace(holder, category=heading or category), row["地区"], reading)


def _holder(shape: _Shape, row: Mapping[str, str], announced: tuple[date, str] | None) -> NationalHolder:
    place = WHOLE_PLACES.get(row["地区"], row["地区"])
    return NationalHolder(
        kind=shape.kind,
        batch=row["批次"],
        number=row["序号"],
        place=place if place in PLACES else "",
        name=row[shape.name],
        product=row.get("产品名称", ""),
        model=_said(row.get("产品型号", "")),
        industry=row.get("行业", ""),
        evaluator=row.get("第三方评价机构", ""),
        recommended_by=row.get("推荐单位", ""),
        announced_on=announced[0] if announced else None,
        source=announced[1] if announced else "",
    )


def _take(shape: _Shape, line: int, holder: NationalHolder, place: str, reading: _Reading) -> None:
    if holder.identity in reading.holders:
        _doubt(reading, shape, line, holder.name, "The same entry stands twice in batch %(batch)s.", taken=False, batch=holder.batch)
        return
    for message, values in _doubts_about(shape, holder, place):
        _doubt(reading, shape, line, holder.name, message, taken=True, **values)
    reading.holders[holder.identity] = holder


def _doubts_about(shape: _Shape, holder: NationalHolder, place: str) -> Iterator[tuple[str, dict[str, Value]]]:
    if not holder.place:
        yield "“%(place)s” is no place of the state's lists; the place is left empty.", {"place": place}
    if CITY in holder.name and not holder.is_of_the_city:
        yield "The name speaks of Shenzhen, the list says %(place)s; the list's word is kept.", {"place": place}
    if holder.announced_on is None:
        yield "No announcement is known for batch %(batch)s.", {"batch": holder.batch}
    if shape.kind is not ListKind.PRODUCT and not holder.evaluator:
        yield "The list names no evaluation organisation.", {}


def _doubt(reading: _Reading, shape: _Shape, line: int, name: str, message: str, *, taken: bool, **values: Value) -> None:
    reading.doubts.append(Doubt(shape.file, line, name, Ground(message, values=values), taken))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with the number of the line they end on; raise Refused when the file or a column is not there."""
    if not path.is_file():
        raise Refused("The list %(file)s is not in the folder.", file=path.name)
    with path.open(encoding="utf-8-sig", newline="") as page:
        rows = csv.DictReader(page)
        for row in rows:
            yield rows.line_num, {column: _clean(cell) for column, cell in row.items() if column}


def _clean(cell: str | None) -> str:
    """Return the cell without the leftovers of the tool that made the lists: “nan”, doubled and outer spaces, broken lines."""
    text = re.sub(r"\s+", " ", cell or "").strip()
    return re.sub(r"(?<![A-Za-z])nan$", "", text).strip()


def _said(cell: str) -> str:
    return "" if cell in {"-", "—", "/"} else cell
