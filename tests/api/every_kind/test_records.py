"""What a program may rely on with one record of any kind, whichever module declares it."""

from typing import Any

import pytest

from tests.api.every_kind.kinds import Make, errors_in, values
from trato.kit.testing.programs import Program


def test_what_was_created_is_read_back_as_it_was_told(program: Program, path: str, make: Make) -> None:
    told = make("First")

    answer = program.get(f"{path}/{told['id']}")

    assert (answer.status_code, answer.json()) == (200, told)
    assert told["name"] == "First"
    assert told["version"] == 1


def test_the_answer_says_where_it_is_and_which_state_it_has(program: Program, path: str, kind: str) -> None:
    answer = program.post(path, values(kind, "First"))

    assert answer["Location"] == f"/api/v1{path}/{answer.json()['id']}"
    assert answer["ETag"] == program.get(f"{path}/{answer.json()['id']}")["ETag"]


def test_who_has_it_already_is_not_sent_it_again(program: Program, path: str, make: Make) -> None:
    address = f"{path}/{make('First')['id']}"
    tag = program.get(address)["ETag"]

    assert program.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert program.get(address, headers={"If-None-Match": '"7-other"'}).status_code == 200


def test_only_what_is_given_changes(program: Program, path: str, make: Make) -> None:
    before = make("First")

    after = program.patch(f"{path}/{before['id']}", {"name": "Second"}).json()

    changed = {name for name in before if before[name] != after[name]}
    assert {"name", "version"} <= changed <= {"name", "version", "updated_at", "sort_key"}
    assert (after["name"], after["version"]) == ("Second", 2)


def test_the_same_again_is_no_change(program: Program, path: str, make: Make) -> None:
    before = make("First")

    assert program.patch(f"{path}/{before['id']}", {"name": "First"}).json() == before


def test_nobody_overwrites_what_he_has_not_seen(program: Program, path: str, make: Make) -> None:
    address = f"{path}/{make('First')['id']}"
    tag = program.get(address)["ETag"]
    program.patch(address, {"name": "Second"})

    late = program.patch(address, {"name": "Third"}, headers={"If-Match": tag})

    assert late.status_code == 412
    assert program.get(address).json()["name"] == "Second"
    assert program.delete(address, headers={"If-Match": tag}).status_code == 412
    now = program.get(address)["ETag"]
    assert program.patch(address, {"name": "Third"}, headers={"If-Match": now}).status_code == 200


def test_a_name_is_not_taken_away(program: Program, path: str, make: Make) -> None:
    address = f"{path}/{make('First')['id']}"

    answers = [program.patch(address, {"name": nothing}) for nothing in ("", None)]

    assert [(answer.status_code, errors_in(answer)) for answer in answers] == [(422, {"name"})] * 2
    assert program.get(address).json()["name"] == "First"


def test_unknown_fields_are_refused_by_name_and_nothing_is_written(program: Program, path: str, kind: str) -> None:
    answer = program.post(path, {**values(kind, "First"), "colour": "blue"})

    assert (answer.status_code, errors_in(answer)) == (422, {"colour"})
    assert program.get(path, q="First").json()["results"] == []


@pytest.mark.parametrize("body", [b"", b"[]", b'"text"', b"{", b"null", b'{"name": NaN}', b"\xff\xfe"])
def test_what_is_no_object_is_refused(body: bytes, program: Program, path: str) -> None:
    answer = program.send("POST", path, body)

    assert answer.status_code in (400, 422)
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("value", [5, True, [], {}, ["a"], {"a": 1}, "x" * 100_000, "nul\0", "half \ud800"])
def test_a_name_that_cannot_be_one_is_refused_at_the_field(value: Any, program: Program, path: str, kind: str) -> None:
    answer = program.post(path, {**values(kind, "First"), "name": value})

    assert (answer.status_code, errors_in(answer)) == (422, {"name"})
