"""What was said about a deal that is with one person alone is theirs: in their access export, and gone with them."""

import pytest

from trato.customers.public import Company, Contact, Note, create_activities, create_tasks, write_note
from trato.foundation.public import Actor, PersonalData, RecordUpdate, Subject, contributions
from trato.sales.public import Deal, create_deals, update_deals

pytestmark = pytest.mark.django_db
KEPT = {each.name: each for each in contributions(PersonalData)}
NAMES = ("customers.notes", "customers.tasks", "customers.activities")


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    """Talked about before anybody knew with whom it would be."""
    (saved,) = create_deals([{"name": "Roof"}], by=as_alice)
    write_note("He is in a hurry", by=as_alice, about=("deal", saved.id))
    create_tasks([{"name": "Hurry", "deal": str(saved.id)}], by=as_alice)
    create_activities([{"name": "A hurried call", "deal": str(saved.id)}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def of(contact: Contact) -> Subject:
    return Subject(kind="contact", ids=[contact.id])


def counts(contact: Contact) -> list[int]:
    return [KEPT[name].count(of(contact)) for name in NAMES]


def test_it_is_theirs_once_the_deal_is_with_them_alone(deal: Deal, nuria: Contact, as_alice: Actor) -> None:
    assert counts(nuria) == [0, 0, 0]
    update_deals([RecordUpdate(id=deal.id, values={"contact": str(nuria.id)})], by=as_alice)
    assert counts(nuria) == [1, 1, 1]
    assert [row["text"] for row in KEPT["customers.notes"].read(of(nuria))] == ["He is in a hurry"]

    for name in NAMES:
        KEPT[name].erase(of(nuria), 100)

    assert counts(nuria) == [0, 0, 0]
    assert not Note.objects.exists()


def test_what_was_said_of_a_deal_with_a_company_stays_with_that(
    deal: Deal, nuria: Contact, bakery: Company, as_alice: Actor
) -> None:
    both = {"contact": str(nuria.id), "company": str(bakery.id)}
    update_deals([RecordUpdate(id=deal.id, values=both)], by=as_alice)
    assert counts(nuria) == [0, 0, 0]


def test_what_named_them_when_it_was_said_is_theirs(nuria: Contact, bakery: Company, as_alice: Actor) -> None:
    facts = {"name": "Ovens", "contact": str(nuria.id), "company": str(bakery.id)}
    (saved,) = create_deals([facts], by=as_alice)
    write_note("She is ill", by=as_alice, about=("deal", saved.id))
    assert KEPT["customers.notes"].count(of(nuria)) == 1
