"""What begins an e-mail address or its domain leads to whoever has it, without a look at everybody's letters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from trato.customers.public import create_companies, create_contacts, merge_contacts, trash_contacts, update_contacts
from trato.foundation.public import SYSTEM, Actor, RecordUpdate, record_kind, search_records

COLLEAGUES = 12

Find = Callable[..., list[str]]


@pytest.fixture
def find(installed: object) -> Find:
    def found(text: str, *, seen_by: Actor = SYSTEM, kind: str = "contact", limit: int = 10) -> list[str]:
        rows = search_records(record_kind(kind), text, seen_by=seen_by, columns=("name",), limit=limit)
        return [row["name"] for row in rows]

    return found


@pytest.fixture
def firm(installed: object) -> list[Any]:
    """Twelve people at one domain, whose names say nothing of it."""
    rows = [{"name": f"Person {n:02}", "email": f"desk{n:02}@firm12345-1.example"} for n in range(COLLEAGUES)]
    return [saved.id for saved in create_contacts(rows, by=SYSTEM)]


def test_whoever_is_at_a_domain_is_found_by_its_beginning(firm: list[Any], find: Find) -> None:
    found = find("firm12345-1", limit=COLLEAGUES)

    assert sorted(found) == [f"Person {n:02}" for n in range(COLLEAGUES)]


def test_no_more_than_are_asked_for(firm: list[Any], find: Find) -> None:
    assert len(find("firm12345-1", limit=6)) == 6


@pytest.mark.parametrize("typed", ["desk07", "desk07@", "DESK07@Firm", "desk07@firm12345-1.example"])
def test_somebody_is_found_as_the_address_is_typed(firm: list[Any], find: Find, typed: str) -> None:
    assert find(typed)[0] == "Person 07"


def test_what_stands_inside_an_address_is_found_as_before(firm: list[Any], find: Find) -> None:
    assert len(find("12345-1.ex", limit=COLLEAGUES)) == COLLEAGUES


def test_names_come_before_addresses(firm: list[Any], find: Find) -> None:
    create_contacts([{"name": "Desk 07 Lamp"}, {"name": "Firm12345-1 Somebody"}], by=SYSTEM)

    assert find("firm12345-1", limit=3)[0] == "Firm12345-1 Somebody"


def test_a_company_is_found_by_its_domain(find: Find) -> None:
    create_companies(
        [{"name": "Mill", "domain": "mühle-77.example"}, {"name": "Oven", "domain": "oven-7.example"}], by=SYSTEM
    )

    assert find("oven-7", kind="company") == ["Oven"]
    assert find("mühle-77", kind="company") == ["Mill"]


def test_what_went_to_the_trash_is_not_found(firm: list[Any], find: Find) -> None:
    trash_contacts(firm[:3], by=SYSTEM)

    assert sorted(find("firm12345-1", limit=20)) == [f"Person {n:02}" for n in range(3, COLLEAGUES)]


def test_an_address_that_was_changed_leads_nowhere(firm: list[Any], find: Find) -> None:
    update_contacts([RecordUpdate(id=firm[0], values={"email": "somewhere@else.example"})], by=SYSTEM)

    assert "Person 00" not in find("firm12345-1", limit=20)
    assert find("somewhere@") == ["Person 00"]


def test_the_address_of_a_merged_record_leads_to_the_one_that_stands(firm: list[Any], find: Find) -> None:
    merge_contacts({firm[1]: firm[0]}, by=SYSTEM)

    assert find("desk01@firm") == ["Person 00"]


def test_others_records_stay_theirs(firm: list[Any], find: Find, as_alice: Actor) -> None:
    create_contacts([{"name": "Mine", "email": "mine@firm12345-1.example"}], by=as_alice)

    assert find("firm12345-1", seen_by=as_alice, limit=20) == ["Mine"]


def test_whoever_may_not_see_addresses_finds_nobody_by_them(firm: list[Any], find: Find, as_ada: Actor) -> None:
    without = replace(as_ada, is_everything=True, hidden=frozenset({"contact.email"}))

    assert find("desk07@firm", seen_by=without) == []


def test_wildcards_are_letters_like_others(firm: list[Any], find: Find) -> None:
    create_contacts([{"name": "Odd", "email": "a_b%c@odd.example"}], by=SYSTEM)

    assert find("a_b%") == ["Odd"]
    assert find("a_bx") == []
