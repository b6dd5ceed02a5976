"""Duplicates as a person meets them: warned while typing, compared side by side, merged by keyboard, unmerged again."""

import os
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.duplicates.scanning import scan
from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, User, record_kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twin(nuria: Contact, as_alice: Actor) -> UUID:
    facts = {"name": "Núria Bosch i Pla", "email": "nuria@home.example", "phone": "600190044", "source": "Fair"}
    (saved,) = create_contacts([facts], by=as_alice)
    scan(record_kind("contact"))
    return saved.id


def shot(tab: Page, name: str) -> None:
    if folder := os.environ.get("TRATO_SHOTS"):
        tab.screenshot(path=f"{folder}/{name}.png")


def test_a_pair_of_the_queue_is_merged_side_by_side_and_unmerged(page: OpenPage, alice: User, twin: UUID) -> None:
    tab = page(alice, "/duplicates/contacts/")
    expect(tab.get_by_text("The same phone number")).to_be_visible()
    assert_accessible(tab)
    shot(tab, "queue")
    table = tab.get_by_role("table", name="The two records")
    first = table.locator("tr", has_text="Name").first.get_by_role("radio").first
    first.focus()
    first.press("ArrowRight")
    expect(table.locator("tr", has_text="Name").first.get_by_role("radio").last).to_be_checked()
    tab.get_by_role("button", name="Merge these two").click()

    expect(tab.get_by_text("They are one record now.")).to_be_visible()
    panel = tab.locator("#panels")
    expect(panel).to_contain_text("Merged records")
    expect(panel).to_contain_text("nuria@home.example")
    assert_accessible(tab)
    shot(tab, "merged")
    panel.get_by_role("link", name="Unmerge").click()

    expect(tab.get_by_text("becomes a record of its own again")).to_be_visible()
    assert_accessible(tab)
    shot(tab, "unmerge")
    tab.get_by_role("button", name="Unmerge").click()
    expect(tab.get_by_text("It is a record of its own again.")).to_be_visible()
    assert_no_csp_reports(tab)
    assert Contact.objects.filter(is_standing=True).count() == 2


def test_two_rows_of_the_list_lead_to_the_comparison(page: OpenPage, alice: User, twin: UUID) -> None:
    tab = page(alice, "/contacts/")
    boxes = tab.locator("[data-row] input[data-select]")
    boxes.first.check()
    merge = tab.get_by_role("button", name="Merge", exact=True)
    expect(merge).to_be_hidden()
    boxes.last.check()
    merge.click()

    expect(tab.get_by_role("heading", name="Merge two records")).to_be_visible()
    assert_accessible(tab)
    shot(tab, "compare")
    tab.get_by_role("button", name="Merge these two").click()
    expect(tab.get_by_text("They are one record now.")).to_be_visible()
    tab.get_by_role("button", name="Undo").click()
    expect(tab.get_by_role("heading", name="Undo: Merge: 1 contact")).to_be_visible()
    assert Contact.objects.filter(is_standing=True).count() == 2


@pytest.mark.parametrize(("width", "theme"), [(375, "dark"), (768, "light")])
def test_the_comparison_fits_small_screens(
    page: OpenPage, alice: User, nuria: Contact, twin: UUID, width: int, theme: str
) -> None:
    tab = page(alice, f"/merging/contacts/{nuria.id}/?with={twin}", width=width, theme=theme)

    expect(tab.get_by_role("button", name="Merge these two")).to_be_visible()
    assert_accessible(tab)
    shot(tab, f"compare-{width}")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.goto("/duplicates/contacts/")
    expect(tab.get_by_role("button", name="Not the same")).to_be_visible()
    assert_accessible(tab)
    shot(tab, f"queue-{width}")


def test_what_is_typed_into_a_new_contact_is_warned_of(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, "/new/contact/")
    tab.get_by_label("E-mail").press_sequentially("nuria@bakery.example", delay=10)

    expect(tab.get_by_text("This may be there already:")).to_be_visible()
    expect(tab.get_by_role("link", name="Núria Bosch")).to_be_visible()
    assert_accessible(tab)
    shot(tab, "warning")
    assert_no_csp_reports(tab)
