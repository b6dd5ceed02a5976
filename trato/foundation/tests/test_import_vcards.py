"""vCards come in as rows, whatever their version and the program that wrote them."""

import json
from pathlib import Path

import pytest

from trato.foundation.imports import reading, vcard_lines
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.vcards import read_vcards
from trato.foundation.tests.arriving_files import Files, cells, problems
from trato.kit.testing.real_files import real_file


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "home"))
    return Files(tmp_path)


def card(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", *lines, "END:VCARD"])


def values(files: Files, *lines: str | bytes, encoding: str = "utf-8") -> dict[str, str]:
    table = files.lines("BEGIN:VCARD", *lines, "END:VCARD", encoding=encoding)
    (row,) = cells(table)
    return {name: cell for name, cell in zip(table.header, row, strict=True) if cell}


def test_each_card_stands_on_the_line_on_which_it_begins(files: Files) -> None:
    table = files.lines(card("FN:Ada"), "", card("FN:Bob", "EMAIL:b@x.example"))

    assert table.header == ["Name", "Email"]
    assert [(row.line, list(row.cells)) for row in table.rows()] == [(1, ["Ada", ""]), (5, ["Bob", "b@x.example"])]


def test_folded_lines_are_one(files: Files) -> None:
    assert values(files, "FN:Ada Love", " lace", "NOTE:one", "\ttwo")["Name"] == "Ada Lovelace"


def test_letters_of_version_2_1_are_read_in_their_charset(files: Files) -> None:
    told = values(
        files,
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nu=C3=B1ez;=",
        "N=C3=BAria",
        "TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Se=F1ora",
        "ORG;QUOTED-PRINTABLE:Caf=E9",
    )

    assert (told["First name"], told["Last name"], told["Name"]) == ("Núria", "Nuñez", "Núria Nuñez")
    assert (told["Job title"], told["Company"]) == ("Señora", "Café")


def test_a_property_in_another_charset_than_the_file_is_read_in_its_own(files: Files) -> None:
    told = values(files, "FN:ñññ ñññ ñññ", b"ORG;CHARSET=ISO-8859-1:Caf\xe9")

    assert (told["Name"], told["Company"]) == ("ñññ ñññ ñññ", "Café")


@pytest.mark.parametrize("charset", ["klingon", "utf-16", "zip", "rot13"])
def test_a_charset_that_nobody_knows_harms_nothing(files: Files, charset: str) -> None:
    told = values(files, f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:Ada=20L")

    assert told["Name"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_cards_are_read_in_the_encoding_of_their_file(files: Files, encoding: str) -> None:
    files.path.write_bytes((card("FN:Núria", "ORG:Forn Vell") + "\n").encode(encoding))

    assert cells(files.kept()) == [["Núria", "Forn Vell"]]


def test_marks_that_are_escaped_are_text(files: Files) -> None:
    told = values(files, r"FN:a\, b\; c\nd\\e", r"ORG:One\; Two;Three", r"N:A\;B;C;;;", r"CATEGORIES:x\, y,z")

    assert told["Name"] == "a, b; c\nd\\e"
    assert (told["Company"], told["Department"]) == ("One; Two", "Three")
    assert (told["Last name"], told["First name"]) == ("A;B", "C")
    assert told["Tags"] == '"x, y" ::: z'


def test_of_several_the_preferred_comes_first_and_fax_numbers_stay_out(files: Files) -> None:
    told = values(
        files, "FN:Ada", "EMAIL;TYPE=HOME:h@x.example", "EMAIL;PREF=1:p@x.example", "EMAIL:h@x.example",
        "TEL;FAX:1111111", "TEL;TYPE=voice,pref:2222222", "TEL;VALUE=uri:tel:+34-911;ext=7",
    )  # fmt: skip

    assert (told["Email"], told["Email 2"]) == ("p@x.example", "h@x.example")
    assert (told["Phone"], told["Phone 2"]) == ("2222222", "+34-911 ext. 7")
    assert "Email 3" not in told


def test_a_second_address_is_kept_beside_the_lines_of_the_first(files: Files) -> None:
    told = values(files, "FN:Ada", "item1.ADR;TYPE=HOME:;;Calle 1;Lima;;1;PE", "item1.X-ABLabel:x", "ADR:;;;Soria;;;")

    assert (told["Street"], told["City"], told["Postal code"], told["Country"]) == ("Calle 1", "Lima", "1", "PE")
    assert [each.get("city") for each in json.loads(told["Addresses"])] == ["Lima", "Soria"]


@pytest.mark.parametrize(
    ("written", "read"), [("19700102", "1970-01-02"), ("1970-01-02T00:00:00Z", "1970-01-02"), ("--0102", None)]
)
def test_birthdays_without_a_year_are_left_out(files: Files, written: str, read: str | None) -> None:
    assert values(files, "FN:Ada", f"BDAY:{written}").get("Birthday") == read


def test_keys_sounds_and_the_cards_of_agents_are_left_out(files: Files) -> None:
    told = values(
        files, "FN:Ada", "SOUND;ENCODING=b:QUJD", " QUJD", "KEY;BASE64:", "QUJDQUJD",
        "AGENT:", "BEGIN:VCARD", "FN:Agent", "END:VCARD", "ORG:Engines",
    )  # fmt: skip

    assert told == {"Name": "Ada", "Company": "Engines"}


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["BEGIN:VCARD", "FN:Bob", card("FN:Ada")], 1, "no end"),
        ([card("FN:Ada"), "BEGIN:VCARD", "FN:Bob"], 4, "no end"),
        ([card("FN:Ada"), "rubbish"], 4, "no card"),
        ([card("FN:Ada"), card("FN:Bob", "rubbish")], 4, "Line 6"),
        ([card("FN:Ada"), card("FN:Us", "KIND:group")], 4, "list of people"),
        ([card("FN:Ada"), card("X-THING:1")], 4, "nothing"),
    ],
)
def test_a_card_that_cannot_be_read_is_refused_alone(files: Files, lines: list[str], line: int, said: str) -> None:
    table = files.lines(*lines)

    assert list(problems(table)) == [line]
    assert said in problems(table)[line]
    assert [list(row.cells) for row in table.rows() if not row.problem] == [["Ada"]]


def test_a_card_without_a_name_is_called_by_what_it_has(files: Files) -> None:
    assert values(files, "EMAIL:a@x.example")["Name"] == "a@x.example"
    assert values(files, "ORG:Engines", "TEL:1")["Name"] == "Engines"


def test_a_file_of_nothing_but_broken_cards_is_refused(files: Files) -> None:
    with pytest.raises(FileRefused, match="No card"):
        files.lines("BEGIN:VCARD", "FN:Ada")


def test_endless_lines_and_cards_stop_at_their_bounds(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard_lines, "LONGEST_LINE", 40)
    monkeypatch.setattr(vcard_lines, "MOST_PROPERTIES", 3)
    table = files.lines(card("FN:Ada", "NOTE:" + "x" * 500, *[" more"] * 50), card(*["FN:Bob"] * 4))

    assert list(problems(table)) == [55]
    assert len(next(iter(table.rows())).cells[1]) <= reading.LONGEST_SHOWN


def test_every_real_card_comes_in_or_says_why_not() -> None:
    paths = sorted(real_file("vcards").rglob("*.vcf"))
    assert len(paths) >= 15
    for path in paths:
        try:
            arrived, rows = read_vcards(path)
        except FileRefused:
            continue
        for row in rows:
            assert row.problem or any(row.cells), path.name
            assert row.problem or len(row.cells) == len(arrived.header), path.name
