"""Files as people have them: every encoding, separator and kind of damage."""

import json
from pathlib import Path

import pytest

from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.reading import Row, Table
from trato.foundation.imports.recognising import FileShape, recognise, recognise_separator
from trato.foundation.imports.safe_cells import defused, restored
from trato.kit.testing.real_files import real_file

SPECTRUM = (
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8",
)  # fmt: skip


class Files:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "given.csv"

    def table(self, content: bytes | str, **shape: str) -> Table:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Table(self.path, recognise(self.path, **shape))

    def rows(self, content: bytes | str, **shape: str) -> list[Row]:
        return list(self.table(content, **shape).rows())

    def shape(self, content: bytes | str) -> FileShape:
        return self.table(content).shape


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.mark.parametrize("name", SPECTRUM)
def test_the_torture_suite_reads_as_it_says(name: str) -> None:
    path = real_file(f"robustness/csv-spectrum/csvs/{name}.csv")
    expected = json.loads(real_file(f"robustness/csv-spectrum/json/{name}.json").read_text())
    table = Table(path, recognise(path))

    assert [dict(zip(table.header, row.cells, strict=True)) for row in table.rows()] == expected
    assert not any(row.problem for row in table.rows())


def test_quotation_marks_inside_an_open_cell_are_text() -> None:
    """The suite's own answer for this file names another phone number than the file does."""
    path = real_file("robustness/csv-spectrum/csvs/location_coordinates.csv")
    (row,) = Table(path, recognise(path)).rows()

    assert row.cells == ["2095257564", "37\ufffd36'37.8\"N 121\ufffd2'17.9\"W", "Modesto", "Stanislaus"]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("name,city\nNúria,Sória\n".encode(), "utf-8"),
        ("name,city\nNúria,Sória\n".encode("utf-8-sig"), "utf-8"),
        ("name,city\nNúria,Sória\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "name,city\nNúria,Sória\n".encode("utf-16-be"), "utf-16"),
        ("name,city\nNúria,Sória\n".encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows"],
)
def test_an_encoding_is_recognised(files: Files, raw: bytes, encoding: str) -> None:
    table = files.table(raw)

    assert table.shape.encoding == encoding
    assert table.header == ["name", "city"]
    assert [row.cells for row in table.rows()] == [["Núria", "Sória"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("名前,会社\n山田太郎,株式会社さくら\n鈴木花子,東京電力\n", "cp932"),
        ("姓名,公司\n王小明,北京大学\n李华,中国移动通信\n", "gb18030"),
        ("name;city\nMüller;Köln\nNuñez;A Coruña\n", "cp1252"),
    ],
)
def test_older_encodings_are_told_apart(files: Files, text: str, encoding: str) -> None:
    table = files.table(text.encode(encoding))

    assert table.shape.encoding == encoding
    assert table.header == text.splitlines()[0].replace(";", ",").split(",")


def test_a_late_letter_counts_as_much_as_an_early_one(files: Files) -> None:
    raw = b"name\n" + b"Ana\n" * 400_000 + "Núria\n".encode("cp1252")

    assert files.shape(raw).encoding == "cp1252"


def test_a_few_broken_bytes_do_not_make_another_encoding(files: Files) -> None:
    rows = files.rows("name,city\nNúria,Àger\nJosé,Cádiz\n".encode() + b"Bad\xff,x\n")

    assert [row.cells[0] for row in rows] == ["Núria", "José", "Bad\udcff"]


def test_an_encoding_may_be_said(files: Files) -> None:
    assert files.rows("name\nNúria\n".encode("cp1252"), encoding="cp1252")[0].cells == ["Núria"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_separator_is_recognised(files: Files, separator: str) -> None:
    text = separator.join(["name", "city"]) + "\n" + separator.join(["Ana", "Soria"]) + "\n"

    assert files.shape(text).separator == separator


def test_decimal_commas_do_not_make_a_comma_file() -> None:
    assert recognise_separator("name;land\nAna;38,5\nLuis;112,0\n") == ";"


def test_commas_inside_quotation_marks_do_not_count() -> None:
    assert recognise_separator('name;address\nAna;"Calle Mayor, 3, bajo"\n') == ";"


def test_one_column_is_a_table_too(files: Files) -> None:
    assert [row.cells for row in files.rows("email\nana@x.example\n")] == [["ana@x.example"]]


def test_excel_may_declare_its_separator(files: Files) -> None:
    table = files.table("sep=;\nname;city\nAna;Soria, Spain\n")

    assert (table.header, [(row.line, row.cells) for row in table.rows()]) == (
        ["name", "city"],
        [(3, ["Ana", "Soria, Spain"])],
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_lines_are_counted_as_an_editor_counts_them(files: Files, end: str) -> None:
    rows = files.rows(end.join(["a,b", '1,"two', 'lines"', "", "2,x", ""]))

    assert [row.line for row in rows] == [2, 5]
    assert rows[0].cells == ["1", f"two{end}lines"]


def test_a_quotation_mark_that_never_closes_costs_one_row(files: Files) -> None:
    rows = files.rows('name,city\nAna,Soria\nLuis,"Jaca\nEva,Alzira\nMar,Ávila\n')

    assert [(row.line, bool(row.problem)) for row in rows] == [(2, False), (3, True), (4, False), (5, False)]
    assert "never closed" in rows[1].problem


def test_an_open_quotation_mark_before_a_quoted_cell_costs_one_row(files: Files) -> None:
    rows = files.rows('name,city\nLuis,"Jaca\n"Eva","Alzira"\nMar,Ávila\n')

    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, False), (4, False)]


def test_text_after_a_closing_quotation_mark_is_said(files: Files) -> None:
    (row, other) = files.rows('name,city\n"Big" Joe,Soria\nAna,Soria\n')

    assert "must be doubled" in row.problem
    assert not other.problem


def test_an_open_quotation_mark_in_a_large_file_is_found_in_bounded_memory(files: Files) -> None:
    rows = files.rows('name,city\n"Ana,Soria\n' + "Luis,Jaca\n" * 50_000)

    assert [row.line for row in rows if row.problem] == [2]
    assert len(rows) == 50_001


def test_a_line_without_end_is_refused_and_not_kept(files: Files) -> None:
    rows = files.rows(b"name,city\n" + b"x" * 3_000_000 + b",y\nAna,Soria\n")

    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, False)]
    assert len(rows[0].cells[0]) < 1_000


def test_a_huge_cell_is_refused(files: Files) -> None:
    (huge, fine) = files.rows("name,city\n" + "x" * 200_000 + ",y\nAna,Soria\n")

    assert "131,072" in huge.problem
    assert not fine.problem


def test_ragged_rows_say_how_many_cells_there_should_be(files: Files) -> None:
    short, long, fine = files.rows("name,city,zip\nAna\nLuis,Jaca,22700,x\nEva,Soria,42001\n")

    assert short.problem == "Number of cells in this row: 1. The header has 3."
    assert (short.column, long.column) == (1, 3)
    assert long.problem
    assert not fine.problem


def test_empty_cells_beyond_the_header_are_a_habit_of_spreadsheets(files: Files) -> None:
    table = files.table("name,city,,\nAna,Soria,,\nEva,Jaca\n")

    assert table.header == ["name", "city"]
    assert [row.problem for row in table.rows()] == ["", ""]


def test_a_column_without_a_name_gets_one(files: Files) -> None:
    assert files.table("name,,city\nAna,x,Soria\n").header == ["name", "Column 2", "city"]


def test_columns_of_one_name_are_told_apart(files: Files) -> None:
    assert files.table("Email,city,EMAIL,Email\na,b,c,d\n").header == ["Email", "city", "EMAIL (2)", "Email (3)"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"\n\n\n", "The file is empty."),
        (b",,,\n1,2,3,4\n", "Line 1 should name the columns and is blank."),
        (b"na\x00me,city\n", "Line 1, column 1: the name of the column is no text. Is the encoding right?"),
        (b'"name,city\nAna,Soria\n', "Line 1: A quotation mark is opened here and never closed."),
    ],
)
def test_a_header_that_cannot_be_used_is_refused_with_its_place(files: Files, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match="^" + reason.replace("?", r"\?")):
        files.table(content)


def test_half_a_letter_at_the_end_does_not_stop_the_rest(files: Files) -> None:
    rows = files.rows("name,city\nAna,Soria\nEva,Jaca\n".encode("utf-16") + b"x")

    assert [row.cells for row in rows[:2]] == [["Ana", "Soria"], ["Eva", "Jaca"]]
    assert rows[2].problem


def test_reading_goes_on_after_a_line(files: Files) -> None:
    table = files.table("name\nAna\nEva\nMar\n")

    assert [row.cells for row in table.rows(after_line=3)] == [["Mar"]]


DANGEROUS = ["=1+1", "+34600", "-3", "@me", "\tx", "\rx", "'=1", "''+x", "'", "it's", "", "plain", "'tis"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_defused_cell_reads_back_as_it_was(cell: str) -> None:
    assert restored(defused(cell)) == cell


@pytest.mark.parametrize("cell", DANGEROUS)
def test_nothing_a_spreadsheet_would_run_is_left(cell: str) -> None:
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
