"""Lists of any kind by what stands in their address: a tree of rules, and fields with their values."""

import json
from typing import Any

import pytest

from tests.api.every_kind.kinds import Make, errors_in
from trato.kit.testing.programs import Program

NO_RED = {
    "and": [
        {"field": "name", "operator": "holds", "value": "door"},
        {"not": {"field": "name", "operator": "holds", "value": "red"}},
    ]
}


def names(program: Program, path: str, **asked: Any) -> list[str]:
    answer = program.get(path, fields="name", **asked)
    assert answer.status_code == 200, answer.content
    return [each["name"] for each in answer.json()["results"]]


def test_a_tree_finds_in_the_address_what_it_finds_in_a_body(program: Program, path: str, make: Make) -> None:
    for name in ("Red door", "Blue door", "Blue window"):
        make(name)

    assert names(program, path, filter=json.dumps(NO_RED)) == ["Blue door"]
    assert program.post(f"{path}/search", {"filter": NO_RED, "fields": ["name"]}).json()["results"] == [
        {"name": "Blue door"}
    ]


def test_a_field_with_its_value_is_a_short_rule(program: Program, path: str, make: Make) -> None:
    for name in ("Red door", "Blue door", "Blue window"):
        make(name)

    assert names(program, path, name="blue door") == ["Blue door"]
    assert names(program, path, **{"name.holds": "blue"}) == ["Blue door", "Blue window"]
    assert names(program, path, **{"name.holds": "blue", "filter": json.dumps(NO_RED)}) == ["Blue door"]


def test_pages_of_what_was_asked_for_hold_each_record_once(program: Program, path: str, make: Make) -> None:
    wanted = [make(f"Wanted {number}")["name"] for number in range(5)]
    make("Another")
    found, after = [], ""
    while True:
        page = program.get(path, limit=2, fields="id,name", after=after, **{"name.holds": "wanted"}).json()
        found += [each["name"] for each in page["results"]]
        after = (page["paging"]["next"] or {}).get("after", "")
        if not after:
            break

    assert found == wanted


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"filter": "{"}, "filter"),
        ({"filter": ""}, "filter"),
        ({"filter": "null"}, "filter"),
        ({"filter": json.dumps({"and": [{"field": "colour", "value": "blue"}]})}, "filter/and/0/field"),
        ({"filter": json.dumps({"field": "name", "operator": "resembles", "value": "x"})}, "filter/operator"),
        ({"name.resembles": "x"}, "name.resembles/operator"),
        ({"colour.holds": "blue"}, "colour.holds"),
    ],
)
def test_what_is_no_rule_is_refused_by_its_place(
    asked: dict[str, str], field: str, program: Program, path: str
) -> None:
    answer = program.get(path, **asked)

    assert (answer.status_code, errors_in(answer)) == (422, {field})
