"""The bridge to the national platform: what it gave out is read back, its number and status are kept beside ours, its fields get their names."""

from collections.abc import Mapping
from datetime import datetime

from sinople.applications.models import Application
from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.files import actions as files
from sinople.files.sheets import read_sheets
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.platform import PlatformMap
from sinople.letters import actions as letters
from sinople.letters import permissions as editors
from sinople.letters import queries as letter_queries
from sinople.review import permissions
from sinople.review.papers.platform import NAMES, NUMBER, PLATFORM, STATUS, lines_of
from sinople.review.sheets import platform_values

MEMORY = 150 * 1024 * 1024


def bring_platform(*, application: Application, name: str, data: bytes, by: Acting, at: datetime) -> int:
    """Read what the platform gave out; it stands beside ours, and nothing of ours is changed. Return how many fields were read."""
    demand(permissions.may_bridge, by, application)
    owner = application.organisation_id if by.organisation_id == application.organisation_id else 0
    kept = files.keep(name=name, data=data, by=by, at=at, organisation_id=owner, about=(Application.kind(), application.key))
    book = read_sheets(data, memory=MEMORY)
    if book.marks:
        kind, cell = book.marks[0]
        raise Refused("%(cell)s: formulas, merged cells and hidden rows are not read; paste values and show everything.", field="file", cell=cell, kind=kind)
    labels = {line.code: line.label for line in lines_of(application, at=at)}
    values = platform_values(
        book.sheets, key=application.key, credit_code=application.organisation.credit_code, subject=application.site.name, labels=labels
    )  # fmt: skip
    if not values:
        raise Refused("The workbook says nothing of the platform: its column for that is empty.", field="file")
    _keep(application, values, by=by, at=at)
    record("bring_platform", application, by=by, at=at, fields=len(values), evidence=kept.key)
    return len(values)


def note_platform(*, application: Application, number: str, status: str, by: Acting, at: datetime) -> None:
    """Keep the platform's number and status beside ours."""
    demand(permissions.may_bridge, by, application)
    _keep(application, {NUMBER: number.strip(), STATUS: status.strip()}, by=by, at=at)
    record("note_platform", application, by=by, at=at, number=number, status=status)


def name_fields(*, found: PlatformMap, names: Mapping[str, str], by: Acting, at: datetime) -> int:
    """Give names to fields of the platform that nobody had seen; return how many changed."""
    demand(editors.may_change_templates, by)
    unknown = {field.code for field in found.fields if not field.label.is_given}
    stands, changed = letter_queries.chapters_of(NAMES, found.code), 0
    for code, words in names.items():
        before = stands.get(code)
        if code not in unknown or words.strip() == (before.words if before else ""):
            continue
        made = letters.write_chapter(about=(NAMES, found.code), code=code, words=words.strip(), version=before.version if before else 0, by=by, at=at)
        if made is not None:
            record("name_field", made, by=by, at=at, map=found.code, field=code, name=words.strip())
            changed += 1
    return changed


def _keep(application: Application, values: Mapping[str, str], *, by: Acting, at: datetime) -> None:
    stands = letter_queries.chapters_of(PLATFORM, application.key)
    for code, words in values.items():
        version = stands[code].version if code in stands else 0
        letters.write_chapter(about=(PLATFORM, application.key), code=code, words=words, version=version, by=by, at=at)
