"""Lists of any kind by a program: pages, orders, fields, rules."""

from typing import Any

import pytest

from tests.api.every_kind.kinds import Make, errors_in
from trato.kit.testing.programs import Program


def test_pages_hold_every_record_once_in_both_ways(program: Program, path: str, make: Make) -> None:
    ids = {make(f"Record {number}")["id"] for number in range(7)}

    for sort in ("name", "-name", "id", "-id", "updated_at", "-updated_at"):
        found, after = [], ""
        while True:
            page = program.get(path, limit=3, sort=sort, fields="id,name", after=after).json()
            found += [each["id"] for each in page["results"] if each["name"].startswith("Record ")]
            after = (page["paging"]["next"] or {}).get("after", "")
            if not after:
                break
        assert (len(found), set(found)) == (7, ids), sort


def test_an_order_is_the_other_one_backwards(program: Program, path: str, make: Make) -> None:
    for number in range(4):
        make(f"Record {number}")

    there, back = (
        [each["name"] for each in program.get(path, sort=sort, q="Record").json()["results"]]
        for sort in ("name", "-name")
    )

    assert there == back[::-1] == [f"Record {number}" for number in range(4)]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"sort": "colour"}, "sort"),
        ({"fields": "id,colour"}, "fields"),
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"after": "forged"}, "after"),
        ({"after": "WzEsMl0"}, "after"),
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"updated_since": "2026-01-01T00:00:00"}, "updated_since"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_list_is_not_asked_for_what_it_has_not(
    asked: dict[str, str], field: str, program: Program, path: str
) -> None:
    answer = program.get(path, **asked)

    assert answer.status_code == 422
    assert any(each.split("/")[-1] == field for each in errors_in(answer)), answer.content


def test_a_cursor_of_another_order_is_refused(program: Program, path: str, make: Make) -> None:
    for number in range(3):
        make(f"Record {number}")
    after = program.get(path, limit=1, sort="name").json()["paging"]["next"]["after"]

    answer = program.get(path, limit=1, sort="-updated_at", after=after)

    assert (answer.status_code, errors_in(answer)) == (422, {"after"})


def test_only_the_fields_that_were_asked_for_are_told(program: Program, path: str, make: Make) -> None:
    make("First")

    (found,) = program.get(path, q="First", fields="id,name,updated_at").json()["results"]

    assert set(found) == {"id", "name", "updated_at"}


def test_what_changed_since_a_moment_is_found(program: Program, path: str, make: Make) -> None:
    make("Early")
    later = make("Late")

    found = program.get(path, updated_since=later["updated_at"]).json()["results"]

    assert [each["name"] for each in found] == ["Late"]


def test_rules_find_what_they_say(program: Program, path: str, make: Make) -> None:
    for name in ("Red door", "Blue door", "Blue window"):
        make(name)
    rules = {
        "and": [
            {"field": "name", "operator": "holds", "value": "door"},
            {"not": {"field": "name", "operator": "holds", "value": "red"}},
        ]
    }

    found = program.post(f"{path}/search", {"filter": rules, "fields": ["name"]}).json()["results"]

    assert found == [{"name": "Blue door"}]


@pytest.mark.parametrize(
    "rules",
    [
        {"field": "colour", "value": "blue"},
        {"field": "name", "operator": "resembles", "value": "x"},
        {"and": "x"},
        {"and": [{}]},
        [],
        "name",
        7,
        {"field": "name", "value": "x", "or": []},
        {"field": "name", "operator": "holds", "value": {"a": 1}},
    ],
)
def test_rules_that_are_none_are_refused_in_words(rules: Any, program: Program, path: str) -> None:
    answer = program.post(f"{path}/search", {"filter": rules})

    assert answer.status_code == 422
    assert answer.json()["detail"] or answer.json()["errors"]
