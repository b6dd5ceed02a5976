"""Programs merge two records, and take one out again at any later time."""

from uuid import UUID, uuid4

import pytest

from trato.customers.public import (
    Company,
    Contact,
    Merge,
    create_companies,
    create_contacts,
    trash_contacts,
    update_contacts,
    write_note,
)
from trato.foundation.public import Actor, LoggedEvent, RecordUpdate, Role, User
from trato.kit.testing.programs import Program


@pytest.fixture
def twin(nuria: Contact, as_alice: Actor) -> Contact:
    """A second record of Núria."""
    facts = {"name": "N. Bosch", "email": "nuria@home.example", "source": "Fair", "tags": ["vip"], "city": "Alzira"}
    (saved,) = create_contacts([facts], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def bobs(as_bob: Actor) -> Contact:
    (saved,) = create_contacts([{"name": "Bob's own"}], by=as_bob)
    return Contact.objects.get(pk=saved.id)


def merge(program: Program, this: UUID, other: UUID, **more: object) -> object:
    return program.post(f"/contacts/{this}/merge", {"other": str(other), **more})


def test_the_one_in_the_address_stays_and_answers_for_both(program: Program, nuria: Contact, twin: Contact) -> None:
    answer = program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)})

    assert answer.status_code == 200, answer.content
    assert (answer.json()["id"], answer.json()["merged_ids"]) == (str(nuria.id), [str(twin.id)])
    old = program.get(f"/contacts/{twin.id}")
    assert (old.status_code, old.json()["id"]) == (200, str(nuria.id))


def test_only_the_root_stands_in_lists_and_search(program: Program, nuria: Contact, twin: Contact) -> None:
    program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)})

    def found(**asked: object) -> list[str]:
        return [each["id"] for each in program.get("/contacts", **asked).json()["results"]]

    assert found() == [str(nuria.id)]
    assert found(q="home.example") == found(q="Bosch") == found(q="nu") == [str(nuria.id)]


def test_its_own_values_stay_and_what_it_lacks_is_taken(program: Program, nuria: Contact, twin: Contact) -> None:
    found = program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}).json()

    assert (found["name"], found["source"]) == ("Núria Bosch", "Fair")


def test_a_program_chooses_whose_value_stays(program: Program, nuria: Contact, twin: Contact) -> None:
    values = {"name": "other", "source": "this"}

    found = program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id), "values": values}).json()

    assert (found["name"], found["source"]) == ("N. Bosch", None)


def test_unmerging_puts_everything_back(program: Program, nuria: Contact, twin: Contact) -> None:
    before = {id_: program.get(f"/contacts/{id_}").json() for id_ in (nuria.id, twin.id)}
    program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id), "values": {"name": "other"}})

    answer = program.post(f"/contacts/{twin.id}/unmerge", {})

    assert answer.status_code == 200, answer.content
    moving = ("version", "updated_at", "last_activity_at")
    for id_, was in before.items():
        now = program.get(f"/contacts/{id_}").json()
        assert {name: now[name] for name in now if name not in moving} == {n: was[n] for n in was if n not in moving}
    assert not Merge.objects.exists()


def test_what_was_edited_since_stays(program: Program, nuria: Contact, twin: Contact) -> None:
    program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id), "values": {"name": "other"}})
    program.patch(f"/contacts/{nuria.id}", {"name": "Núria B."})

    program.post(f"/contacts/{twin.id}/unmerge", {})

    found = program.get(f"/contacts/{nuria.id}").json()
    assert (found["name"], found["source"]) == ("Núria B.", None)


def test_tags_and_addresses_read_as_those_of_both(program: Program, nuria: Contact, twin: Contact) -> None:
    program.patch(f"/contacts/{nuria.id}", {"tags": ["olive oil"]})

    found = program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}).json()

    assert found["tags"] == ["olive oil", "vip"]
    assert [each["value"] for each in found["identities"] if each["kind"] == "email"] == [
        "nuria@bakery.example",
        "nuria@home.example",
    ]
    assert found["city"] == "Alzira"
    tagged = program.post("/contacts/search", {"filter": {"field": "tags", "value": "vip"}}).json()["results"]
    assert [each["id"] for each in tagged] == [str(nuria.id)]


@pytest.mark.parametrize(
    ("other", "status", "problem"),
    [("itself", 422, "refused"), ("nobody", 404, "not-found"), ("bobs", 404, "not-found"), ("trashed", 410, "gone")],
)
def test_what_cannot_be_merged_says_why(
    program: Program, nuria: Contact, bobs: Contact, as_alice: Actor, other: str, status: int, problem: str
) -> None:
    (trashed,) = create_contacts([{"name": "Gone"}], by=as_alice)
    trash_contacts([trashed.id], by=as_alice)
    ids = {"itself": nuria.id, "nobody": uuid4(), "bobs": bobs.id, "trashed": trashed.id}

    answer = program.post(f"/contacts/{nuria.id}/merge", {"other": str(ids[other])})

    assert answer.status_code == status, answer.content
    assert answer.json()["type"].endswith(f"#problem-{problem}")
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("body", [{}, {"other": "x"}, {"other": None}, {"other": str(uuid4()), "more": 1}, []])
def test_a_body_that_is_none_is_refused_by_field(program: Program, nuria: Contact, body: object) -> None:
    assert program.post(f"/contacts/{nuria.id}/merge", body).status_code == 422


@pytest.mark.parametrize("values", [{"name": "both"}, {"nothing": "this"}, {"email": "other"}, {"created_at": "other"}])
def test_a_choice_that_is_none_is_refused_by_field(
    program: Program, nuria: Contact, twin: Contact, values: dict[str, str]
) -> None:
    answer = program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id), "values": values})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == f"values/{next(iter(values))}"


def test_a_second_merge_of_the_same_two_is_a_conflict(program: Program, nuria: Contact, twin: Contact) -> None:
    program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)})

    assert program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}).status_code == 409
    assert program.post(f"/contacts/{twin.id}/merge", {"other": str(nuria.id)}).status_code == 409


def test_what_is_not_merged_is_not_unmerged(program: Program, nuria: Contact) -> None:
    assert program.post(f"/contacts/{nuria.id}/unmerge", {}).status_code == 409
    assert program.post(f"/contacts/{uuid4()}/unmerge", {}).status_code == 404


def test_after_the_trash_it_is_gone(program: Program, nuria: Contact, twin: Contact) -> None:
    program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)})
    program.delete(f"/contacts/{nuria.id}")

    assert program.post(f"/contacts/{twin.id}/unmerge", {}).status_code == 410
    program.post(f"/contacts/{nuria.id}/restore", {})
    assert program.post(f"/contacts/{twin.id}/unmerge", {}).status_code == 200


def test_seeing_is_not_enough(program: Program, nuria: Contact, twin: Contact, as_ada: Actor, bob: User) -> None:
    update_contacts([RecordUpdate(id=twin.id, values={"owner": str(bob.id), "team": "North"})], by=as_ada)
    Role.objects.update(rights={**Role.objects.get(name="Seller").rights, "customers.edit_contacts": 1})

    assert program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}).status_code == 403
    assert program.post(f"/contacts/{twin.id}/merge", {"other": str(nuria.id)}).status_code == 403


def test_without_the_right_nothing_is_merged(program: Program, nuria: Contact, twin: Contact) -> None:
    rights = Role.objects.get(name="Seller").rights
    Role.objects.filter(name="Seller").update(rights={n: r for n, r in rights.items() if "merge" not in n})

    assert program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}).status_code == 403


def test_the_same_request_sent_twice_merges_once(program: Program, nuria: Contact, twin: Contact) -> None:
    headers = {"Idempotency-Key": "merge-1"}
    answers = [program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}, headers=headers) for _ in range(2)]

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Merge.objects.count() == 1


def test_a_merge_knows_of_what_it_has_not_seen(program: Program, nuria: Contact, twin: Contact) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]
    program.patch(f"/contacts/{nuria.id}", {"source": "fair"})

    stale = program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}, headers={"If-Match": tag})
    fresh = program.get(f"/contacts/{nuria.id}")["ETag"]

    assert stale.status_code == 412
    assert (
        program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)}, headers={"If-Match": fresh}).status_code
        == 200
    )
    assert program.patch(f"/contacts/{nuria.id}", {"source": "x"}, headers={"If-Match": fresh}).status_code == 412


def test_a_merge_and_its_end_are_told_in_both_stories(
    program: Program, nuria: Contact, twin: Contact, as_alice: Actor
) -> None:
    write_note("To her home", by=as_alice, contact_id=twin.id)
    program.post(f"/contacts/{nuria.id}/merge", {"other": str(twin.id)})
    program.post(f"/contacts/{twin.id}/unmerge", {})

    told = list(
        LoggedEvent.objects.filter(kind__contains="merged")
        .order_by("id")
        .values_list("kind", "contact_id", "subject_id")
    )
    assert told == [
        ("customers.contacts_merged", nuria.id, twin.id),
        ("customers.contact_unmerged", twin.id, twin.id),
        ("customers.contact_unmerged", nuria.id, twin.id),
    ]


def test_companies_merge_the_same_way(program: Program, bakery: Company, as_alice: Actor) -> None:
    (other,) = create_companies([{"name": "Bakery, Corner", "phone": "600 111 222", "industry": "Food"}], by=as_alice)
    create_contacts([{"name": "Eva", "company": str(other.id)}], by=as_alice)

    found = program.post(f"/companies/{bakery.id}/merge", {"other": str(other.id)}).json()

    assert (found["merged_ids"], found["industry"]) == ([str(other.id)], "Food")
    asked = {"filter": {"field": "company", "value": str(bakery.id)}}
    people = program.post("/contacts/search", asked).json()["results"]
    assert [(each["name"], each["company"]["id"]) for each in people] == [("Eva", str(bakery.id))]
    assert program.post(f"/companies/{other.id}/unmerge", {}).json()["industry"] == "Food"
    assert program.get(f"/companies/{bakery.id}").json()["industry"] is None
