"""Cells in files: typed in XLSX, defused in CSV, memory that does not grow."""

import zipfile
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trato.foundation.exports import writing
from trato.foundation.exports.writing import LONGEST_CELL, CsvFile, XlsxFile, open_file
from trato.foundation.extensions.kinds import FieldType

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TYPES = [FieldType.TEXT, FieldType.NUMBER, FieldType.MOMENT, FieldType.MONEY, FieldType.DAY]
HEADER = ["Name", "Employees", "Created", "Revenue", "Due"]
ROW = ["Núria", "12", "2026-03-01T10:30:00Z", "1234.5 EUR", "2026-04-01"]


def written(path: Path, rows: list[list[str]], *, types: list[FieldType] = TYPES) -> XlsxFile:
    with XlsxFile(path, HEADER[: len(types)], types, title="Contacts") as file:
        file.write(rows)
    return file


def cells(path: Path, sheet: int = 1) -> list[list[tuple[str, str]]]:
    """Each cell's type and value: "s" and "inlineStr" are texts, "n" numbers and times; formulas would have an `f`."""
    with zipfile.ZipFile(path) as book:
        texts = (
            ["".join(each.itertext()) for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
            if "xl/sharedStrings.xml" in book.namelist()
            else []
        )
        tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    assert not list(tree.iter(f"{SHEET}f")), "no cell is a formula"
    return [[_cell(each, texts) for each in row] for row in tree.iter(f"{SHEET}row")]


def _cell(each: ElementTree.Element, texts: list[str]) -> tuple[str, str]:
    kind, value = each.get("t", "n"), "".join(each.itertext())
    return ("text", texts[int(value)]) if kind == "s" else ("text", value) if kind == "inlineStr" else (kind, value)


def test_numbers_amounts_and_times_are_cells_of_their_type(tmp_path: Path) -> None:
    written(tmp_path / "x.xlsx", [list(ROW)])
    header, row = cells(tmp_path / "x.xlsx")
    assert header == [("text", name) for name in HEADER]
    assert row == [("text", "Núria"), ("n", "12"), ("n", "46082.4375"), ("n", "1234.5"), ("n", "46113")]


@pytest.mark.parametrize("text", ["=1+1", "+34 600", "@cmd", "http://x.example", "00123", "a\tb", "<b>&amp;</b>"])
def test_texts_stay_texts(tmp_path: Path, text: str) -> None:
    written(tmp_path / "x.xlsx", [[text]], types=[FieldType.TEXT])
    assert cells(tmp_path / "x.xlsx")[1] == [("text", text)]


def test_a_time_before_spreadsheets_count_is_a_text(tmp_path: Path) -> None:
    written(tmp_path / "x.xlsx", [["1850-01-01"]], types=[FieldType.DAY])
    assert cells(tmp_path / "x.xlsx")[1] == [("text", "1850-01-01")]


def test_a_cell_that_is_too_long_is_cut_and_counted(tmp_path: Path) -> None:
    file = written(tmp_path / "x.xlsx", [["x" * (LONGEST_CELL + 1)], ["x" * LONGEST_CELL]], types=[FieldType.TEXT])
    assert file.cut_count == 1
    assert cells(tmp_path / "x.xlsx")[1][0][1].endswith("x…")


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS_OF_A_SHEET", 3)
    written(tmp_path / "x.xlsx", [["a"], ["b"], ["c"]], types=[FieldType.TEXT])
    texts = [[value for row in cells(tmp_path / "x.xlsx", sheet) for _kind, value in row] for sheet in (1, 2)]
    assert texts == [["Name", "a", "b"], ["Name", "c"]]


def test_numbers_are_not_defused_in_csv_and_texts_are(tmp_path: Path) -> None:
    types = [FieldType.NUMBER, FieldType.TEXT]
    with CsvFile(tmp_path / "x.csv", ["=A", "B"], types, has_mark=False) as file:
        file.write([["-5", "-5"], ["1", 'a "b", c\nd']])
    assert (tmp_path / "x.csv").read_bytes() == b'\'=A,B\r\n-5,\'-5\r\n1,"a ""b"", c\nd"\r\n'


@pytest.mark.parametrize("title", ["Contacts [all]", "a/b:c*d?", "x" * 60, "'", ""])
def test_any_title_makes_a_sheet(tmp_path: Path, title: str) -> None:
    with open_file(
        tmp_path / "x.xlsx", "xlsx", header=["A"], types=[FieldType.TEXT], title=title, has_mark=False
    ) as file:
        file.write([["1"]])
    assert (tmp_path / "x.xlsx").stat().st_size > 0


@pytest.mark.parametrize(
    "amount", ["0.1", "-0.07", "1234567.89", "9.12345678901234", "999999999999.999", "123456789012345", "0.0001"]
)
def test_an_amount_is_read_from_its_cell_exactly(tmp_path: Path, amount: str) -> None:
    written(tmp_path / "x.xlsx", [[f"{amount} EUR"]], types=[FieldType.MONEY])
    ((kind, value),) = cells(tmp_path / "x.xlsx")[1]
    assert kind == "n"
    assert Decimal(f"{float(value):.15g}") == Decimal(amount)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4))
@settings(max_examples=60, deadline=None)
def test_any_amount_is_exact_or_a_text(amount: Decimal) -> None:
    with TemporaryDirectory() as folder:
        written(Path(folder) / "x.xlsx", [[f"{amount:f} EUR"]], types=[FieldType.MONEY])
        ((kind, value),) = cells(Path(folder) / "x.xlsx")[1]
    read = f"{float(value):.15g}" if kind == "n" else value.partition(" ")[0]
    assert Decimal(read) == amount


@pytest.mark.parametrize(
    ("type_", "cell"), [(FieldType.MONEY, "123456789012345.67 EUR"), (FieldType.NUMBER, "9007199254740993")]
)
def test_what_a_spreadsheet_would_round_stays_a_text(tmp_path: Path, type_: FieldType, cell: str) -> None:
    written(tmp_path / "x.xlsx", [[cell]], types=[type_])
    assert cells(tmp_path / "x.xlsx")[1] == [("text", cell)]
