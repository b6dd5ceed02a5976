"""Whoever writes one thing after the other by keyboard stays where they type, and hears that each is kept."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible
from tests.browser.conftest import OpenPage
from trato.customers.public import Contact
from trato.foundation.public import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_logged_is_said_and_the_next_one_can_be_typed(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, f"/contacts/{nuria.id}/")
    said = tab.get_by_role("status", name="What happened")
    for which, where, told in (
        ("Note", "Note", "The note is saved."),
        ("Call", "Subject", "The call is saved."),
        ("Meeting", "Subject", "The meeting is saved."),
        ("Task", "Task", "The task is saved."),
    ):
        tab.get_by_role("tab", name=which).click()
        box = tab.get_by_role("tabpanel").get_by_role("textbox", name=where, exact=True)
        expect(box).to_be_focused()
        tab.keyboard.type(f"{which} of today")
        if which == "Call":
            tab.get_by_role("tabpanel").get_by_label("Minutes").fill("12")
        tab.keyboard.press("Control+Enter")
        expect(said).to_contain_text(told)
        expect(tab.locator("#story")).to_contain_text(f"{which} of today")
        expect(box).to_be_focused()
        expect(box).to_have_value("")
    assert_accessible(tab)
