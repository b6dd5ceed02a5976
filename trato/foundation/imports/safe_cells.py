"""Cells that a spreadsheet would run are written so that it does not, and read back as they were."""

import re

ERROR_COLUMNS = ("line", "column", "value", "reason")

# What a spreadsheet shows in place of a value that it could not work out. As a text it may be anything.
CELL_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA")
)

# One more apostrophe also before cells that look defused already, so that reading back is exact.
TELLING = "=+\\-@\t\r"
_DANGEROUS = re.compile(f"'*[{TELLING}]")
_DEFUSED = re.compile(f"'+[{TELLING}]")


def defused(cell: str) -> str:
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def restored(cell: str) -> str:
    return cell[1:] if _DEFUSED.match(cell) else cell
