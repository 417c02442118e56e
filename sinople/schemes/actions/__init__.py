"""What is done with packs, plans and calls."""

from sinople.schemes.actions.calls import close, draft_call, draft_plan, lay_call, lay_plan, levels_for, send_back, sign
from sinople.schemes.actions.packs import (
    change_values,
    confirm_values,
    follow_calendar,
    import_archive,
    import_pack,
    seal,
    set_end,
    set_reference,
)
from sinople.schemes.actions.trials import Decided, begin_dry_run, finish_dry_run, remember_case

__all__ = [
    "Decided",
    "begin_dry_run",
    "change_values",
    "close",
    "confirm_values",
    "draft_call",
    "draft_plan",
    "finish_dry_run",
    "follow_calendar",
    "import_archive",
    "import_pack",
    "lay_call",
    "lay_plan",
    "levels_for",
    "remember_case",
    "seal",
    "send_back",
    "set_end",
    "set_reference",
    "sign",
]  # fmt: skip
