"""What one keeps at hand, in a real browser and by keys alone; and bars that stay on one line."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from trato.customers.public import Contact
from trato.foundation.public import User


def test_a_record_is_pinned_and_opened_again_by_keys_alone(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, f"/contacts/{nuria.id}/")
    button = tab.get_by_role("button", name="Pin this page")
    expect(button).to_have_attribute("aria-pressed", "false")

    tab.keyboard.press("Shift+P")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("#toasts")).to_contain_text("is pinned")

    tab.goto("/companies/")
    tab.keyboard.press("Control+k")
    pinned = tab.locator("#palette").get_by_role("group", name="Pinned")
    expect(pinned.get_by_role("option", name="Núria Bosch")).to_have_attribute("aria-selected", "true")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(f"{tab.url.partition('/contacts')[0].partition('/companies')[0]}/contacts/{nuria.id}/")


def test_the_story_bar_stays_on_one_line(page: OpenPage, alice: User, nuria: Contact) -> None:
    for width in (375, 768):
        tab = page(alice, f"/contacts/{nuria.id}/", width=width)
        bar = tab.locator(".t-tl-filter .t-seg")
        expect(bar).to_be_visible()
        assert bar.bounding_box()["height"] <= 48  # type: ignore[index]
        tab.context.close()


def test_the_question_mark_leads_to_help_and_the_palette_finds_it(page: OpenPage, alice: User) -> None:
    tab = page(alice, "/contacts/")

    tab.get_by_role("link", name="Help: Contacts and companies").click()
    expect(tab.get_by_role("heading", name="Contacts and companies", level=1)).to_be_visible()

    tab.keyboard.press("Control+k")
    tab.keyboard.type("dupli")
    expect(tab.locator("#palette-help-duplicates")).to_be_visible()
