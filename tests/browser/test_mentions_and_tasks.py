"""Colleagues call each other and give each other work, by keyboard, and the bell says so."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from tests.browser.sights import SCREENS
from trato.customers.public import Contact, Note, Task, create_tasks
from trato.foundation.public import Actor, User, run_readers

pytestmark = pytest.mark.django_db(transaction=True)


def test_ada_mentions_alice_who_sees_the_bell(
    page: OpenPage, ada: User, alice: User, bob: User, nuria: Contact
) -> None:
    writing = page(ada, f"/contacts/{nuria.id}/")
    box = writing.get_by_role("textbox", name="Note", exact=True)
    box.click()
    box.press_sequentially("Please ask @Al", delay=30)
    offered = writing.get_by_role("option", name="Alice")
    expect(offered).to_be_visible()
    assert_accessible(writing)
    box.press("Enter")
    expect(box).to_have_value("Please ask @Alice ")
    box.press_sequentially("when they open")
    box.press("Control+Enter")
    expect(writing.locator("#story")).to_contain_text("Please ask @Alice when they open")
    assert_no_csp_reports(writing)
    assert list(Note.objects.get().mentions.values_list("user_id", flat=True)) == [alice.id]
    run_readers()

    reading = page(alice, "/contacts/")
    bell = reading.get_by_role("button", name=re.compile("Notifications: 1 unread"))
    bell.click()
    line = reading.get_by_role("link", name="Ada mentioned you in a note about Núria Bosch")
    expect(line).to_be_visible()
    expect(reading.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    assert_accessible(reading)
    line.click()
    expect(reading.get_by_role("heading", name="Núria Bosch")).to_be_visible()


def test_a_task_is_written_beside_the_story_and_completed_with_one_key(
    page: OpenPage, alice: User, nuria: Contact
) -> None:
    open_page = page(alice, f"/contacts/{nuria.id}/")
    open_page.get_by_role("tab", name="Task").click()
    box = open_page.get_by_role("textbox", name="Task")
    expect(box).to_be_focused()
    box.press("Enter")
    expect(open_page.get_by_role("alert")).to_contain_text("Say what is to be done")
    box = open_page.get_by_role("textbox", name="Task")
    box.fill("Bring samples")
    open_page.get_by_label("Due", exact=True).fill("2030-05-06")
    open_page.get_by_role("tabpanel").get_by_role("button", name="Save").click()
    panel = open_page.locator("#panels")
    expect(panel).to_contain_text("Bring samples")
    expect(panel).to_contain_text("May 6, 2030")
    assert_accessible(open_page)

    done = open_page.get_by_role("button", name="Complete Bring samples")
    done.focus()
    done.press("Enter")
    expect(panel).not_to_contain_text("Bring samples")
    expect(open_page.locator("#story")).to_contain_text("completed Bring samples")
    assert Task.objects.get().state == "done"


@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_the_pages_of_tasks_and_news_have_assert_accessible(
    page: OpenPage, alice: User, as_ada: Actor, nuria: Contact, width: int, theme: str
) -> None:
    (task,) = create_tasks([{"name": "Bring samples", "contact": str(nuria.id), "owner": str(alice.id)}], by=as_ada)
    run_readers()
    for address in ("/tasks/", f"/tasks/{task.id}/", "/notifications/", "/settings/notifications/"):
        open_page = page(alice, address, width=width, theme=theme)
        expect(open_page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(open_page)
