"""Programs read where a value comes from, and give a field an earlier value again."""

from typing import Any
from uuid import uuid4

import pytest

from trato.customers.public import Company, Contact, create_contacts, update_contacts
from trato.foundation.public import Actor, Change, ChangeSet, LoggedEvent, RecordUpdate
from trato.kit.testing.programs import Program


def change(contact: Contact, by: Actor, **values: Any) -> None:
    update_contacts([RecordUpdate(id=contact.id, values=values)], by=by)


def history(program: Program, contact: Contact, **asked: Any) -> list[dict[str, Any]]:
    answer = program.get(f"/contacts/{contact.id}/history", **asked)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def use(program: Program, contact: Contact, field: str, version: int) -> Any:
    return program.post(f"/contacts/{contact.id}/history/use", {"field": field, "version": version})


def test_each_version_tells_what_it_changed_and_who(program: Program, nuria: Contact, as_alice: Actor) -> None:
    change(nuria, as_alice.at("api"), name="Núria B.", city="Alzira")

    newest, first = history(program, nuria)

    assert (newest["version"], newest["act"], newest["door"]) == (2, "update", "api")
    assert newest["by"] == {"kind": "user", "id": str(as_alice.id), "name": "Alice"}
    told = {each["field"]: (each["before"], each["after"]) for each in newest["values"]}
    assert told["name"] == ("Núria Bosch", "Núria B.")
    assert told["city"][1] == "Alzira"
    assert first["act"] == "create"


def test_of_one_field_only_its_own_versions(program: Program, nuria: Contact, as_alice: Actor) -> None:
    change(nuria, as_alice, name="Núria B.")
    change(nuria, as_alice, source="Fair")

    assert [each["version"] for each in history(program, nuria, field="source")] == [3]
    assert [each["version"] for each in history(program, nuria, field="name")] == [2, 1]


def test_a_file_is_named_as_the_source(program: Program, as_alice: Actor) -> None:
    act = ChangeSet.objects.create(kind="import", label="accounts.csv", actor_kind="user", door="import")
    (saved,) = create_contacts([{"name": "Ana"}], by=as_alice.at("import"), change_set=act.id, sources=["row 118"])

    (first,) = history(program, Contact.objects.get(pk=saved.id), field="name")

    assert (first["source"], first["change_set"]) == ("accounts.csv · row 118", str(act.id))


def test_it_is_walked_by_cursor(program: Program, nuria: Contact, as_alice: Actor) -> None:
    for number in range(4):
        change(nuria, as_alice, source=f"Fair {number}")
    found, after = [], {}
    while True:
        page = program.get(f"/contacts/{nuria.id}/history", limit=2, **after).json()
        found += [each["version"] for each in page["results"]]
        if not page["paging"]["next"]:
            break
        after = page["paging"]["next"]

    assert found == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("name", "Núria Bosch", "Other"),
        ("email", "nuria@bakery.example", "other@bakery.example"),
        ("phone", "600 190 044", "+44 20 7946 0958"),
        ("source", "Fair", "Web"),
        ("language", "es", "en"),
        ("lifecycle_stage", "customer", "former"),
        ("tags", ["a", "b"], []),
        ("street", "Major 1", "Minor 2"),
        ("job_title", "Baker", "Boss"),
    ],
)
def test_every_kind_of_value_comes_back(
    program: Program, nuria: Contact, as_alice: Actor, field: str, old: Any, new: Any
) -> None:
    change(nuria, as_alice, **{field: old})
    nuria.refresh_from_db()
    version = nuria.version
    change(nuria, as_alice, **{field: new})

    answer = use(program, nuria, field, version)

    assert answer.status_code == 200, answer.content
    shown = answer.json()[field]
    assert (sorted(shown) if isinstance(old, list) else shown) == old
    nuria.refresh_from_db()
    assert Change.objects.filter(record_id=nuria.id).count() == nuria.version, "a change like any other"
    assert LoggedEvent.objects.filter(kind="customers.contact_changed", subject_version=nuria.version).exists()


def test_a_company_and_an_emptied_value_come_back(
    program: Program, nuria: Contact, as_alice: Actor, bakery: Company
) -> None:
    change(nuria, as_alice, company="Huerta del Júcar", source="Fair")

    assert use(program, nuria, "company", 1).json()["company"]["id"] == str(bakery.id)
    assert use(program, nuria, "source", 1).json()["source"] is None


def test_a_value_that_cannot_be_given_any_more_is_refused(program: Program, nuria: Contact, as_alice: Actor) -> None:
    change(nuria, as_alice, email="new@bakery.example")
    create_contacts([{"name": "Other", "email": "nuria@bakery.example"}], by=as_alice)

    answer = use(program, nuria, "email", 1)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "email"


def test_what_is_not_there_is_said(program: Program, nuria: Contact) -> None:
    assert program.get(f"/contacts/{nuria.id}/history", field="nothing").status_code == 422
    assert program.get(f"/contacts/{nuria.id}/history", after="x").status_code == 422
    assert program.get(f"/contacts/{uuid4()}/history").status_code == 404
    assert use(program, nuria, "name", 99).status_code == 404
    assert use(program, nuria, "nothing", 1).status_code == 422
    assert use(program, nuria, "name", 2**40).status_code in (404, 422)


def test_who_does_not_see_it_reads_and_changes_nothing(bobs_program: Program, nuria: Contact) -> None:
    assert bobs_program.get(f"/contacts/{nuria.id}/history").status_code == 404
    assert use(bobs_program, nuria, "name", 1).status_code == 404
