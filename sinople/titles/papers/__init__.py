"""The papers of a title: the certificate, and the register as a workbook."""

from sinople.titles.papers.certificates import certificate
from sinople.titles.papers.registers import register_xlsx

__all__ = ["certificate", "register_xlsx"]
