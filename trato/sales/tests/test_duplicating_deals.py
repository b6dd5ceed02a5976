"""The same deal once more."""

import pytest
from django.test import Client

from trato.customers.public import Company, Contact
from trato.foundation.public import SYSTEM, Actor, NotAllowed, NotFound, Role, User, record_kind
from trato.sales.deals.models import DealContact
from trato.sales.deals.use_cases.duplicate import duplicate_deal
from trato.sales.deals.use_cases.people import give_role
from trato.sales.models import DealLine
from trato.sales.public import Deal, StageMove, create_deals, win_deals


@pytest.fixture
def deal(as_alice: Actor, bakery: Company, nuria: Contact) -> Deal:
    facts = {
        "name": "Two ovens",
        "stage": "proposal",
        "amount": "1200",
        "company": str(bakery.id),
        "contact": str(nuria.id),
        "tags": ["ovens"],
        "source": "Fair",
        "close_on": "2027-03-01",
        "next_step": "Call",
    }
    (saved,) = create_deals([facts], by=as_alice)
    give_role(saved.id, str(nuria.id), role="champion", by=as_alice)
    return Deal.objects.get(pk=saved.id)


def copy_of(deal: Deal, by: Actor) -> Deal:
    return Deal.objects.get(pk=duplicate_deal(deal.id, by=by).id)


def test_a_copy_has_what_is_sold_to_whom_and_begins_anew(deal: Deal, as_alice: Actor, bakery: Company) -> None:
    copy = copy_of(deal, as_alice)

    assert (copy.name, copy.stage_id, copy.amount) == ("Two ovens (copy)", "qualification", 1200)
    assert (copy.company_id, copy.contact_id, copy.source) == (bakery.id, deal.contact_id, "Fair")
    assert (copy.close_on, copy.next_step, copy.closed_at) == (None, "", None)
    assert DealContact.objects.get(deal_id=copy.id).role == "champion"
    tags = next(part for part in record_kind("deal").parts() if part.name == "tags")
    assert tags.read([copy.id])[copy.id] == tags.read([deal.id])[deal.id]
    assert StageMove.objects.filter(deal_id=copy.id).count() == 1


def test_a_copy_of_a_won_deal_is_open(deal: Deal, as_alice: Actor) -> None:
    win_deals([deal.id], by=as_alice)

    assert copy_of(deal, as_alice).state == "open"
    assert Deal.objects.get(pk=deal.id).state == "won"


def test_lines_come_along_and_make_the_amount(as_alice: Actor) -> None:
    line = {"description": "Oven", "quantity": "2", "unit_price": "450"}
    (saved,) = create_deals([{"name": "Ovens", "lines": [line]}], by=as_alice)

    copy = copy_of(Deal.objects.get(pk=saved.id), as_alice)

    assert copy.amount == 900
    assert DealLine.objects.get(deal_id=copy.id).description == "Oven"


def test_the_copy_belongs_to_who_made_it(deal: Deal, ada: User) -> None:
    assert copy_of(deal, ada.acting()).owner_id == ada.id


def test_a_long_name_is_cut_so_that_the_copy_can_be_told(as_alice: Actor) -> None:
    (saved,) = create_deals([{"name": "n" * 200}], by=as_alice)

    copy = copy_of(Deal.objects.get(pk=saved.id), as_alice)

    assert copy.name.endswith(" (copy)")
    assert len(copy.name) <= 200


def test_what_is_hidden_from_somebody_is_not_in_their_copy(deal: Deal, alice: User, seller: Role) -> None:
    Role.objects.filter(pk=seller.pk).update(hidden_fields=["deal.amount", "deal.source"])

    copy = copy_of(deal, alice.acting())

    assert (copy.amount, copy.source) == (None, "")


def test_people_out_of_sight_are_not_passed_on(deal: Deal, alice: User, bob: User, nuria: Contact) -> None:
    Contact.objects.filter(pk=nuria.pk).update(owner=bob, team=bob.teams.first())

    copy = copy_of(deal, alice.acting())

    assert copy.contact_id is None
    assert not DealContact.objects.filter(deal_id=copy.id).exists()


def test_who_does_not_see_it_or_may_not_create_cannot(deal: Deal, as_bob: Actor, as_charlie: Actor) -> None:
    with pytest.raises(NotFound):
        duplicate_deal(deal.id, by=as_bob)
    with pytest.raises(NotAllowed):
        duplicate_deal(deal.id, by=as_charlie)
    assert Deal.objects.count() == 1


def test_the_page_opens_the_copy(client: Client, alice: User, deal: Deal) -> None:
    client.force_login(alice)
    assert f"/sales/deals/{deal.id}/duplicate/" in client.get(f"/deals/{deal.id}/").content.decode()

    answer = client.post(f"/sales/deals/{deal.id}/duplicate/", headers={"HX-Request": "true"})

    copy = Deal.objects.exclude(pk=deal.id).get()
    assert answer["HX-Redirect"] == f"/deals/{copy.id}/"


def test_a_trashed_deal_is_not_copied(deal: Deal) -> None:
    record_kind("deal").trash([deal.id], by=SYSTEM)
    with pytest.raises(NotFound):
        duplicate_deal(deal.id, by=SYSTEM)
