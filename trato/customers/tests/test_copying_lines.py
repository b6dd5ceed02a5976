"""A file that the server writes is, byte for byte, the file that we would write."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trato.customers.public import create_companies, create_contacts, merge_contacts
from trato.customers.tests.made_fields import made
from trato.foundation.exports.public import Contents, CsvFile, Wish, write_contents
from trato.foundation.public import SYSTEM, Actor, NotAllowed, Reach, record_kind

TELLING = ["=1+1", "+34 600", "-5", "@home", "'=quoted", "''+twice", "'s Gravenhage", "\tindented", " =later", "5-1"]
QUOTED = [
    'says "hello"',
    "a, b",
    "two\nlines",
    "two\r\nlines",
    "\\.",
    "back\\slash",
    "naïve నమస్తే 王",
    ";",
    "NULL",
    "\\N",
]


@pytest.fixture
def people(installed: object) -> list[Any]:
    (mill,) = create_companies([{"name": 'Mill, "Old" & Sons', "domain": "mill.example"}], by=SYSTEM)
    rows: list[dict[str, Any]] = [
        {"name": f"{number:02}", "native_name": text, "source": text, "city": text, "street": text}
        for number, text in enumerate([*TELLING, *QUOTED])
    ]
    rows += [
        {"name": "Bare"},
        {"name": "Tagged", "tags": ["b", "A", "with, comma", '"quoted"']},
        {"name": "At work", "companies": [{"company": str(mill.id), "role": "=Buyer"}], "email": "w@mill.example"},
        {"name": "Was there", "companies": [{"company": str(mill.id), "until": "2011-01-15"}], "phone": "+34600190046"},
        {"name": "Two homes", "addresses": [{"label": "Home", "city": "Reus"}, {"label": "Work"}]},
        {
            "name": "Several",
            "identities": [
                {"kind": "email", "value": "one@several.example", "label": "work"},
                {"kind": "email", "value": "two@several.example", "shared": True},
                {"kind": "phone", "value": "+34 600 190 047"},
                {"kind": "handle", "value": "@several", "source": "telegram"},
            ],
        },
    ]
    return [saved.id for saved in create_contacts(rows, by=SYSTEM)]


def both(tmp_path: Path, *, by: Actor = SYSTEM, has_mark: bool = True, **wished: Any) -> tuple[bytes, bytes]:
    """As the server writes it and as we do."""
    contents = Contents(Wish(kind=record_kind(wished.pop("kind", "contact")), **wished), by)
    copied, written = tmp_path / "copied.csv", tmp_path / "written.csv"
    assert contents.lines() is not None
    assert write_contents(contents, copied, format_="csv", has_mark=has_mark) == (contents.count(), 0)
    with CsvFile(written, contents.header, contents.types, has_mark=has_mark) as file:
        for rows in contents.chunks():
            file.write(rows)
    return copied.read_bytes(), written.read_bytes()


def test_all_columns_are_the_same(people: list[Any], tmp_path: Path) -> None:
    copied, written = both(tmp_path)

    assert copied == written
    assert copied.count(b"\r\n") > len(people)
    assert b"'=1+1" in copied
    assert b"'''=quoted" not in copied.replace(b"''=quoted", b"")


@pytest.mark.parametrize("columns", [("name", "email"), ("phone", "identities"), ("company", "tags", "city", "owner")])
def test_so_are_some_of_them(people: list[Any], tmp_path: Path, columns: Sequence[str]) -> None:
    copied, written = both(tmp_path, columns=columns)

    assert copied == written


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", ["name", "created_at", "updated_at"])
def test_in_whatever_order(people: list[Any], tmp_path: Path, sort: str, descending: bool) -> None:
    copied, written = both(tmp_path, columns=("name", "source"), sort=sort, descending=descending)

    assert copied == written


def test_with_or_without_the_mark(people: list[Any], tmp_path: Path) -> None:
    copied, written = both(tmp_path, has_mark=False)

    assert copied == written
    assert not copied.startswith(b"\xef\xbb\xbf")


def test_companies_too(people: list[Any], tmp_path: Path) -> None:
    copied, written = both(tmp_path, kind="company")

    assert copied == written
    assert b'"Mill, ""Old"" & Sons"' in copied


def test_and_what_was_merged(people: list[Any], tmp_path: Path) -> None:
    merge_contacts({people[-1]: people[0], people[-4]: people[0], people[-3]: people[-2]}, by=SYSTEM)

    copied, written = both(tmp_path)

    assert copied == written
    assert b"one@several.example ::: two@several.example" in copied


def test_fields_that_people_made_are_in_it(people: list[Any], tmp_path: Path) -> None:
    for label, type_ in (("Size", "number"), ("Met", "moment"), ("Is keen", "yes_no"), ("Note", "text")):
        made(label, type_, by=SYSTEM)
    values = {"size": Decimal("-2.5"), "met": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "is_keen": True, "note": "=1"}
    create_contacts([{"name": "Made", **values}], by=SYSTEM)

    copied, written = both(tmp_path)

    assert copied == written
    assert b"-2.5" in copied
    assert b"2026-01-02T03:04:05Z" in copied


def test_a_selection_is_told_in_the_order_of_the_list(people: list[Any], tmp_path: Path) -> None:
    copied, written = both(tmp_path, columns=("name", "source"), ids=[people[3], people[1], people[2]])

    assert copied == written
    assert [line[:2] for line in copied.splitlines()[1:]] == [b"01", b"02", b"03"]


def test_one_column_alone_is_written_by_us(people: list[Any]) -> None:
    """There an empty cell must be quoted: a blank line is no row."""
    assert Contents(Wish(kind=record_kind("contact"), columns=["source"]), SYSTEM).lines() is None


def test_so_is_a_file_with_links_that_are_not_all_to_be_seen(people: list[Any], as_ada: Actor) -> None:
    narrow = replace(as_ada, is_everything=False, rights={**as_ada.rights, "customers.see_companies": Reach.OWN})

    assert Contents(Wish(kind=record_kind("contact"), columns=["name", "company"]), narrow).lines() is None


def test_whoever_may_not_take_them_out_gets_no_line(people: list[Any], as_charlie: Actor) -> None:
    lines = Contents(Wish(kind=record_kind("contact"), columns=["name", "source"]), as_charlie).lines()

    assert lines is not None
    with pytest.raises(NotAllowed):
        next(lines)


def test_more_rows_are_no_more_statements(people: list[Any], tmp_path: Path) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            contents = Contents(Wish(kind=record_kind("contact")), SYSTEM)
            write_contents(contents, tmp_path / "all.csv", format_="csv", has_mark=True)
        return len(asked)

    few = statements()
    create_contacts([{"name": f"Person {number}", "tags": ["x"]} for number in range(50)], by=SYSTEM)

    assert statements() == few
