"""Excel workbooks: one sheet of them as rows, each cell as its value reads in a CSV file of ours.

Formulas are what they came out as when the workbook was saved. A cell that spans several rows holds its value in each
of them; beside it, to the right, there is nothing.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.kept_rows import Arrived
from trato.foundation.imports.plain_values import plain_number_of
from trato.foundation.imports.reading import Row, fitted, header_of, numbered
from trato.foundation.imports.targets import ID
from trato.foundation.imports.workbook_bounds import merged_down, refuse_bombs

FORMAT = "xlsx"
MOST_ROWS = 1_048_576
MOST_CELLS = 1_000_000  # empty ones among others too: half a minute of reading, while the person waits
_BROKEN = (
    BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    OSError, RuntimeError, NotImplementedError, OverflowError, AssertionError, zlib.error,
)  # fmt: skip  # what the library lets through of a file that is not as it should be
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CURRENCY = re.compile(r'"([A-Z]{3})"|\[\$([A-Z]{3})[\]-]')
_WRITTEN_CODE = re.compile("_x([0-9A-F]{4})_")

Cells = list[str]


def read_workbook(path: Path, *, sheet: str = "", has_header: bool | None = None) -> tuple[Arrived, Iterator[Row]]:
    refuse_bombs(path)
    with _opened(path) as book:
        filled = {each.title: each for each in book.worksheets if next(_filled(each), None)}
    if not filled:
        raise FileRefused(_("The file is empty."))
    if sheet and sheet not in filled:
        told = {"name": sheet[:60], "names": ", ".join(filled)[:1000]}
        raise FileRefused(_("The workbook has no sheet “%(name)s” with something in it. It has: %(names)s.") % told)
    name = sheet or next(iter(filled))
    header, line, is_header = _header(path, name, has_header=has_header)
    arrived = Arrived(
        format=FORMAT,
        original=str(path),
        header=header,
        header_line=line,
        has_header=is_header,
        sheet=name,
        sheets=list(filled),
    )
    return arrived, _rows(path, arrived)


def _header(path: Path, name: str, *, has_header: bool | None) -> tuple[Sequence[str], int, bool]:
    """The first row that holds something, unless an address in it tells that it names no columns."""
    with _opened(path) as book:
        line, first, *_problem = next(_filled(book[name]))
    if has_header is None:
        has_header = not any(_ADDRESS.fullmatch(cell.strip()) for cell in first)
    return (header_of(Row(line, first)), line, True) if has_header else (numbered(len(first)), 0, False)


def _rows(path: Path, arrived: Arrived) -> Iterator[Row]:
    width, in_utc = len(arrived.header), ID in arrived.header
    with _opened(path) as book:
        sheet = book[arrived.sheet]
        down = _Down(merged_down(path, sheet._worksheet_path))
        for row in _filled(sheet, in_utc=in_utc):
            if row.line > arrived.header_line:
                full = [*row.cells, *[""] * (width - len(row.cells))]
                yield _told(fitted(row._replace(cells=down.filled(row.line, full)), width))


def _told(row: Row) -> Row:
    """`column` is that of a cell with an error in it."""
    if row.problem or row.column < 0:
        return row
    return row._replace(problem=_("The spreadsheet could not work this cell out."))


class _Down:
    """Values of cells that span several rows, for the rows below."""

    def __init__(self, merged: Sequence[tuple[int, int, int]]) -> None:
        self.beginning: dict[int, list[tuple[int, int]]] = {}
        for column, first, last in merged:
            self.beginning.setdefault(first, []).append((column - 1, last))
        self.open: dict[int, tuple[int, str]] = {}

    def filled(self, line: int, cells: Cells) -> Cells:
        for place, (last, value) in list(self.open.items()):
            if line > last:
                del self.open[place]
            elif place < len(cells) and not cells[place]:
                cells[place] = value
        for place, last in self.beginning.get(line, ()):
            if place < len(cells) and cells[place]:
                self.open[place] = (last, cells[place])
        return cells


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """As an open file: by the name, the library would refuse what is not called .xlsx."""
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except _BROKEN as broken:
        raise FileRefused(
            _("This Excel workbook cannot be read: it is damaged or written by no spreadsheet.")
        ) from broken


def _filled(sheet: Any, *, in_utc: bool = False) -> Iterator[Row]:
    """Rows that hold something. A sheet may claim to be larger than it is, and be larger than it is."""
    sheet.reset_dimensions()
    seen = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        seen += len(row)
        if line > MOST_ROWS or seen > MOST_CELLS:
            told = {"most": f"{MOST_CELLS:,}"}
            raise FileRefused(
                _("The sheet has more than %(most)s cells. Save it as “CSV UTF-8” and upload that.") % told
            )
        cells = ["" if cell.value is None else _text(cell, in_utc) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(line, cells, "", next((place for place, cell in enumerate(row) if cell.data_type == "e"), -1))


def _text(cell: Any, in_utc: bool) -> str:  # noqa: FBT001  # called for each cell
    value = cell.value
    if isinstance(value, str):
        return _WRITTEN_CODE.sub(_coded, value) if "_x00" in value else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        return _moment(value, cell.number_format, "Z" if in_utc else "")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return _lasting(value) if isinstance(value, timedelta) else str(value)


def _coded(found: re.Match[str]) -> str:
    """Characters that XML cannot hold, as spreadsheets write them."""
    code = int(found[1], 16)
    return chr(code) if code < 0x20 or code == 0x5F else found[0]


def _number(value: float, shape: str) -> str:
    """Fifteen digits, as many as a spreadsheet keeps. Of an amount that is shown with its currency, that too."""
    text = str(value) if isinstance(value, int) else plain_number_of(Decimal(f"{value:.15g}"))
    currency = _currency(shape) if shape != "General" else ""
    return f"{text} {currency}" if currency else text


@cache
def _currency(shape: str) -> str:
    found = _CURRENCY.search(shape)
    return found[1] or found[2] if found else ""


def _moment(value: datetime, shape: str, zone: str) -> str:
    """A day has no time unless the cell shows one."""
    if value.time() == time() and "h" not in shape.lower():
        return value.date().isoformat()
    return value.isoformat(timespec="seconds") + zone


def _lasting(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02}:{abs(seconds) % 60:02}"
