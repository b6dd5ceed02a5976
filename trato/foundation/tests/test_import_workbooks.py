"""Workbooks come in as rows: what is read of their cells, and what is never opened."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from trato.foundation.imports import workbook_bounds, workbooks
from trato.foundation.imports.arriving import format_of
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.kept_rows import arrived_at
from trato.foundation.imports.reading import Row
from trato.foundation.tests.arriving_files import Files, cells, problems


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "home"))
    return Files(tmp_path)


def test_typed_cells_read_as_programs_write_them(files: Files) -> None:
    moment = datetime.datetime.fromisoformat("2026-03-31T14:05:09")
    table = files.sheet(
        ["text", "whole", "part", "yes", "day", "moment", "time", "sum", "long"],
        ["Ada", 12, 1.125, True, datetime.date(2026, 3, 31), moment, datetime.time(9, 30), 0.1 + 0.2, 1e20],
    )

    assert cells(table) == [
        ["Ada", "12", "1.1250", "true", "2026-03-31", "2026-03-31T14:05:09", "09:30:00", "0.3", "1" + "0" * 20]
    ]


def test_days_of_both_epochs_are_the_same_day(files: Files) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.active.append(["day"])
        book.active.append([datetime.date(2026, 3, 31)])

    assert cells(files.book(fill)) == [["2026-03-31"]]
    assert cells(files.sheet(["day"], [datetime.date(2026, 3, 31)])) == [["2026-03-31"]]


def test_a_formula_is_what_it_came_out_as(files: Files) -> None:
    with xlsxwriter.Workbook(str(files.path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "total"])
        sheet.write_string(1, 0, "=1+1")
        sheet.write_formula(1, 1, "=40+2", value=42)

    assert cells(files.kept()) == [["=1+1", "42"]]


def test_a_currency_shown_beside_an_amount_belongs_to_it(files: Files) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["amount", "plain"])
        book.active.append([12.5, 12.5])
        book.active["A2"].number_format = '#,##0.00 "EUR"'

    assert cells(files.book(fill)) == [["12.5 EUR", "12.5"]]


def test_cells_merged_downwards_hold_their_value_in_each_row(files: Files) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for row in (["company", "name", "city"], ["Bakery", "Ada", "Lima"], [None, "Bob", None], [None, "Eve", None]):
            book.active.append(row)
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("B4:C4")

    assert cells(files.book(fill)) == [["Bakery", "Ada", "Lima"], ["Bakery", "Bob", ""], ["", "Eve", ""]]


def test_the_header_is_the_first_row_that_holds_something_and_rows_keep_their_numbers(files: Files) -> None:
    table = files.sheet([], [None, None], ["name", "city"], [], ["Ada", "Lima"])

    assert (table.header, table.header_line) == (["name", "city"], 3)
    assert list(table.rows()) == [Row(5, ["Ada", "Lima"])]


def test_a_first_row_with_an_address_in_it_names_no_columns(files: Files) -> None:
    table = files.sheet(["Ada", "a@x.example"], ["Bob", "b@x.example"])

    assert table.header == ["Column 1", "Column 2"]
    assert len(cells(table)) == 2
    assert files.kept(has_header=True).header == ["Ada", "a@x.example"]


def test_a_row_wider_than_the_header_is_refused_alone(files: Files) -> None:
    table = files.sheet(["name"], ["Ada"], ["Bob", "and more"])

    assert list(problems(table)) == [3]


def test_of_several_sheets_the_first_that_holds_something_is_read_and_another_can_be(files: Files) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for title, name in (("People", "Ada"), ("More", "Bob")):
            sheet = book.create_sheet(title)
            sheet.append(["name"])
            sheet.append([name])

    table = files.book(fill)
    told = arrived_at(table.path)
    assert (told.sheet, told.sheets, cells(table)) == ("People", ["People", "More"], [["Ada"]])
    assert cells(files.kept(sheet="More")) == [["Bob"]]
    with pytest.raises(FileRefused, match="People, More"):
        files.kept(sheet="Sheet")


def test_characters_that_xml_cannot_hold_come_back(files: Files) -> None:
    with xlsxwriter.Workbook(str(files.path)) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "name")
        sheet.write_string(1, 0, "a\rb\tc\nd")

    (row,) = cells(files.kept())
    assert row == ["a\rb\tc\nd"]


def test_empty_and_header_only_workbooks_are_refused(files: Files) -> None:
    with pytest.raises(FileRefused, match="empty"):
        files.sheet()
    with pytest.raises(FileRefused, match="no rows"):
        files.sheet(["name"])


def test_a_workbook_that_unpacks_to_many_times_its_size_is_not_opened(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_bounds, "SMALL", 1_000)
    with zipfile.ZipFile(files.path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 10_000_000)

    with pytest.raises(FileRefused, match="many times its size"):
        files.kept()


@pytest.mark.parametrize("bound", ["MOST_UNPACKED", "MOST_WHOLE", "MOST_PARTS"])
def test_a_workbook_beyond_a_bound_is_not_opened(files: Files, bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_bounds, bound, 3)

    with pytest.raises(FileRefused, match="too large"):
        files.sheet(["name"], ["Ada"])


def test_more_cells_than_can_be_read_are_refused_also_where_a_sheet_hides_how_many(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "name"
        book.active["XFD900"] = "far"

    monkeypatch.setattr(workbooks, "MOST_CELLS", 10_000)
    with pytest.raises(FileRefused, match="10,000 cells"):
        files.book(fill)


def test_definitions_that_grow_are_refused_unparsed(files: Files) -> None:
    files_of(files, "xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')

    with pytest.raises(FileRefused, match="definitions"):
        files.kept()


@pytest.mark.parametrize("content", [b"", b"<a", b"<x/>", b"\xff\xfe\x00"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_damaged_workbook_is_refused_and_never_an_error(files: Files, part: str, content: bytes) -> None:
    files_of(files, part, content)

    with pytest.raises(FileRefused):
        files.kept()


def test_a_cut_off_workbook_is_refused(files: Files) -> None:
    files.sheet(["name"], ["Ada"])
    whole = files.path.read_bytes()
    for end in range(1_500, len(whole) - 1, 400):
        files.path.write_bytes(whole[:end])
        assert format_of(files.path) == "xlsx"
        with pytest.raises(FileRefused):
            files.kept()


def files_of(files: Files, replaced: str, content: bytes) -> None:
    """A workbook with one part of it replaced."""
    files.sheet(["name"], ["Ada"])
    with zipfile.ZipFile(files.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(files.path, "w") as archive:
        for name, was in parts.items():
            archive.writestr(name, content if name == replaced else was)
