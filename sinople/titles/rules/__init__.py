"""Rules of the register: reading the state's lists, and writing lists out without a formula in them."""

from sinople.titles.rules.exports import defused, register_csv
from sinople.titles.rules.national_lists import Doubt, ListKind, NationalHolder, NationalLists, read_national_lists

__all__ = ["Doubt", "ListKind", "NationalHolder", "NationalLists", "defused", "read_national_lists", "register_csv"]
