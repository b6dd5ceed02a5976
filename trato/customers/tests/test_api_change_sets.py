"""Many records at once, for programs."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program


@pytest.fixture
def guests(as_alice: Actor) -> list[str]:
    return [str(each.id) for each in create_contacts([{"name": f"Guest {n}"} for n in range(3)], by=as_alice)]


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


def edit(ids: list[str], **values: object) -> dict[str, object]:
    return {"kind": "contact", "act": "edit", "selection": {"ids": ids}, "values": values}


def test_a_program_edits_looks_and_undoes(program: Program, guests: list[str]) -> None:
    seen = program.post("/change-sets/preview", edit(guests, source="Fair")).json()
    assert (seen["total"], seen["changed"]) == (3, 3)
    assert not Contact.objects.filter(source="Fair").exists()

    made = program.post("/change-sets", edit(guests, source="Fair"))
    one = made.json()
    assert (made.status_code, one["state"], one["counts"]["changed"]) == (202, "finished", 3)
    assert one["can_be_undone"]

    would = program.get(f"/change-sets/{one['id']}/undo").json()
    assert would["changed"] == 3
    undone = program.post(f"/change-sets/{one['id']}/undo", {})
    assert (undone.status_code, undone.json()["undoes"]) == (202, one["id"])
    assert not Contact.objects.filter(source="Fair").exists()


def test_they_are_listed_newest_first_page_by_page(program: Program, guests: list[str]) -> None:
    made = [program.post("/change-sets", edit([each], source="Fair")).json()["id"] for each in guests]

    first = program.get("/change-sets?limit=2").json()
    second = program.get(f"/change-sets?limit=2&after={first['paging']['next']['after']}").json()

    assert [each["id"] for each in (*first["results"], *second["results"])] == made[::-1]
    assert second["paging"]["next"] is None


def test_what_could_not_be_changed_is_listed_with_its_reason(
    program: Program, guests: list[str], as_ada: Actor, bob: User, program_of: Callable[[User], Program], ada: User
) -> None:
    one = program.post("/change-sets", edit(guests, source="Fair")).json()["id"]
    program.patch(f"/contacts/{guests[0]}", {"source": "Other"})
    undone = program.post(f"/change-sets/{one}/undo", {}).json()["id"]

    told = program.get(f"/change-sets/{undone}/refusals").json()["results"]

    assert [(each["id"], each["fields"]) for each in told] == [(guests[0], ["source"])]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "contact", "act": "edit", "selection": {}},
        {"kind": "shoe", "act": "edit", "selection": {"all": True}},
        {"kind": "contact", "act": "explode", "selection": {"all": True}},
        {"kind": "contact", "act": "edit", "selection": {"all": True, "filters": {"shoe": ["1"]}}},
        {"kind": "contact", "act": "edit", "selection": {"all": True}, "values": {"shoe": 1}},
        {"kind": "contact", "act": "edit", "selection": {"all": True}, "values": {"lifecycle_stage": "sideways"}},
        {"kind": "contact", "act": "edit", "selection": {"all": True}},
        {"kind": "contact", "act": "tag", "selection": {"all": True}, "values": {"tags": []}},
        {"kind": "contact", "act": "trash", "selection": {"ids": ["x"]}},
        {"kind": "contact", "act": "trash", "selection": {"ids": []}, "more": 1},
        {"kind": "contact\x00", "act": "edit", "selection": {"all": True, "filters": {"q": ["\x00"]}}},
    ],
    ids=lambda body: str(sorted(body))[:40],
)
def test_bad_input_is_refused_with_its_reason(body: dict[str, object], program: Program, guests: list[str]) -> None:
    answer = program.post("/change-sets", body)

    assert answer.status_code in (400, 422), answer.content
    assert Contact.objects.filter(is_standing=True).count() == 3


def test_what_is_not_there_is_not_found(program: Program) -> None:
    for path in ("", "/refusals", "/undo"):
        assert program.get(f"/change-sets/{uuid4()}{path}").status_code == 404


def test_the_same_key_starts_it_once(program: Program, guests: list[str]) -> None:
    key = {"Idempotency-Key": "once"}
    first, again = (program.post("/change-sets", edit(guests, source="Fair"), headers=key) for _ in range(2))

    assert first.json()["id"] == again.json()["id"]
    assert UUID(first.json()["id"])
    assert len(program.get("/change-sets").json()["results"]) == 1
