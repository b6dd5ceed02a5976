"""Cells into a file, a row at a time: memory does not grow with the file."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, Self

import xlsxwriter

from trato.foundation.exports.cells import SAFE
from trato.foundation.exports.json_lines import JsonLinesFile
from trato.foundation.exports.models import Format
from trato.foundation.exports.parquet import ParquetFile
from trato.foundation.extensions.kinds import FieldType
from trato.foundation.imports.safe_cells import defused

MOST_ROWS_OF_A_SHEET = 1_048_576
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
CUT = "…"
FIRST_YEAR = 1900  # spreadsheets count days from there
MOST_DIGITS = 15  # a spreadsheet forgets the ones behind; such a number stays a text
_NUMBERS = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY)
_TELLING = frozenset("'=+-@\t\r")
_NOT_IN_A_SHEET_NAME = str.maketrans("[]:*?/\\'", "        ")


def digits_of(cell: str) -> str:
    """Those that count: of "0012.50 EUR", 125."""
    amount = cell.partition(" ")[0].lstrip("-")
    return amount.replace(".", "").strip("0")


class Written(Protocol):
    """`cut_count` cells were longer than the file's format takes."""

    cut_count: int

    def write(self, rows: Iterable[list[str]]) -> None: ...


class CsvFile(AbstractContextManager["CsvFile"]):
    """UTF-8 with commas. The mark tells spreadsheets that it is UTF-8; our import and most programs skip it."""

    cut_count = 0

    def __init__(self, path: Path, header: Sequence[str], types: Sequence[FieldType], *, has_mark: bool) -> None:
        self.file = path.open("w", encoding="utf-8-sig" if has_mark else "utf-8", newline="")
        self.writer = csv.writer(self.file, lineterminator="\r\n")
        self.texts = [place for place, type_ in enumerate(types) if type_ not in SAFE]
        self.writer.writerow(map(defused, header))

    def write(self, rows: Iterable[list[str]]) -> None:
        for row in rows:
            for place in self.texts:
                cell = row[place]
                if cell and cell[0] in _TELLING:
                    row[place] = defused(cell)
            self.writer.writerow(row)

    def write_lines(self, lines: Iterable[bytes]) -> None:
        """Rows that are CSV already."""
        self.file.flush()
        self.file.buffer.write(b"".join([line + b"\r\n" for line in lines]))

    def __exit__(self, *_error: object) -> None:
        self.file.close()


class XlsxFile(AbstractContextManager["XlsxFile"]):
    """Numbers, amounts and times are cells of their type, so far as a spreadsheet keeps them exactly; texts are texts,
    which no spreadsheet runs.

    A sheet ends after 1,048,576 rows: what is more goes on in the next one, with the header again.
    """

    def __init__(self, path: Path, header: Sequence[str], types: Sequence[FieldType], *, title: str) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(path.parent),  # people's data goes into no folder that others read
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book: Any = xlsxwriter.Workbook(str(path), options)
        self.header, self.types, self.title = header, types, title.translate(_NOT_IN_A_SHEET_NAME).strip() or "1"
        self.bold = self.book.add_format({"bold": True})
        shapes = {FieldType.MOMENT: "yyyy-mm-dd hh:mm:ss", FieldType.DAY: "yyyy-mm-dd"}
        self.dates = {type_: self.book.add_format({"num_format": shape}) for type_, shape in shapes.items()}
        self.amounts: dict[str, Any] = {}
        self.cut_count = self.sheets = 0
        self._add_sheet()

    def write(self, rows: Iterable[list[str]]) -> None:
        for row in rows:
            if self.row >= MOST_ROWS_OF_A_SHEET:
                self._add_sheet()
            for place, cell in enumerate(row):
                if cell:
                    self._write_cell(place, cell)
            self.row += 1

    def _write_cell(self, place: int, cell: str) -> None:
        type_ = self.types[place]
        if type_ in _NUMBERS and len(digits_of(cell)) > MOST_DIGITS:
            self.sheet.write_string(self.row, place, cell)
        elif type_ == FieldType.NUMBER:
            self.sheet.write_number(self.row, place, int(cell))
        elif type_ == FieldType.DECIMAL:
            self.sheet.write_number(self.row, place, float(cell))
        elif type_ in self.dates and int(cell[:4]) >= FIRST_YEAR:
            moment = datetime.fromisoformat(cell).replace(tzinfo=None)
            self.sheet.write_datetime(self.row, place, moment, self.dates[type_])
        elif type_ == FieldType.MONEY:
            amount, _space, currency = cell.partition(" ")
            self.sheet.write_number(self.row, place, float(amount), self._amount_format(currency))
        else:
            if len(cell) > LONGEST_CELL:
                cell = cell[: LONGEST_CELL - 1] + CUT
                self.cut_count += 1
            self.sheet.write_string(self.row, place, cell)

    def _amount_format(self, currency: str) -> Any:
        if currency not in self.amounts:
            self.amounts[currency] = self.book.add_format({"num_format": f'#,##0.00## "{currency}"'})
        return self.amounts[currency]

    def _add_sheet(self) -> None:
        self.sheets += 1
        number = f" {self.sheets}" if self.sheets > 1 else ""
        self.sheet = self.book.add_worksheet(self.title[: LONGEST_SHEET_NAME - len(number)] + number)
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, len(self.header), 18)
        for place, name in enumerate(self.header):
            self.sheet.write_string(0, place, name, self.bold)
        self.row = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.book.close()


def open_file(
    path: Path, format_: str, *, header: Sequence[str], types: Sequence[FieldType], title: str, has_mark: bool
) -> CsvFile | XlsxFile | JsonLinesFile | ParquetFile:
    if format_ == Format.PARQUET:
        return ParquetFile(path, header, types)
    if format_ == Format.JSONL:
        return JsonLinesFile(path, header, types)
    if format_ == Format.XLSX:
        return XlsxFile(path, header, types, title=title)
    return CsvFile(path, header, types, has_mark=has_mark)
