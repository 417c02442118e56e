"""How a place in the law is named: only an enacted text is cited as an article."""

from dataclasses import dataclass

from sinople.kernel.text import Text
from sinople.law.packs.models import Answer, Article, Pack
from sinople.law.packs.tables import Table

INFERRED = Text(zh="（推定条号）", en=" (number inferred)")
AUTHORITIES = {
    "enacted": Text(zh="现行有效", en="in force"),
    "draft": Text(zh="征求意见稿", en="draft"),
    "hearing": Text(zh="听证会答复（2022-05-10）", en="answer at the hearing of 2022-05-10"),
    "notice": Text(zh="主管部门通知", en="notice of an authority"),
    "practice": Text(zh="同类工作实践", en="practice of offices"),
    "agency": Text(zh="咨询机构网页", en="a consultant's page"),
    "background": Text(zh="背景资料", en="background knowledge"),
    "default": Text(zh="系统默认，待主管部门确认", en="our default, to be confirmed by the bureau"),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the law as one may name it. `is_article` only for an enacted text."""

    anchor: str
    words: Text
    authority: str
    is_article: bool
    inferred: bool = False


def cite(pack: Pack, anchor: str) -> Citation:
    """Return how the place may be named; an unknown place is named by its anchor alone, as a default."""
    part = pack.by_anchor.get(anchor)
    if isinstance(part, Article):
        return _article(pack, part)
    if isinstance(part, Answer):
        said = Text(zh=f"{AUTHORITIES['hearing'].zh}第{part.number}项", en=f"{AUTHORITIES['hearing'].en}, no. {part.number}")
        return Citation(anchor, said, part.authority, is_article=False)
    for table in pack.tables:
        if anchor.startswith(f"{table.edition}#"):
            row = anchor.partition("#")[2]
            said = Text(
                zh=f"《{table.name.zh}》第{row}项（{AUTHORITIES[table.authority].zh}）", en=f"{table.name.en}, row {row} ({AUTHORITIES[table.authority].en})"
            )
            return Citation(anchor, said, table.authority, is_article=False)
    return Citation(anchor, Text(zh=anchor, en=anchor), "default", is_article=False)


def notes_beside(pack: Pack, table: Table) -> dict[str, tuple[Text, ...]]:
    """Return what stands beside the rows of a table: its own notes, and the answers at the hearing that concern them, named as such."""
    notes: dict[str, tuple[Text, ...]] = {row.code: (row.note,) for row in table.indicators if row.note is not None}
    for answer in pack.answers:
        standing = cite(pack, answer.anchor).words
        said = Text(zh=f"{standing.zh}：{answer.rule.zh}", en=f"{standing.en[:1].upper()}{standing.en[1:]}: {answer.rule.en}")
        for code in (row for edition, _mark, row in (place.partition("#") for place in answer.rows) if edition == table.edition):
            notes[code] = (*notes.get(code, ()), said)
    return notes


def _article(pack: Pack, article: Article) -> Citation:
    inferred = INFERRED if article.inferred else Text(zh="", en="")
    if article.authority == "enacted":
        said = Text(zh=f"《{pack.name.zh}》第{article.number}条{inferred.zh}", en=f"{pack.name.en}, article {article.number}{inferred.en}")
        return Citation(article.anchor, said, article.authority, is_article=True, inferred=article.inferred)
    standing = AUTHORITIES[article.authority]
    return Citation(
        article.anchor, Text(zh=f"{article.title.zh}（{standing.zh}）", en=f"{article.title.en} ({standing.en})"), article.authority, False, article.inferred
    )
