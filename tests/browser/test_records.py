"""The record page in real Chromium: by keyboard, in both themes, at every width."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from tests.browser.sights import SCREENS
from trato.customers.public import Contact, update_contacts, write_note
from trato.foundation.public import Actor, RecordUpdate, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ATTACK = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def address(contact: Contact) -> str:
    return f"/contacts/{contact.id}/"


def test_a_field_is_edited_by_keyboard_and_keeps_the_focus(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, address(nuria))

    tab.keyboard.press("e")
    control = tab.locator("[data-field=name] input[name=value]")
    expect(control).to_be_focused()
    control.fill("Núria Bosch i Pla")
    tab.keyboard.press("Enter")

    expect(tab.locator("h1")).to_have_text("Núria Bosch i Pla")
    expect(tab.locator("[data-field=name] [data-edit]")).to_be_focused()
    expect(tab.locator("#story")).to_contain_text("Alice changed Name")


def test_escape_puts_the_value_back(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, address(nuria))

    tab.locator("[data-field=city] [data-edit]").click()
    expect(tab.locator("[data-field=city] input[name=value]")).to_be_focused()
    tab.keyboard.type("Nowhere")
    tab.keyboard.press("Escape")

    expect(tab.locator("[data-field=city] [data-edit]")).to_be_focused()
    expect(tab.locator("[data-field=city] [data-edit]")).to_have_text("Edit City: empty")


def test_a_refusal_leaves_the_editor_open_on_the_text(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, address(nuria))

    tab.locator("[data-field=email] [data-edit]").click()
    control = tab.locator("[data-field=email] input[name=value]")
    control.fill("nuria@@bakery")
    tab.keyboard.press("Enter")

    expect(tab.locator("[data-field=email] .t-error")).to_be_visible()
    expect(control).to_have_value("nuria@@bakery")
    expect(control).to_be_focused()


def test_both_values_are_shown_when_somebody_was_faster(
    page: OpenPage, alice: User, nuria: Contact, as_ada: Actor
) -> None:
    tab = page(alice, address(nuria))
    tab.locator("[data-field=name] [data-edit]").click()
    expect(tab.locator("[data-field=name] input[name=value]")).to_have_value("Núria Bosch")
    update_contacts([RecordUpdate(id=nuria.id, values={"name": "Núria B."})], by=as_ada)

    tab.locator("[data-field=name] input[name=value]").fill("Mine")
    tab.keyboard.press("Enter")

    expect(tab.locator("[data-field=name] .t-notice")).to_contain_text("Ada wrote “Núria B.”")
    expect(tab.locator("[data-field=name] input[name=value]")).to_have_value("Mine")
    tab.get_by_role("button", name="Keep theirs").click()
    expect(tab.locator("[data-field=name] [data-edit]")).to_contain_text("Núria B.")


def test_where_a_value_comes_from_opens_and_closes_by_keyboard(
    page: OpenPage, alice: User, nuria: Contact, as_ada: Actor
) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"name": "Núria B."})], by=as_ada)
    tab = page(alice, address(nuria))

    tab.locator("[data-field=name] .t-src").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog", name="Where this comes from")).to_be_visible()
    tab.keyboard.press("Escape")

    expect(tab.get_by_role("dialog", name="Where this comes from")).to_have_count(0)
    expect(tab.locator("[data-field=name] .t-src")).to_be_focused()

    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Use this").click()
    expect(tab.locator("h1")).to_have_text("Núria Bosch")


def test_typing_a_company_is_not_disturbed_by_what_is_offered(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, address(nuria))
    tab.locator("[data-field=company] [data-edit]").click()
    control = tab.locator("[data-field=company] input[name=value]")
    control.fill("")

    control.press_sequentially("Corner Bakery", delay=60)
    expect(tab.locator("#suggestions-company option")).to_have_count(1)

    expect(control).to_have_value("Corner Bakery")


def test_a_note_is_sent_mended_deleted_and_brought_back(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, address(nuria))
    tab.locator("#note-body").fill("She opens at five")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".t-note-text")).to_have_text("She opens at five")
    expect(tab.locator("#note-body")).to_have_value("")

    tab.locator(".t-note-box").hover()
    tab.locator(".t-note-box").get_by_role("button", name="Edit").click()
    tab.locator(".t-note-edit textarea").fill("At six")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".t-note-text")).to_have_text("At six")

    tab.locator(".t-note-box").hover()
    tab.locator(".t-note-box").get_by_role("button", name="Delete").click()
    expect(tab.locator(".t-note-text")).to_have_count(0)
    tab.keyboard.press("u")
    expect(tab.locator(".t-note-text")).to_have_text("At six")


def test_deleting_a_contact_can_be_undone(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, address(nuria))
    tab.get_by_role("button", name="Delete").click()
    tab.wait_for_url("**/contacts/")

    tab.get_by_role("button", name="Undo").click()

    tab.wait_for_url(f"**{address(nuria)}")
    expect(tab.locator("h1")).to_have_text("Núria Bosch")


def test_what_people_type_is_never_run(page: OpenPage, alice: User, nuria: Contact, as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"name": ATTACK, "city": ATTACK, "tags": [ATTACK]})], by=as_alice)
    write_note(ATTACK, by=as_alice, contact_id=nuria.id)
    tab = page(alice, address(nuria))

    tab.locator("[data-field=city] [data-edit]").click()
    expect(tab.locator("[data-field=city] input[name=value]")).to_have_value(ATTACK)
    tab.keyboard.press("Enter")
    tab.locator("[data-field=name] .t-src").click()
    expect(tab.get_by_role("dialog")).to_contain_text("<script>")

    assert "owned" not in tab.title().replace(ATTACK, "")
    assert tab.locator("img[src=x]").count() == 0


@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_nothing_is_cut_off_at_any_width(
    page: OpenPage, alice: User, nuria: Contact, as_alice: Actor, width: int, theme: str
) -> None:
    write_note("A line.\n\nAnother one.", by=as_alice, contact_id=nuria.id)
    tab = page(alice, address(nuria), width=width, theme=theme)

    wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wider <= 0
    expect(tab.locator("h1")).to_be_in_viewport()
    assert_accessible(tab)
    tab.locator("[data-field=city] .t-src").click(force=True)
    expect(tab.get_by_role("dialog", name="Where this comes from")).to_be_visible()
    assert_accessible(tab)
    assert_no_csp_reports(tab)
