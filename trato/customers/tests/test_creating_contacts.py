import pytest
from django.db import connection

from trato.customers.identities.models import Identity
from trato.customers.public import Company, Contact, create_contacts, story_of_contact, update_contacts
from trato.foundation.public import (
    Actor,
    Change,
    NotAllowed,
    NotFound,
    OthersWereFaster,
    RecordUpdate,
    RowsRefused,
)


def test_a_contact_is_stored_with_its_identities(nuria: Contact) -> None:
    kinds = dict(Identity.objects.filter(contact=nuria).values_list("kind", "normalised"))

    assert kinds == {"email": "nuria@bakery.example", "phone": "+34600190044"}


def test_it_belongs_to_whoever_made_it_and_to_his_team(nuria: Contact, as_alice: Actor) -> None:
    assert (nuria.owner_id, [nuria.team_id]) == (as_alice.id, list(as_alice.teams))


def test_it_stands_on_the_timeline(nuria: Contact, as_alice: Actor) -> None:
    (entry,) = story_of_contact(nuria.id, seen_by=as_alice).entries

    assert (entry.kind, entry.actor_name) == ("customers.contact_created", "Alice")


def test_its_company_made_by_name_is_linked(as_alice: Actor) -> None:
    create_contacts(
        [{"name": "Ana", "company": "Huerta del Júcar"}, {"name": "Eva", "company": "huerta del júcar"}], by=as_alice
    )

    firm = Company.objects.get()
    assert firm.name == "Huerta del Júcar"
    assert firm.positions.count() == 2


def test_one_refused_row_refuses_all_with_its_reason(as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refusal:
        create_contacts([{"name": "Ana"}, {"name": "Eva", "email": "eva@@huerta.es"}], by=as_alice)

    assert list(refusal.value.rows) == [1]
    assert "email" in refusal.value.rows[1]
    assert not Contact.objects.exists()


def test_an_email_is_one_persons(nuria: Contact, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused, match="already belongs to Núria Bosch"):
        create_contacts([{"name": "Other", "email": "NURIA@bakery.example"}], by=as_alice)


def test_a_phone_may_be_several_peoples(nuria: Contact, as_alice: Actor) -> None:
    create_contacts([{"name": "Other", "phone": "+34 600 190 044"}], by=as_alice)

    assert Identity.objects.filter(normalised="+34600190044").count() == 2


def test_charlie_may_not(as_charlie: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_contacts([{"name": "Ana"}], by=as_charlie)


def test_an_edit_writes_only_what_differs(nuria: Contact, as_alice: Actor) -> None:
    (saved,) = update_contacts([RecordUpdate(id=nuria.id, values={"name": nuria.name, "city": "Alzira"})], by=as_alice)

    assert (saved.version, saved.fields) == (2, ("addresses",))
    change = Change.objects.get(record_id=nuria.id, version=2)
    assert change.after["addresses"][0]["city"] == "Alzira"


def test_nothing_changed_writes_nothing(nuria: Contact, as_alice: Actor) -> None:
    (saved,) = update_contacts([RecordUpdate(id=nuria.id, values={"name": nuria.name})], by=as_alice)

    assert (saved.version, saved.fields) == (1, ())


def test_two_people_editing_one_field_are_not_overwritten_silently(nuria: Contact, as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair"}, seen_version=1)], by=as_alice)

    with pytest.raises(OthersWereFaster):
        update_contacts([RecordUpdate(id=nuria.id, values={"source": "Web"}, seen_version=1)], by=as_alice)


def test_two_people_editing_different_fields_both_succeed(nuria: Contact, as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair"}, seen_version=1)], by=as_alice)
    update_contacts([RecordUpdate(id=nuria.id, values={"name": "Núria B."}, seen_version=1)], by=as_alice)

    nuria.refresh_from_db()
    assert (nuria.source, nuria.name, nuria.version) == ("Fair", "Núria B.", 3)


def test_bob_does_not_learn_that_she_exists(nuria: Contact, as_bob: Actor) -> None:
    with pytest.raises(NotFound):
        update_contacts([RecordUpdate(id=nuria.id, values={"name": "X"})], by=as_bob)


def test_the_log_holds_no_names(nuria: Contact) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select event::text from event")
        rows = " ".join(row[0] for row in cursor.fetchall())

    assert "Núria" not in rows
    assert "bakery" not in rows
