"""What a workbook of answers would change."""

from sinople.applications.models import Application
from sinople.applications.queries.scored import as_answer, given, table_of
from sinople.applications.sheets import Typed, typed_answers, workbook_faults
from sinople.files.sheets import read_sheets
from sinople.kernel.refused import Ground, Refused
from sinople.law.marking import N_

MOST_FAULTS = 50
MEMORY = 150 * 1024 * 1024
MARKS = {
    "formula": N_("%(cell)s: a formula; paste its value instead."),
    "merged": N_("%(cell)s: merged cells cannot be read; split them."),
    "hidden": N_("%(cell)s: hidden rows, columns or sheets are not read; show or delete them."),
}


def answers_in(application: Application, data: bytes) -> list[Typed]:
    """Return the answers of a filled-in workbook that are not what stands; refused with every fault by its cell."""
    book, table, stands = read_sheets(data, memory=MEMORY), table_of(application), given(application)
    faults = workbook_faults(book.sheets, application=application.key, edition=table.edition)
    faults = faults or [Ground(MARKS[kind], values={"cell": cell}) for kind, cell in book.marks]
    typed: list[Typed] = []
    if not faults:
        typed, faults = typed_answers(book.sheets[0], table, {code: as_answer(row) for code, row in stands.items()})
        moved = [one for one in typed if one.version != (stands[one.answer.code].version if one.answer.code in stands else 0)]
        message = N_("A%(row)s: a colleague has changed row %(code)s since the workbook was downloaded.")
        faults += [Ground(message, values={"row": one.n, "code": one.answer.code}) for one in moved]
    if faults:
        raise Refused(
            N_("The workbook has %(count)s faults and nothing of it was taken over. Mend these cells and bring it again."),
            field="file", count=len(faults), grounds=faults[:MOST_FAULTS],
        )  # fmt: skip
    if not typed:
        raise Refused("The workbook changes nothing: every answer in it stands already.", field="file")
    return typed
