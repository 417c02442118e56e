"""What the API answers with."""

from datetime import date, datetime

from ninja import Schema


class Words(Schema):
    """Words in both languages."""

    zh: str
    en: str


class TitleHeld(Schema):
    """One title held by one holder."""

    number: str
    key: str
    title: Words
    holder: str
    site: str
    credit_code: str
    district: str
    industry: str
    granted_on: date
    ends_on: date | None
    state: str


class Page(Schema):
    """A page of the register; `after` asks for the next one, empty at the end."""

    titles: list[TitleHeld]
    after: str


class Verified(Schema):
    """What holds of a certificate today."""

    number: str
    is_valid: bool
    state: str
    reason: str
    digest: str
    holder: str


class CallShown(Schema):
    """A published call."""

    key: str
    name: str
    title: str
    opens_at: datetime
    closes_at: datetime
    state: str


class NoticeShown(Schema):
    """A released public notice."""

    key: str
    name: str
    number: str
    state: str
    released_at: datetime
    ends_at: datetime
    candidates: int


class Fault(Schema):
    """Why there is no answer."""

    message: str
