"""JSON Lines come in as rows: what is read of them, line by line, and what is refused."""

import json
from pathlib import Path

import pytest

from trato.foundation.imports import json_lines
from trato.foundation.imports.arriving import format_of
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.reading import Row
from trato.foundation.tests.arriving_files import Files, cells, problems


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "home"))
    return Files(tmp_path)


def test_the_keys_of_all_objects_are_the_columns(files: Files) -> None:
    table = files.lines('{"Name":"Ada","Email":"a@x.example"}', "", '{"City":"Lima","Name":"Bob"}')

    assert table.header == ["Name", "Email", "City"]
    assert list(table.rows()) == [Row(1, ["Ada", "a@x.example", ""]), Row(3, ["Bob", "", "Lima"])]


def test_values_read_like_the_cells_of_our_csv(files: Files) -> None:
    given = {
        "text": "a\nb",
        "yes": True,
        "no": False,
        "nothing": None,
        "tags": ["new", "a, b", 'said "so"'],
        "numbers": [1, 2],
        "address": {"city": "Lima", "geo": {"lat": 1.5}},
        "list": [{"kind": "email", "value": "a@x.example"}],
        "empty": {},
    }
    table = files.lines(json.dumps(given))
    (found,) = cells(table)
    row = dict(zip(table.header, found, strict=True))

    assert row["text"] == "a\nb"
    assert (row["yes"], row["no"], row["nothing"]) == ("true", "false", "")
    assert row["tags"] == 'new ::: "a, b" ::: "said ""so"""'
    assert row["numbers"] == "1 ::: 2"
    assert (row["address city"], row["address geo lat"]) == ("Lima", "1.5")
    assert json.loads(row["list"]) == given["list"]
    assert "empty" not in row


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", "12"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("12.50", "12.5"),
        ("1.125", "1.1250"),
        ("1e3", "1000"),
        ("-0.5", "-0.5"),
        ("3.0", "3"),
        ("1e999", "1E+999"),
    ],
)
def test_numbers_keep_their_digits_and_no_thousands_are_seen_in_them(files: Files, written: str, read: str) -> None:
    assert cells(files.lines(f'{{"n":{written}}}')) == [[read]]


def test_a_bad_line_is_a_row_with_its_line_and_reason_and_the_others_come_in(files: Files) -> None:
    table = files.lines('{"a":"1"}', '{"a":', "[1,2]", '{"a":NaN}', "[" * 100_000, '{"a":"2"}')

    assert [row.cells for row in table.rows() if not row.problem] == [["1"], ["2"]]
    told = problems(table)
    assert list(told) == [2, 3, 4, 5]
    assert "from character 7 on" in told[2]
    assert "no JSON object" in told[3]
    assert "NaN" in told[4]
    assert told[5]


def test_a_line_beyond_the_limit_is_refused_alone(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 30)
    table = files.lines('{"a":"1"}', json.dumps({"a": "x" * 500}), '{"a":"3"}')

    assert list(problems(table)) == [2]
    assert [row.line for row in table.rows()] == [1, 2, 3]


def test_characters_that_are_no_text_refuse_their_line_only(files: Files) -> None:
    table = files.lines('{"a":"\\ud800"}', b'{"a":"\xff\xfe"}', *['{"a":"ñññ"}'] * 3)

    assert list(problems(table)) == [1, 2]
    assert list(table.rows())[2].cells == ["ñññ"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_json_lines_are_known_in_every_encoding(files: Files, encoding: str) -> None:
    files.path.write_bytes('{"name":"Núria"}\n{"name":"Ada"}\n'.encode(encoding))

    assert format_of(files.path) == "jsonl"
    assert cells(files.kept()) == [["Núria"], ["Ada"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{\n "name": "Ada"\n}', "No line of this file is a JSON object"),
        ('[{"name": "Ada"}]', "one JSON array"),
        ('["vcard", []]', "one JSON array"),
        ("<?xml version='1.0'?><a/>", "XML or HTML"),
        ("{}", "No line of this file is a JSON object"),
    ],
)
def test_other_shapes_are_refused_in_words(files: Files, content: str, said: str) -> None:
    files.path.write_text(content)

    with pytest.raises(FileRefused, match=said):
        files.kept()


def test_too_many_keys_are_refused(files: Files) -> None:
    with pytest.raises(FileRefused, match="more than"):
        files.lines(*(json.dumps({f"k{n}": 1}) for n in range(1_001)))


@pytest.mark.parametrize("content", ["name,email\nAda,a@x.example\n", "[id],name\n1,Ada\n", "a{b},c\n1,2\n", ""])
def test_csv_stays_csv(files: Files, content: str) -> None:
    files.path.write_text(content)

    assert format_of(files.path) == ""


def test_rows_go_on_after_a_line(files: Files) -> None:
    table = files.lines(*(json.dumps({"n": n}) for n in range(1, 6)))

    assert [row.line for row in table.rows(after_line=3)] == [4, 5]
