"""One contact as a program reads it."""

from uuid import UUID

from trato.customers.public import Company, Contact
from trato.customers.tests.calling import listed, made
from trato.foundation.public import Team, User
from trato.kit.testing.programs import Program


def test_a_contact_is_its_name_its_identities_and_its_fields(
    program: Program, nuria: Contact, bakery: Company, alice: User, north: Team
) -> None:
    found = program.get(f"/contacts/{nuria.id}").json()

    assert (found["id"], found["name"], found["version"]) == (str(nuria.id), "Núria Bosch", 1)
    assert [(each["kind"], each["value"], each["normalised"]) for each in found["identities"]] == [
        ("email", "nuria@bakery.example", "nuria@bakery.example"),
        ("phone", "600 190 044", "+34600190044"),
    ]
    assert found["company"] == {"id": str(bakery.id), "name": "Corner Bakery"}
    assert found["companies"] == [{"id": str(bakery.id), "name": "Corner Bakery", "role": ""}]
    assert found["owner"] == {"id": str(alice.id), "name": "Alice"}
    assert found["team"] == {"id": str(north.id), "name": "North"}
    assert (found["tags"], found["addresses"], found["merged_ids"]) == ([], [], [])
    assert found["source"] is None


def test_what_a_program_has_is_not_sent_again(program: Program, nuria: Contact) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]

    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = program.get(f"/contacts/{nuria.id}", headers={"If-None-Match": header})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert program.get(f"/contacts/{nuria.id}", headers={"If-None-Match": '"1"'}).status_code == 200


def test_a_tag_changes_with_what_is_shown_even_where_the_version_does_not(
    program: Program, nuria: Contact, alice: User
) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]
    User.objects.filter(pk=alice.pk).update(name="Alicia")

    answer = program.get(f"/contacts/{nuria.id}", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.json()["owner"]["name"] == "Alicia"


def test_a_merged_contact_answers_as_its_root(program: Program, nuria: Contact) -> None:
    other = UUID(str(made(program, name="N. Bosch")["id"]))
    Contact.objects.filter(pk=other).update(root=nuria)

    found = program.get(f"/contacts/{other}").json()

    assert (found["id"], found["merged_ids"]) == (str(nuria.id), [str(other)])
    assert listed(program) == ["Núria Bosch"]
