"""However a list goes about it, by what stands on the other side, by a sample, by who was merged: it finds the same."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from trato.customers.public import create_companies, create_contacts, merge_contacts, write_note
from trato.foundation.public import Actor, filters_from, read_page, record_kind
from trato.foundation.rules import filters, leaves

FIRMS = {"of": "company", "where": {"field": "employee_count", "operator": "between", "value": ["7", "9"]}}
NOTED = {"event": "customers.note_written", "within": "7d"}
NOTED_TWICE = {"event": "customers.note_written", "operator": "least", "value": 2}
NOT_NOTED = {"not": {"event": "customers.note_written", "within": "7d"}}


@pytest.fixture
def people(as_alice: Actor) -> list[UUID]:
    """Twelve at four firms. Three were noted twice, one of them by halves: the other half was merged into her."""
    create_companies([{"name": f"Firm {n}", "employee_count": 6 + n} for n in range(4)], by=as_alice)
    rows = [{"name": f"Person {n:02}", "company": f"Firm {n % 4}"} for n in range(12)]
    ids = [each.id for each in create_contacts([*rows, {"name": "Other half"}], by=as_alice)]
    for number in (0, 0, 1, 1, 2, 12):
        write_note("Said", by=as_alice, contact_id=ids[number])
    merge_contacts({ids[12]: ids[2]}, by=as_alice)
    return ids


def found(rules: Any, *, by: Actor) -> list[str]:
    kind = record_kind("contact")
    asked, refused = filters_from(kind, {"rules": [json.dumps(rules)]}, seen_by=by)
    assert not refused
    page = read_page(kind, seen_by=by, columns=["name"], filters=asked, sort="name", limit=50)
    return [row["name"].removeprefix("Person ") for row in page.rows]


RULES: list[tuple[Any, list[str]]] = [
    (FIRMS, ["01", "02", "03", "05", "06", "07", "09", "10", "11"]),
    ({"not": FIRMS}, ["00", "04", "08"]),
    ({"and": [FIRMS, NOTED]}, ["01", "02"]),
    ({"or": [{"and": [FIRMS, NOTED_TWICE]}, {"field": "name", "value": "Person 11"}]}, ["01", "02", "11"]),
    (NOTED, ["00", "01", "02"]),
    (NOTED_TWICE, ["00", "01", "02"]),
    ({"and": [NOT_NOTED, FIRMS]}, ["03", "05", "06", "07", "09", "10", "11"]),
    ({"of": "company", "where": {"field": "employee_count", "operator": "least", "value": "100"}}, []),
]
WAYS: list[dict[str, int]] = [
    {},
    {"FEW_FARTHER": 0},
    {"FEW_FARTHER": 2},
    {"FEW_MERGED": -1},
    {"FEW_MERGED": 0},
    {"FEW": 0},
    {"FEW": 1, "FEW_FARTHER": 1, "FEW_MERGED": 0},
]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize(("rules", "expected"), RULES, ids=[json.dumps(each)[:60] for each, _names in RULES])
def test_the_same_are_found_whichever_way(
    rules: Any,
    expected: list[str],
    way: dict[str, int],
    people: list[UUID],
    as_alice: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in way.items():
        monkeypatch.setattr(leaves if name == "FEW_MERGED" else filters, name, value)

    assert found(rules, by=as_alice) == expected


@pytest.mark.parametrize("often", [0, 1, 1_000])
def test_a_sample_only_says_where_to_begin(
    often: int, people: list[UUID], as_alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a million: the server's own idea of the size decides whether a handful is asked first."""
    monkeypatch.setattr(filters, "OFTEN", often)
    with connection.cursor() as cursor:
        cursor.execute("update pg_class set reltuples = 1000000 where oid = 'customers_contact'::regclass")

    assert found(NOTED_TWICE, by=as_alice) == ["00", "01", "02"]
    assert found(NOT_NOTED, by=as_alice) == [f"{n:02}" for n in range(3, 12)]


@pytest.mark.parametrize("rules", [each for each, _names in RULES], ids=lambda each: json.dumps(each)[:60])
def test_who_sees_nobody_finds_nobody(rules: Any, people: list[UUID], as_bob: Actor) -> None:
    assert found(rules, by=as_bob) == []


def test_a_firm_that_one_does_not_see_leads_to_nobody(
    people: list[UUID], as_bob: Actor, as_ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found once on the other side, by the eyes of who asks."""
    create_contacts([{"name": "Of Bob"}], by=as_bob)

    assert found(FIRMS, by=as_bob) == []
    assert len(found(FIRMS, by=as_ada)) == 9
