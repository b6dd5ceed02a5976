"""Templates of tasks for deals: from the list of deals, and on the page of one."""

from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, Task, TaskTemplate, save_template
from trato.foundation.public import (
    Actor,
    ChangeSet,
    ChangeSetRefused,
    User,
    carry_out,
    give_values,
    start_change_set,
    undo,
)
from trato.sales.public import Deal, create_deals


@pytest.fixture
def deal(as_alice: Actor, bakery: Company, nuria: Contact) -> Deal:
    (saved,) = create_deals([{"name": "Two ovens", "company": str(bakery.id), "contact": str(nuria.id)}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


@pytest.fixture
def welcome(as_ada: Actor) -> TaskTemplate:
    lines = ({"name": "Measure the kitchen"}, {"name": "Write the offer", "days": 7, "owner_rule": "theirs"})
    return save_template("New deal", lines, by=as_ada)


def give_to(template: TaskTemplate, *ids: UUID, by: Actor) -> ChangeSet:
    chosen = start_change_set(kind="deal", act="give_tasks", selection={"ids": [str(each) for each in ids]}, by=by)
    give_values(chosen.id, values={"template": str(template.id)}, by=by)
    carry_out(chosen.id, by=by)
    return ChangeSet.objects.get(pk=chosen.id)


def test_deals_chosen_from_a_list_are_given_the_tasks_of_a_template(
    deal: Deal, welcome: TaskTemplate, nuria: Contact, as_alice: Actor, as_ada: Actor
) -> None:
    (other,) = create_deals([{"name": "Shelves"}], by=as_alice)
    done = give_to(welcome, deal.id, other.id, by=as_ada)

    assert (done.state, done.counts["changed"], done.counts["refused"]) == ("finished", 2, 0)
    given = Task.objects.filter(about_kind="deal", is_standing=True)
    assert sorted((each.about_id, each.name) for each in given) == sorted(
        (id_, name) for id_ in (deal.id, other.id) for name in ("Measure the kitchen", "Write the offer")
    )
    offer = given.get(about_id=deal.id, name="Write the offer")
    assert (offer.owner_id, offer.contact_id) == (as_alice.id, nuria.id)

    undo(done.id, by=as_ada)
    assert not Task.objects.filter(about_kind="deal", is_standing=True).exists()


def test_deals_of_others_get_none_of_them(deal: Deal, welcome: TaskTemplate, as_bob: Actor) -> None:
    with pytest.raises(ChangeSetRefused):
        give_to(welcome, deal.id, by=as_bob)

    assert not Task.objects.exists()


def test_the_list_and_the_page_of_deals_offer_them(deal: Deal, welcome: TaskTemplate, alice: User) -> None:
    page = Client()
    page.force_login(alice)

    assert 'value="give_tasks"' in page.get("/deals/").content.decode()
    box = page.get(f"/tasks/deal/{deal.id}/write/", headers={"HX-Request": "true"}).content.decode()
    assert f"/tasks/deal/{deal.id}/apply/" in box
    said = page.post(f"/tasks/deal/{deal.id}/apply/", {"template": str(welcome.id)}, headers={"HX-Request": "true"})
    assert "2 tasks were made." in said.content.decode()


def test_whoever_gives_tasks_chooses_a_template_and_cannot_leave_it_as_it_is(
    deal: Deal, welcome: TaskTemplate, as_alice: Actor, alice: User
) -> None:
    chosen = start_change_set(kind="deal", act="give_tasks", selection={"ids": [str(deal.id)]}, by=as_alice)
    page = Client()
    page.force_login(alice)
    html = page.get(f"/change-sets/{chosen.id}/", follow=True).content.decode()

    assert "New deal" in html
    assert "Leave as it is" not in html
    assert "optional" not in html
    refused = page.post(f"/change-sets/{chosen.id}/values/", {"template": ""})
    assert "Choose one of the templates." in refused.content.decode()
