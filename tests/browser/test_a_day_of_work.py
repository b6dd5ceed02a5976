"""A day by keyboard: what waits is done or put off in one key; a call is logged; who belongs to whom is noted."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import (
    Activity,
    Company,
    Contact,
    ContactRelation,
    Task,
    create_activities,
    create_companies,
    create_contacts,
    create_tasks,
)
from trato.foundation.public import Actor, User

pytestmark = pytest.mark.django_db(transaction=True)


def seen(tab: Page, name: str) -> None:
    """For whoever builds these pages: SIGHTS=folder keeps a picture."""
    if folder := os.environ.get("SIGHTS"):
        tab.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_day_is_worked_off_in_one_key_each(page: OpenPage, alice: User, as_alice: Actor, nuria: Contact) -> None:
    today = timezone.localtime(timezone.now()).date()
    about = {"contact": str(nuria.id)}
    create_tasks([{"name": "Call the bank", "due_on": today - timedelta(days=3), **about}], by=as_alice)
    create_tasks([{"name": "Water the plants", "due_on": today, "repeats": "daily", "priority": "high"}], by=as_alice)
    meeting = {"type": "meeting", "name": "New oven", "minutes": 30, "place": "At the bakery", **about}
    starts_at = timezone.now() + timedelta(days=1)
    create_activities([{**meeting, "starts_at": starts_at, "state": "planned"}], by=as_alice)

    day = page(alice, "/my-day/")
    expect(day.get_by_role("heading", name="Late")).to_be_visible()
    assert_accessible(day)
    seen(day, "my_day")
    day.keyboard.press("j")
    expect(day.get_by_role("link", name="Call the bank")).to_be_focused()
    day.keyboard.press("d")
    expect(day.get_by_role("status", name="What happened")).to_contain_text("Done: Call the bank")
    expect(day.get_by_role("link", name="Call the bank")).to_have_count(0)
    day.keyboard.press("u")
    expect(day.get_by_role("link", name="Call the bank")).to_be_visible()

    day.get_by_role("link", name="Water the plants").focus()
    day.keyboard.press("p")
    expect(day.get_by_role("status", name="What happened")).to_contain_text("Postponed: Water the plants")
    expect(day.get_by_role("region", name="Tomorrow")).to_contain_text("Water the plants")
    assert_no_csp_reports(day)
    assert set(Task.objects.values_list("state", flat=True)) == {"open"}
    _assert_good_on_a_phone(page(alice, "/my-day/", width=375, theme="dark"))


def _assert_good_on_a_phone(narrow: Page) -> None:
    expect(narrow.get_by_role("heading", name="Late")).to_be_visible()
    assert_accessible(narrow)
    seen(narrow, "my_day_narrow")


def test_a_list_and_a_record_take_the_same_key(page: OpenPage, alice: User, as_alice: Actor) -> None:
    create_tasks([{"name": "Call the bank", "due_on": "2030-01-01"}, {"name": "Bring samples"}], by=as_alice)
    tab = page(alice, "/tasks/")
    tab.get_by_role("link", name="Call the bank").focus()
    tab.keyboard.press("d")
    expect(tab.get_by_role("status", name="What happened")).to_contain_text("Done: Call the bank")

    tab.goto(f"/tasks/{Task.objects.get(name='Bring samples').id}/")
    expect(tab.get_by_role("button", name="Complete")).to_be_visible()
    seen(tab, "task")
    tab.keyboard.press("d")
    expect(tab.get_by_role("status", name="What happened")).to_contain_text("Done: Bring samples")
    expect(tab.get_by_role("button", name="Complete")).to_have_count(0)


def test_a_call_is_logged_beside_the_story(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, f"/contacts/{nuria.id}/")
    tab.get_by_role("tab", name="Call").click()
    panel = tab.get_by_role("tabpanel")
    expect(panel.get_by_role("textbox", name="Subject")).to_be_focused()
    assert_accessible(tab)
    seen(tab, "call")
    panel.get_by_label("Minutes").fill("long")
    panel.get_by_label("Outcome").fill("Reached")
    panel.get_by_role("textbox", name="Notes").fill("Wants two ovens.")
    panel.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("alert")).to_contain_text("“long” is not a whole number")
    tab.get_by_role("tabpanel").get_by_label("Minutes").fill("12")
    tab.get_by_role("tabpanel").get_by_role("button", name="Save").click()
    expect(tab.locator("#story")).to_contain_text("Wants two ovens.")
    expect(tab.locator("#panels")).to_contain_text("12 minutes")
    assert_no_csp_reports(tab)

    tab.goto(f"/activities/{Activity.objects.get().id}/")
    tab.get_by_role("textbox", name="Who takes part").fill("Núria Bosch")
    tab.get_by_role("button", name="Add", exact=True).click()
    expect(tab.get_by_role("button", name="Núria Bosch does not take part")).to_be_visible()
    assert_accessible(tab)
    seen(tab, "activity")


def test_two_contacts_are_related_and_parted(
    page: OpenPage, alice: User, as_alice: Actor, nuria: Contact, bakery: Company
) -> None:
    create_contacts([{"name": "Pau Serra", "company": str(bakery.id)}], by=as_alice)
    tab = page(alice, f"/contacts/{nuria.id}/")
    tab.get_by_text("Relate to another contact").click()
    tab.get_by_label("What this contact is").select_option("manages")
    tab.get_by_label("Other contact").fill("Nobody")
    tab.get_by_role("button", name="Relate", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text("Nothing you see is called “Nobody”")
    assert_accessible(tab)
    seen(tab, "relate")
    tab.get_by_label("Other contact").fill("Pau Serra")
    tab.get_by_role("textbox", name="Since").fill("2024-05-01")
    tab.get_by_role("button", name="Relate", exact=True).click()
    expect(tab.get_by_role("button", name="No longer: manages Pau Serra")).to_be_visible()
    expect(tab.locator("#story")).to_contain_text("reports to")
    tab.get_by_role("button", name="No longer: manages Pau Serra").click()
    expect(tab.get_by_role("status", name="What happened")).to_contain_text("No longer related")
    tab.keyboard.press("u")
    expect(tab.get_by_role("button", name="No longer: manages Pau Serra")).to_be_visible()
    assert ContactRelation.objects.get().deleted_at is None


def test_a_company_shows_its_group(page: OpenPage, alice: User, as_alice: Actor, bakery: Company) -> None:
    create_companies([{"name": "Night Bakery", "parent": str(bakery.id)}], by=as_alice)
    tab = page(alice, f"/companies/{bakery.id}/")
    expect(tab.locator("#panels")).to_contain_text("Night Bakery")
    assert_accessible(tab)
    seen(tab, "tree")
    tab.get_by_role("link", name="All 2 of the group").click()
    expect(tab.get_by_role("link", name="Night Bakery")).to_be_visible()
    seen(tab, "group")
    assert_no_csp_reports(tab)
