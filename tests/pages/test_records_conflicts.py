"""Two people at one record, and people at what is not theirs to edit."""

import pytest

from tests.pages.editor import HTMX, Editor
from trato.customers.public import Company, Contact, create_companies, update_contacts
from trato.foundation.public import Actor, RecordUpdate, User


@pytest.fixture
def at_nuria(alice: User, nuria: Contact) -> Editor:
    return Editor(alice, nuria)


def test_somebody_elses_change_is_shown_and_not_overwritten(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"name": "Núria B."})], by=as_ada)

    answer = at_nuria.save("name", "Núria Bosch i Pla", seen_version=1)

    said = answer.content.decode()
    assert answer.status_code == 409
    assert at_nuria.stored("name") == "Núria B."
    assert "Ada wrote “Núria B.” at" in said
    assert 'value="Núria Bosch i Pla"' in said
    assert "Save anyway" in said
    assert "Keep theirs" in said


def test_saving_anyway_is_a_decision(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"name": "Núria B."})], by=as_ada)
    asked = at_nuria.save("name", "Núria Bosch i Pla", seen_version=1).content.decode()
    assert 'name="seen_version" value="2"' in asked

    assert at_nuria.save("name", "Núria Bosch i Pla", seen_version=2).status_code == 200
    assert at_nuria.stored("name") == "Núria Bosch i Pla"


def test_two_people_at_two_fields_do_not_meet(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"source": "Fair"})], by=as_ada)

    assert at_nuria.save("name", "Núria", seen_version=1).status_code == 200


def test_nor_at_the_email_and_the_phone(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"phone": "+34 600 000 001"})], by=as_ada)

    assert at_nuria.save("email", "nb@bakery.example", seen_version=1).status_code == 200
    assert set(at_nuria.record.identities.values_list("normalised", flat=True)) >= {
        "nb@bakery.example",
        "+34600000001",
    }


def test_two_lines_of_one_address_meet(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"street": "Major 1"})], by=as_ada)

    answer = at_nuria.save("city", "Alzira", seen_version=1)

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile" in said
    assert 'value="Alzira"' in said
    assert at_nuria.save("city", "Alzira", seen_version=2).status_code == 200
    address = at_nuria.record.addresses.get()
    assert (address.street, address.city) == ("Major 1", "Alzira")


def test_at_one_line_they_do(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"city": "Sueca"})], by=as_ada)

    answer = at_nuria.save("city", "Alzira", seen_version=1)

    assert answer.status_code == 409
    assert "Ada wrote “Sueca”" in answer.content.decode()


def test_a_value_that_was_taken_away_meanwhile_is_told(at_nuria: Editor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=at_nuria.record.pk, values={"email": None})], by=as_ada)

    answer = at_nuria.save("email", "new@bakery.example", seen_version=1)

    assert answer.status_code == 409
    assert "Ada emptied it at" in answer.content.decode()


def test_a_version_nobody_saw_is_no_error_of_ours(at_nuria: Editor) -> None:
    assert at_nuria.save("name", "X", seen_version=99).status_code == 404
    for nonsense in ("-1", "abc", "1e9", "9" * 40, "²", ""):
        answer = at_nuria.client.post(at_nuria.address("name"), {"value": "X", "seen_version": nonsense}, headers=HTMX)
        assert answer.status_code == 200, nonsense


def test_seeing_is_not_editing(at_nuria: Editor, as_ada: Actor, bob: User) -> None:
    (saved,) = create_companies([{"name": "Southern Mill", "owner": str(bob.id)}], by=as_ada)
    address = f"/companies/{saved.id}/fields/name/"

    assert at_nuria.client.get(address, headers=HTMX).status_code == 403
    assert at_nuria.client.post(address, {"value": "Mine"}, headers=HTMX).status_code == 403
    assert Company.objects.get(pk=saved.id).name == "Southern Mill"


def test_a_field_read_only_for_a_role_is_not_edited(at_nuria: Editor, alice: User) -> None:
    role = alice.roles.get()
    role.read_only_fields = ["contact.name"]
    role.save()

    assert at_nuria.save("name", "Other").status_code == 403
    assert at_nuria.stored("name") == "Núria Bosch"


@pytest.mark.parametrize("field", ["created_at", "last_activity_at", "identities"])
def test_what_trato_keeps_itself_is_not_edited(at_nuria: Editor, field: str) -> None:
    assert at_nuria.save(field, "2020-01-01").status_code == 403


def test_there_is_no_such_field(at_nuria: Editor) -> None:
    assert at_nuria.save("shoe_size", "41").status_code == 404
