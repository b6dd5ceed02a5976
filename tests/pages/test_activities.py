"""Calls and meetings on the page of a customer, who takes part, and the settings of how they end."""

from uuid import uuid4

import pytest
from django.test import Client

from trato.customers.public import Activity, Company, Contact, create_activities, create_contacts, outcomes_of
from trato.foundation.public import Actor, User

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def write(page: Client, nuria: Contact, type_: str = "call", **typed: object) -> str:
    address = f"/activities/contact/{nuria.id}/{type_}/write/"
    answer = page.post(address, {"form_mark": str(uuid4()), **typed}, headers=HTMX)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def test_the_box_has_a_tab_for_each_and_offers_what_is_known(
    page: Client, nuria: Contact, bakery: Company, as_alice: Actor, bob: User
) -> None:
    create_contacts([{"name": "Pau Serra", "company": str(bakery.id)}], by=as_alice)
    assert 'id="tab-call"' in page.get(f"/contacts/{nuria.id}/").content.decode()

    box = page.get(f"/activities/contact/{nuria.id}/meeting/write/", headers=HTMX).content.decode()
    assert all(word in box for word in ("Pau Serra", "Bob", "Did not come", "Place or link"))
    assert "Direction" not in box
    assert "Núria Bosch" not in box


def test_a_call_that_is_logged_stands_in_the_story_and_beside_it(page: Client, nuria: Contact) -> None:
    said = write(page, nuria, outcome="Reached", minutes="12", details="Wants two ovens.", direction="in", state="held")

    assert "was called" in said
    assert "Wants two ovens." in said
    assert "12 minutes" in said
    assert Activity.objects.get().name == "Call with Núria Bosch"


def test_what_is_refused_is_still_there(page: Client, nuria: Contact) -> None:
    said = write(
        page, nuria, "meeting", name="Oven", minutes="long", day="2026-11-30", time="09:00", details="Bring cake"
    )

    assert "“long” is not a whole number." in said
    assert all(kept in said for kept in ('value="Oven"', 'value="long"', "Bring cake", 'value="2026-11-30"'))
    assert not Activity.objects.exists()


def test_the_same_form_twice_is_one_call(page: Client, nuria: Contact) -> None:
    mark = str(uuid4())
    for _each in range(2):
        write(page, nuria, form_mark=mark, name="Once")

    assert Activity.objects.count() == 1


def test_others_who_were_there_are_ticked(
    page: Client, nuria: Contact, bakery: Company, as_alice: Actor, bob: User
) -> None:
    (pau,) = create_contacts([{"name": "Pau Serra", "company": str(bakery.id)}], by=as_alice)
    write(page, nuria, "meeting", contacts=[str(pau.id)], colleagues=[str(bob.id)])

    found = Activity.objects.get().participants.all()
    assert {(each.contact_id, each.user_id) for each in found} == {(pau.id, None), (None, bob.id)}
    assert "Takes part in" in page.get(f"/contacts/{pau.id}/").content.decode()


def test_a_planned_one_is_held_from_beside_the_story_and_comes_back(
    page: Client, nuria: Contact, as_alice: Actor
) -> None:
    (saved,) = create_activities([{"starts_at": "2030-01-01T10:00", "contact": str(nuria.id)}], by=as_alice)
    here = {**HTMX, "HX-Current-URL": f"http://testserver/contacts/{nuria.id}/"}
    said = page.post(f"/activities/{saved.id}/hold/", headers=here).content.decode()

    assert "Held: Call with Núria Bosch" in said
    assert f"/activities/{saved.id}/plan/" in said
    page.post(f"/activities/{saved.id}/plan/", headers=here)
    assert Activity.objects.get().state == "planned"


def test_its_own_page_says_who_takes_part_and_takes_more(
    page: Client, nuria: Contact, as_alice: Actor, bob: User
) -> None:
    (saved,) = create_activities([{"type": "meeting"}], by=as_alice)
    said = page.post(f"/activities/{saved.id}/join/", {"who": "núria bosch"}, headers=HTMX).content.decode()
    assert "Núria Bosch" in said
    page.post(f"/activities/{saved.id}/join/", {"who": bob.email}, headers=HTMX)

    said = page.get(f"/activities/{saved.id}/").content.decode()
    assert "Who takes part" in said
    assert "does not take part" in said
    assert "Bob" in said
    page.post(f"/activities/{saved.id}/leave/", {"who": str(bob.id)}, headers=HTMX)
    assert [each.contact_id for each in Activity.objects.get().participants.all()] == [nuria.id]


def test_whom_nobody_knows_cannot_join_and_that_is_said(page: Client, as_alice: Actor) -> None:
    (saved,) = create_activities([{}], by=as_alice)
    answer = page.post(f"/activities/{saved.id}/join/", {"who": "Nobody Known"}, follow=True)

    assert "Nothing you see is called “Nobody Known”." in answer.content.decode()


def test_there_are_calls_and_meetings_and_nothing_else(page: Client, nuria: Contact) -> None:
    assert page.get(f"/activities/contact/{nuria.id}/telegram/write/").status_code == 404
    assert page.get(f"/activities/task/{nuria.id}/call/write/").status_code == 404


def test_without_a_script_the_box_is_a_page(page: Client, nuria: Contact) -> None:
    address = f"/activities/contact/{nuria.id}/call/write/"
    assert "<h1>" in page.get(address).content.decode()
    assert page.post(address, {"name": "Rang"}).status_code == 302


def test_the_outcomes_are_worded_in_the_settings(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    assert "Outcomes" in client.get("/settings/").content.decode()
    assert "Left a message" in client.get("/settings/outcomes/").content.decode()

    client.post("/settings/outcomes/", {"call": "Sold\r\nTry in May\r\n", "meeting": "Agreed"})
    assert outcomes_of("call") == ["Sold", "Try in May"]
    refused = client.post("/settings/outcomes/", {"call": "x" * 101, "meeting": "Agreed"})
    assert refused.status_code == 422
    assert "x" * 101 in refused.content.decode()
