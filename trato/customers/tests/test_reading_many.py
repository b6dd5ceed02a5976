"""What a file says of many records by one look at each table is what each of them says by itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trato.customers.looks import KINDS
from trato.customers.public import (
    create_companies,
    create_contacts,
    merge_companies,
    merge_contacts,
)
from trato.foundation.exports.public import Contents, Wish
from trato.foundation.public import SYSTEM, RecordKind, record_kind

LONG_AGO, LONGER_AGO = "2019-04-30", "2011-01-15"
PEOPLE: list[dict[str, Any]] = [
    {"name": "Bare"},
    {"name": "Reached", "email": "one@reached.example", "phone": "+34 600 190 044", "website": "https://r.example"},
    {"name": "Tagged", "tags": ["b", "A", "with, comma"], "city": "Reus", "country": "ES"},
    {"name": "Two homes", "addresses": [{"label": "Home", "city": "Reus"}, {"street": "Gran Via 1", "country": "ES"}]},
    {
        "name": "Several",
        "identities": [
            {"kind": "email", "value": "one@several.example", "label": "work"},
            {"kind": "email", "value": "two@several.example", "shared": True},
            {"kind": "handle", "value": "@several", "source": "telegram"},
        ],
    },
]


@pytest.fixture
def companies(installed: object) -> list[Any]:
    rows: list[dict[str, Any]] = [
        {"name": "Mill", "domain": "mill.example", "city": "Lleida", "tags": ["supplier"]},
        {"name": "Bakery", "phone": "+34 600 190 045"},
        {"name": "Bakery, again", "domain": "bakery.example", "tags": ["baker"], "street": "Carrer 1"},
    ]
    made = [saved.id for saved in create_companies(rows, by=SYSTEM)]
    merge_companies({made[2]: made[1]}, by=SYSTEM)
    return made


@pytest.fixture
def contacts(companies: list[Any]) -> list[Any]:
    mill, bakery, _again = (str(id_) for id_ in companies)
    former = {"company": mill, "role": "Miller", "since": LONGER_AGO, "until": LONG_AGO}
    working = [
        {"name": "Moved on", "companies": [former, {"company": bakery, "role": "Owner", "since": "2021-07-01"}]},
        {"name": "Retired", "companies": [former]},
        {"name": "Busy", "companies": [{"company": bakery, "role": "Baker"}, {"company": mill, "until": "2999-01-01"}]},
    ]
    return [saved.id for saved in create_contacts([*PEOPLE, *working], by=SYSTEM)]


def rows(kind: RecordKind, *, columns: Sequence[str] = ()) -> list[list[str]]:
    wish = Wish(kind=kind, columns=[*columns])
    return [row for chunk in Contents(wish, SYSTEM).chunks() for row in chunk]


def one_by_one(kind: RecordKind) -> RecordKind:
    return replace(kind, fields=[replace(spec, of_many="") for spec in kind.fields])


def assert_same(name: str) -> None:
    kind = record_kind(name)
    every = [spec.name for spec in kind.fields]
    found = rows(kind, columns=every)

    assert len(found) > 1
    assert found == rows(one_by_one(kind), columns=every)
    assert rows(kind) == rows(one_by_one(kind))


def test_contacts_say_together_what_each_says(contacts: list[Any]) -> None:
    assert_same("contact")


def test_companies_say_together_what_each_says(companies: list[Any]) -> None:
    assert_same("company")


@pytest.mark.parametrize(("kept", "merged"), [(0, 1), (0, 4), (1, 4), (2, 3), (0, 5), (5, 6), (6, 7), (1, 0)])
def test_of_what_was_merged_too(contacts: list[Any], kept: int, merged: int) -> None:
    merge_contacts({contacts[merged]: contacts[kept]}, by=SYSTEM)

    assert_same("contact")


def test_of_three_that_became_one(contacts: list[Any]) -> None:
    merge_contacts({contacts[4]: contacts[0]}, by=SYSTEM)
    merge_contacts({contacts[7]: contacts[0]}, by=SYSTEM)

    assert_same("contact")


def test_a_column_alone_is_read_the_same_way(contacts: list[Any]) -> None:
    kind = record_kind("contact")
    for spec in kind.fields:
        if spec.of_many:
            assert rows(kind, columns=[spec.name]) == rows(one_by_one(kind), columns=[spec.name]), spec.name


def test_what_several_hold_is_in_the_file_once(contacts: list[Any]) -> None:
    told = dict(rows(record_kind("contact"), columns=["name", "email"]))

    assert told["Several"] == "one@several.example ::: two@several.example"
    assert told["Bare"] == ""


def test_more_rows_are_no_more_statements(contacts: list[Any]) -> None:
    with CaptureQueriesContext(connection) as few:
        rows(record_kind("contact"))
    create_contacts([{"name": f"Person {number}", "tags": ["x"]} for number in range(50)], by=SYSTEM)
    with CaptureQueriesContext(connection) as many:
        assert len(rows(record_kind("contact"))) == len(contacts) + 50

    assert len(many) == len(few)


@pytest.mark.parametrize("name", ["contact", "company"])
def test_every_look_names_the_fields_that_are_read_from_it(installed: object, name: str) -> None:
    kind = record_kind(name)
    looks = {spec.of_many for spec in kind.fields if spec.of_many}

    assert looks
    for look in looks:
        with connection.cursor() as cursor:
            cursor.execute(look, ["{}"])
            columns = {column.name for column in cursor.description}
        told = {spec.name for spec in kind.fields if spec.of_many == look}
        # All e-mails, all phones …: beside the list of identities, by what each of them is.
        sorts = set(KINDS) if "identities" in told else set()
        assert columns == {"id", *told, *sorts}
