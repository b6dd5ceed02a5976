"""Many records of any kind at once."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.every_kind.kinds import Make, values
from trato.customers.public import Contact
from trato.kit.testing.programs import Program


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
