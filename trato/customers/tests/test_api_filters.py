"""Lists of contacts by what stands in their address."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from trato.customers.public import create_contacts
from trato.foundation.public import Actor, Role, User
from trato.kit.testing.programs import Program

PEOPLE = [
    {"name": "Ana", "source": "Fair", "lifecycle_stage": "lead", "email": "ana@one.example", "tags": ["VIP", "New"]},
    {"name": "Bea", "source": "Web", "lifecycle_stage": "customer", "phone": "600 190 044"},
    {"name": "Cleo", "source": "", "lifecycle_stage": "lead", "email": "cleo@two.example", "city": "Reus"},
]
IS_LEAD = {"field": "lifecycle_stage", "value": "lead"}


@pytest.fixture
def people(as_alice: Actor) -> None:
    create_contacts(PEOPLE, by=as_alice)


def asked(program: Program, *pairs: tuple[str, str]) -> Any:
    """Also the same name more than once."""
    return program.client.get(f"/api/v1/contacts?{urlencode(pairs)}", headers=program.headers)


def found(program: Program, *pairs: tuple[str, str]) -> list[str]:
    answer = asked(program, *pairs)
    assert answer.status_code == 200, answer.content
    return [each["name"] for each in answer.json()["results"]]


def refused(program: Program, *pairs: tuple[str, str]) -> set[str]:
    answer = asked(program, *pairs)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {each["field"] for each in answer.json()["errors"]}


@pytest.mark.parametrize(
    "rules",
    [
        IS_LEAD,
        {"not": IS_LEAD},
        {"or": [{"field": "name", "value": "bea"}, {"search": "cle"}]},
        {"field": "email", "value": "ANA@one.example"},
        {"field": "tags", "operator": "is", "value": ["vip", "other"]},
        {"event": "customers.note_written", "operator": "most", "value": 0, "within": "30d"},
        {"of": "company", "where": {"field": "name", "value": "nobody"}},
        {"field": "owner", "value": "me"},
    ],
    ids=json.dumps,
)
def test_a_tree_is_the_same_in_an_address_as_in_a_body(program: Program, people: None, rules: object) -> None:
    in_body = program.post("/contacts/search", {"filter": rules}).json()

    assert asked(program, ("filter", json.dumps(rules))).json() == in_body


@pytest.mark.parametrize(
    ("pairs", "names"),
    [
        ([("lifecycle_stage", "lead")], ["Ana", "Cleo"]),
        ([("lifecycle_stage", "lead"), ("lifecycle_stage", "customer")], ["Ana", "Bea", "Cleo"]),
        ([("lifecycle_stage.not", "lead")], ["Bea"]),
        ([("email", "ANA@one.example")], ["Ana"]),
        ([("phone", "+34 600 190 044")], ["Bea"]),
        ([("source.empty", "yes")], ["Cleo"]),
        ([("owner", "me"), ("tags", "vip")], ["Ana"]),
        ([("owner", "none")], []),
        ([("created_at.between", "2001-01-01"), ("created_at.between", "2001-12-31")], []),
        ([("lifecycle_stage", "lead"), ("q", "cleo")], ["Cleo"]),
        ([("lifecycle_stage", "lead"), ("filter", '{"field":"source","value":"fair"}')], ["Ana"]),
        ([("lifecycle_stage", "lead"), ("updated_since", "2999-01-01T00:00:00Z")], []),
    ],
)
def test_fields_hold_together_with_all_else(
    program: Program, people: None, pairs: list[tuple[str, str]], names: list[str]
) -> None:
    assert found(program, *pairs) == names


def test_pages_go_on_in_what_was_asked_for(program: Program, people: None) -> None:
    pairs = [("lifecycle_stage", "lead"), ("sort", "-name"), ("limit", "1")]
    first = asked(program, *pairs).json()
    after = first["paging"]["next"]["after"]

    assert [each["name"] for each in first["results"]] == ["Cleo"]
    assert found(program, *pairs, ("after", after)) == ["Ana"]


@pytest.mark.parametrize(
    ("pairs", "field"),
    [
        ([("filter", '{"field": "name"')], "filter"),
        ([("filter", "[]")], "filter"),
        ([("filter", "7")], "filter"),
        ([("filter", json.dumps({"search": "x" * 6_000}))], "filter"),
        ([("filter", "[" * 5_000)], "filter"),
        ([("filter", '{"not":' * 60 + json.dumps(IS_LEAD) + "}" * 60)], f"filter{'/not' * 50}"),
        ([("filter", '{"search": "\\u0000"}')], "filter/search"),
        ([("filter", '{"search": "\\ud800"}')], "filter"),
        ([("filter", json.dumps(IS_LEAD)), ("filter", "{}")], "filter"),
        ([("limit", "1"), ("limit", "2")], "limit"),
        ([("lifecycle_stage", "sleeping")], "lifecycle_stage/value"),
        ([("lifecycle_stage", "")], "lifecycle_stage/value"),
        ([("created_at.after", "soon")], "created_at.after/value"),
        ([("created_at.between", "2001-01-01")], "created_at.between/value"),
        ([("lifecycle", "lead")], "lifecycle"),
        ([("rules", "{}")], "rules"),
        ([("name", str(number)) for number in range(51)], "name/value"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_cannot_be_asked_is_refused_by_name(
    program: Program, people: None, pairs: list[tuple[str, str]], field: str
) -> None:
    assert refused(program, *pairs) == {field}


def test_an_address_that_is_no_text_is_a_problem_too(program: Program, people: None) -> None:
    answer = asked(program, ("name.holds", "a\x00b"))

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_only_what_the_colleague_sees_is_found(bobs_program: Program, people: None) -> None:
    assert found(bobs_program, ("lifecycle_stage", "lead")) == []
    assert found(bobs_program, ("filter", json.dumps({"not": IS_LEAD}))) == []


def test_nobody_finds_out_what_is_hidden_by_asking_for_it(
    seller: Role, alice: User, people: None, program_of: Callable[[User], Program]
) -> None:
    Role.objects.filter(pk=seller.pk).update(hidden_fields=["contact.source"])
    program = program_of(alice)

    assert refused(program, ("source", "Fair")) == {"source"}
    assert refused(program, ("source.empty", "yes")) == {"source.empty"}
    assert refused(program, ("filter", '{"field": "source", "value": "Fair"}')) == {"filter/field"}
    assert found(program, ("lifecycle_stage", "customer")) == ["Bea"]


def test_the_description_says_how(program: Program) -> None:
    described = program.get("/openapi.json").json()["paths"]["/api/v1/contacts"]["get"]["parameters"]
    by_name = {each["name"]: each for each in described}

    assert by_name["filter"]["in"] == by_name["fields and values"]["in"] == "query"
    assert (by_name["fields and values"]["style"], by_name["fields and values"]["explode"]) == ("form", True)
    assert "POST …/search" in by_name["filter"]["description"]
