"""How dates and numbers of a column are written, and what encodings look like."""

from pathlib import Path

import pytest

from trato.foundation.imports.encodings import recognise_encoding
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.formats import COMMA, POINT, iso_date, plain_number, recognise_format
from trato.foundation.imports.reading import Table
from trato.foundation.imports.recognising import recognise
from trato.kit.testing.real_files import real_file


@pytest.mark.parametrize(
    ("values", "kind", "format"),
    [
        (["31/03/2026", "01/02/2025"], "date", "dmy"),
        (["03/31/2026", "01/02/2025"], "date", "mdy"),
        (["2026-03-31", "2025-02-01"], "date", "ymd"),
        (["31.3.26"], "date", "dmy"),
        (["01/02/2025", "03/04/2025"], "date", ""),
        (["1.234,56", "12"], "number", COMMA),
        (["1,234.56"], "number", POINT),
        (["€ 1.234,50"], "number", COMMA),
        (["1.234.567"], "number", COMMA),
        (["1,5"], "number", COMMA),
        (["1.234"], "number", ""),
        (["1,234"], "number", ""),
        (["12", "13"], "number", POINT),
        (["1 234,5"], "number", COMMA),
        (["Ana", "Luis"], "", ""),
        ([], "", ""),
    ],
)
def test_a_format_is_recognised_or_asked(values: list[str], kind: str, format: str) -> None:
    told = recognise_format(values)

    assert (told.kind, told.format) == (kind, format)


def test_an_undecided_format_offers_what_it_can_be() -> None:
    assert set(recognise_format(["01/02/2025"]).choices) >= {"dmy", "mdy"}
    assert set(recognise_format(["1,234"]).choices) == {POINT, COMMA}


def test_a_few_typing_errors_do_not_hide_the_format() -> None:
    assert recognise_format([*["31/03/2026"] * 19, "soon"]).format == "dmy"


@pytest.mark.parametrize(
    ("text", "format", "read"),
    [
        ("31/03/2026", "dmy", "2026-03-31"),
        ("03/31/2026 10:30", "mdy", "2026-03-31T10:30"),
        ("5.4.25", "dmy", "2025-04-05"),
        ("5.4.99", "dmy", "1999-04-05"),
        ("31/09/2025", "dmy", "31/09/2025"),
        ("tomorrow", "dmy", "tomorrow"),
    ],
)
def test_dates_are_read_as_written_and_what_is_none_stays(text: str, format: str, read: str) -> None:
    assert iso_date(text, format) == read


@pytest.mark.parametrize(
    ("text", "format", "read"),
    [
        ("1.234,56", COMMA, "1234.56"),
        ("1,234.56", POINT, "1234.56"),
        ("€ 1.234,50", COMMA, "€ 1234.50"),
        ("-1.234", COMMA, "-1234"),
        ("1.234", COMMA, "1234"),
        ("1 234,00", COMMA, "1234"),
        ("1.2.3", COMMA, "1.2.3"),
        ("1,234", COMMA, "1.2340"),
        ("1.2O4", COMMA, "1.2O4"),
    ],
)
def test_numbers_are_read_as_written_and_what_is_none_stays(text: str, format: str, read: str) -> None:
    assert plain_number(text, format) == read


def encoding_of(folder: Path, raw: bytes) -> str:
    path = folder / "given.csv"
    path.write_bytes(raw)
    return recognise_encoding(path)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes("name,city\nNúria,Sória\n王小明,北京\n".encode(encoding))
    table = Table(path, recognise(path))

    assert table.shape.encoding == encoding
    assert [row.cells for row in table.rows()] == [["Núria", "Sória"], ["王小明", "北京"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("山田太郎", "cp932"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "cp932"),
        ("李", "gb18030"),
        ("北京大学", "gb18030"),
        ("CAÑÓN IBÁÑEZ", "cp1252"),
        ("José “Pepe” Ñañez – €", "cp1252"),
    ],
)
def test_one_word_is_enough_to_tell_older_encodings_apart(tmp_path: Path, text: str, encoding: str) -> None:
    assert encoding_of(tmp_path, b"name\n" + text.encode(encoding) + b"\n") == encoding


def test_names_of_every_western_locale_are_windows_1252(tmp_path: Path) -> None:
    wrong = []
    for line in real_file("robustness/names/cldr_sample_person_names.csv").read_text(encoding="utf-8").splitlines():
        try:
            raw = line.encode("cp1252")
        except UnicodeEncodeError:
            continue
        if not raw.isascii() and encoding_of(tmp_path, raw + b"\n") != "cp1252":
            wrong.append(line)

    assert not wrong


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04....[Content_Types].xml", "Excel workbook"),
        (b"PK\x03\x04....a.csv", "ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel workbook"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08", "compressed file"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_files_of_other_programs_are_refused_by_what_they_are(tmp_path: Path, raw: bytes, reason: str) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes(raw)

    with pytest.raises(FileRefused, match=reason):
        recognise(path)


def test_a_file_without_a_header_is_recognised_by_an_address_in_its_first_row(tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.write_text("Ana,ana@ferrer.example\nLuis,luis@ferrer.example\n")
    table = Table(path, recognise(path))

    assert table.header == ["Column 1", "Column 2"]
    assert [row.line for row in table.rows()] == [1, 2]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('name,said\nAna,"He said \\"yes\\", twice"\n', ["Ana", 'He said "yes", twice']),
        ("name,said\n'Ana','a, b'\n'Eva','c'\n'Mar','d'\n", ["Ana", "a, b"]),
        ('name,said\nAna,"He said ""yes"""\n', ["Ana", 'He said "yes"']),
    ],
)
def test_habits_of_quoting_are_recognised(tmp_path: Path, text: str, cells: list[str]) -> None:
    path = tmp_path / "given.csv"
    path.write_text(text)

    assert next(Table(path, recognise(path)).rows()).cells == cells


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_of_any_end_are_counted_for_the_progress_bar(tmp_path: Path, end: str) -> None:
    path = tmp_path / "given.csv"
    path.write_bytes(end.join(["name", "Ana", "Luis", ""]).encode())

    assert recognise(path).line_count == 4
