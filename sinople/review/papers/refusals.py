"""The letter to whoever was refused: every ground with its clause, the authority of that clause, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sinople.kernel.refused import Ground
from sinople.law.packs.citing import cite
from sinople.law.packs.models import Pack
from sinople.letters import printing
from sinople.people import queries as people


@dataclass(frozen=True, slots=True)
class PrintedGround:
    """One ground on paper: the reason, the place in the law as one may name it, and on whose authority."""

    words: str
    clause: str = ""
    authority: str = ""


def refusal_letter(
    *,
    number: str,
    issuer: str,
    organisation: str,
    site: str,
    title: str,
    application_number: str,
    stage: str,
    grounds: Sequence[PrintedGround],
    contact: str,
    on: date | datetime,
    attachments: Sequence[str] = (),
) -> bytes:
    """Return the letter as PDF in the form of GB/T 9704."""
    data = {
        "number": number,
        "issuer": issuer,
        "organisation": organisation,
        "site": site,
        "title": title,
        "application_number": application_number,
        "stage": stage,
        "grounds": grounds,
        "contact": contact,
        "attachments": attachments,
        "on": on,
    }
    return printing.typeset("review/papers/refusal.typ", data, on=on)


def refusal_of(
    *, number: str, organisation: str, site: str, title: str, application_number: str, stage: str, grounds: Sequence[Ground], pack: Pack, on: datetime
) -> bytes:
    """Return the letter that tells every ground of a refusal."""
    bureau = people.city_bureau()
    return refusal_letter(
        number=number,
        issuer=bureau.name_zh,
        organisation=organisation,
        site=site,
        title=title,
        application_number=application_number,
        stage=stage,
        grounds=[_printed(ground, pack) for ground in grounds],
        contact=" ".join(filter(None, (bureau.address, bureau.phone))),
        on=on,
    )


def _printed(ground: Ground, pack: Pack) -> PrintedGround:
    if not ground.anchor:
        return PrintedGround(printing.said(ground))
    cited = cite(pack, ground.anchor)
    # An enacted article speaks for itself; everything else says on whose authority it stands.
    return PrintedGround(printing.said(ground), cited.words.zh, "" if cited.is_article else cited.authority)
