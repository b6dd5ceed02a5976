"""Lists narrowed by what an address says."""

import pytest

from trato.foundation.public import (
    Actor,
    User,
    count_up_to,
    filters_from,
    read_page,
    record_kind,
)
from trato.foundation.tests.listing import all_pages, contacts


def found(given: dict[str, list[str]], *, by: Actor) -> list[str]:
    filters, refused = filters_from(record_kind("contact"), given, seen_by=by)
    assert refused == {}
    together = all_pages(seen_by=by, limit=2, filters=filters)
    assert count_up_to(record_kind("contact"), seen_by=by, filters=filters) == len(together)
    return together


@pytest.fixture
def three(as_alice: Actor, as_ada: Actor, bob: User) -> None:
    """Ana, Eva and Ivo differ in everything one can filter by."""
    rows = [
        {"name": "Ana", "lifecycle_stage": "customer", "lead_status": "new", "language": "te", "tags": ["VIP", "Fair"]},
        {"name": "Eva", "lifecycle_stage": "lead", "language": "es", "country": "Spain", "company": "Huerta"},
        {"name": "Ivo", "lifecycle_stage": "mql", "tags": ["fair"], "owner": str(bob.id), "country": "India"},
    ]
    contacts(rows, by=as_alice)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["Ana", "Eva", "Ivo"]),
        ({"lifecycle_stage": ["customer"]}, ["Ana"]),
        ({"lifecycle_stage": ["customer", "mql"]}, ["Ana", "Ivo"]),
        ({"lead_status": ["none"]}, ["Eva", "Ivo"]),
        ({"lead_status": ["none", "new"]}, ["Ana", "Eva", "Ivo"]),
        ({"language": ["te"]}, ["Ana"]),
        ({"language": ["Spanish"]}, ["Eva"]),
        ({"tags": ["VIP"]}, ["Ana"]),
        ({"tags": ["FAIR"]}, ["Ana", "Ivo"]),
        ({"country": ["ES"]}, ["Eva"]),
        ({"country": ["india", "España"]}, ["Eva", "Ivo"]),
        ({"owner": ["Bob"]}, ["Ivo"]),
        ({"owner": ["me"]}, []),
        ({"owner": ["alice@acequia.example"]}, ["Ana", "Eva"]),
        ({"owner": ["none"]}, []),
        ({"team": ["North"]}, ["Ana", "Eva"]),
        ({"tags": ["fair"], "lifecycle_stage": ["mql"]}, ["Ivo"]),
        ({"q": ["eva"]}, ["Eva"]),
        ({"q": ["ev"]}, ["Eva"]),
        ({"q": [""]}, ["Ana", "Eva", "Ivo"]),
        ({"q": ["nobody"]}, []),
    ],
)
def test_filters(three: None, as_ada: Actor, given: dict[str, list[str]], expected: list[str]) -> None:
    assert found(given, by=as_ada) == expected


def test_contacts_of_a_company(three: None, as_ada: Actor) -> None:
    (row,) = read_page(record_kind("company"), seen_by=as_ada, columns=("name",)).rows

    assert found({"company": [str(row["id"])]}, by=as_ada) == ["Eva"]


def test_me_is_whoever_asks(three: None, as_alice: Actor) -> None:
    assert found({"owner": ["me"]}, by=as_alice) == ["Ana", "Eva"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lifecycle_stage", "king"),
        ("owner", "Nobody"),
        ("team", "Nowhere"),
        ("company", "Huerta"),
        ("language", "Klingon"),
        ("nonsense", "1"),
        ("email", "x"),
        ("tags", ""),
    ],
)
def test_a_filter_that_cannot_be_is_named_with_its_reason(as_ada: Actor, name: str, value: str) -> None:
    filters, refused = filters_from(record_kind("contact"), {name: [value]}, seen_by=as_ada)

    assert filters == []
    assert list(refused) == [name]
    assert refused[name]
