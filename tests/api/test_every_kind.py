"""What a program may rely on with records of every kind, whichever module declares it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from trato.customers.public import Contact
from trato.foundation.public import User, record_kind
from trato.kit.testing.programs import Program

KINDS = ("contact", "company", "task", "activity", "segment", "list", "deal", "product")
Make = Callable[..., dict[str, Any]]


@pytest.fixture
def program(ada: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(ada)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, nuria: Contact) -> str:
    return str(request.param)


def path_of(kind: str) -> str:
    return f"/{record_kind(kind).plural.replace('_', '-')}"


def values(kind: str, name: str) -> dict[str, Any]:
    """The least that a record of this kind has."""
    more: dict[str, dict[str, Any]] = {
        "activity": {"type": "call"},
        "segment": {"member_kind": "contact"},
    }
    return {"name": name, **more.get(kind, {})}


@pytest.fixture
def make(program: Program, kind: str) -> Make:
    def made(name: str) -> dict[str, Any]:
        answer = program.post(path_of(kind), values(kind, name))
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    return made


@pytest.fixture
def path(kind: str) -> str:
    return path_of(kind)


def errors_in(answer: Any) -> set[str]:
    return {each["field"] for each in answer.json()["errors"]}


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


def test_the_trash_takes_and_gives_back(program: Program, path: str, make: Make) -> None:
    before = make("First")
    address = f"{path}/{before['id']}"

    assert program.delete(address).status_code == 204
    assert program.get(address).status_code == 404
    assert program.get(path, q="First").json()["results"] == []
    assert program.delete(address).status_code == 404
    assert program.patch(address, {"name": "Second"}).status_code == 404

    back = program.post(f"{address}/restore")
    assert (back.status_code, back.json()["name"]) == (200, "First")
    assert program.get(address).json()["name"] == "First"


def test_what_is_not_there_is_not_there_for_any_verb(program: Program, path: str) -> None:
    address = f"{path}/{uuid4()}"

    answers = [
        program.get(address),
        program.patch(address, {"name": "Second"}),
        program.delete(address),
        program.post(f"{address}/restore"),
        program.get(f"{path}/no-id"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_whoever_has_no_right_neither_reads_nor_writes(
    charlie: User, program_of: Callable[[User], Program], path: str, kind: str, make: Make
) -> None:
    address, his = f"{path}/{make('First')['id']}", program_of(charlie)

    assert his.get(path).status_code in (200, 403)
    assert b"First" not in his.get(path).content
    assert his.get(address).status_code in (403, 404)
    assert his.post(path, values(kind, "Second")).status_code == 403
    assert his.patch(address, {"name": "Second"}).status_code in (403, 404)
    assert his.delete(address).status_code in (403, 404)


def test_a_write_with_a_key_happens_once(program: Program, path: str, kind: str) -> None:
    key = {"Idempotency-Key": str(uuid4())}

    first, again = (program.post(path, values(kind, "First"), headers=key) for _ in range(2))
    other = program.post(path, values(kind, "Second"), headers=key)

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert len(program.get(path, q="First").json()["results"]) == 1


def test_a_batch_answers_for_each_row(program: Program, path: str, kind: str) -> None:
    rows = [
        values(kind, "One"),
        {**values(kind, "Two"), "name": "x" * 100_000},
        {**values(kind, "Three"), "colour": "blue"},
    ]

    answer = program.post(f"{path}/batch/create", {"rows": rows})

    told = answer.json()
    assert (answer.status_code, told["refused"]) == (207, 2)
    assert [each["status"] for each in told["results"]] == ["created", "refused", "refused"]
    assert [[error["field"] for error in each["errors"]] for each in told["results"]] == [[], ["name"], ["colour"]]
    assert program.get(f"{path}/{told['results'][0]['id']}").json()["name"] == "One"


def test_an_atomic_batch_is_all_or_nothing(program: Program, path: str, kind: str) -> None:
    rows = [values(kind, "One"), {**values(kind, "Two"), "name": "x" * 100_000}]

    answer = program.post(f"{path}/batch/create", {"rows": rows, "atomic": True})

    assert answer.status_code == 422
    assert program.get(path, q="One").json()["results"] == []


def test_a_batch_of_changes_respects_versions(program: Program, path: str, make: Make) -> None:
    fresh, stale = make("Fresh"), make("Stale")
    program.patch(f"{path}/{stale['id']}", {"name": "Changed meanwhile"})
    rows = [
        {"id": fresh["id"], "version": fresh["version"], "name": "Newer"},
        {"id": stale["id"], "version": stale["version"], "name": "Older"},
        {"id": str(uuid4()), "name": "Nobody"},
    ]

    told = program.post(f"{path}/batch/update", {"rows": rows}).json()

    assert [each["status"] for each in told["results"]] == ["updated", "refused", "refused"]
    names = [program.get(f"{path}/{each['id']}").json()["name"] for each in (fresh, stale)]
    assert names == ["Newer", "Changed meanwhile"]


def test_a_batch_goes_to_the_trash(program: Program, path: str, make: Make) -> None:
    ids = [make(name)["id"] for name in ("One", "Two")]

    told = program.post(f"{path}/batch/archive", {"ids": [*ids, str(uuid4())]}).json()

    assert [each["status"] for each in told["results"]] == ["archived", "archived", "refused"]
    assert [program.get(f"{path}/{each}").status_code for each in ids] == [404, 404]


@pytest.mark.parametrize("act", ["create", "update", "upsert", "archive"])
@pytest.mark.parametrize(
    "body", [{}, {"rows": []}, {"rows": "x"}, {"rows": [7]}, {"ids": ["x"]}, {"rows": [{}] * 1_001}]
)
def test_a_batch_that_is_none_is_refused_as_a_whole(act: str, body: Any, program: Program, nuria: Contact) -> None:
    answer = program.post(f"/contacts/batch/{act}", body)

    assert answer.status_code in (207, 422)
    assert answer.status_code == 422 or answer.json()["refused"] == len(answer.json()["results"])


def test_the_methods_that_work_are_named(program: Program, path: str, make: Make) -> None:
    address = f"{path}/{make('First')['id']}"

    answer = program.send("PUT", address, b"{}")

    assert answer.status_code == 405
    assert {"GET", "PATCH", "DELETE"} <= {each.strip() for each in answer["Allow"].split(",")}
