"""The trash, what is not there, who has no right, the same write twice; the methods that work."""

from collections.abc import Callable
from uuid import uuid4

from tests.api.every_kind.kinds import Make, values
from trato.foundation.public import User
from trato.kit.testing.programs import Program


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


def test_the_methods_that_work_are_named(program: Program, path: str, make: Make) -> None:
    address = f"{path}/{make('First')['id']}"

    answer = program.send("PUT", address, b"{}")

    assert answer.status_code == 405
    assert {"GET", "PATCH", "DELETE"} <= {each.strip() for each in answer["Allow"].split(",")}
