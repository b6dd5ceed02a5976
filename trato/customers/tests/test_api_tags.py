from collections.abc import Callable

import pytest

from trato.customers.public import create_contacts
from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program], as_alice: Actor) -> Program:
    create_contacts([{"name": "Eva", "tags": ["Vip", "aceite", "Ñora", "vivero"]}], by=as_alice)
    return program_of(alice)


def names(program: Program, **query: object) -> list[str]:
    return [each["name"] for each in program.get("/tags", **query).json()["results"]]


def test_tags_stand_in_the_order_of_the_alphabet(program: Program) -> None:
    assert names(program) == ["aceite", "Vip", "vivero", "Ñora"]


@pytest.mark.parametrize(("text", "found"), [("VI", ["Vip", "vivero"]), ("ñ", ["Ñora"]), ("%", []), ("x", [])])
def test_they_are_found_by_their_beginning(program: Program, text: str, found: list[str]) -> None:
    assert names(program, q=text) == found


def test_the_list_is_paged(program: Program) -> None:
    first = program.get("/tags", limit=3).json()

    assert names(program, limit=3, after=first["paging"]["next"]["after"]) == ["Ñora"]
    assert program.get("/tags", after="bent").status_code == 422


def test_who_sees_nobody_sees_no_tags(program: Program, charlie: User, program_of: Callable[[User], Program]) -> None:
    assert program_of(charlie).get("/tags").status_code == 403
