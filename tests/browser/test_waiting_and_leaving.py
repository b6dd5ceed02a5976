"""What a page says while an answer is on its way, and when the person is no longer signed in."""

import time
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Route, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import Contact
from trato.foundation.public import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _late(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def test_the_palette_says_that_nothing_was_found_only_when_it_knows(page: OpenPage, alice: User) -> None:
    tab = page(alice, "/contacts/")
    tab.route("**/search/?q=*", _late)
    tab.keyboard.press("Control+k")
    tab.evaluate("""() => {
      window.said = [];
      const none = document.getElementById("palette-none");
      new MutationObserver(() => window.said.push([none.textContent, Math.round(performance.now())]))
        .observe(none, {childList: true, attributes: true});
    }""")
    began = tab.evaluate("Math.round(performance.now())")

    tab.keyboard.type("zzzz")
    expect(tab.locator("#palette-none")).to_have_text("Nothing found.")

    at = next(moment for text, moment in tab.evaluate("window.said") if text)
    assert at - began >= 500


def test_a_note_written_while_the_session_ended_stays_in_its_box(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, f"/contacts/{nuria.id}/")
    Session.objects.all().delete()

    tab.locator("#note-body").fill("Asked for two ovens.")
    tab.keyboard.press("Control+Enter")

    expect(tab.locator("#toasts")).to_contain_text("You are signed out")
    expect(tab.locator("#note-body")).to_have_value("Asked for two ovens.")
    assert_accessible(tab)


def test_a_value_typed_while_the_session_ended_stays_in_its_editor(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, f"/contacts/{nuria.id}/")
    tab.locator("[data-field=city] [data-edit]").click()
    control = tab.locator("[data-field=city] input[name=value]")
    expect(control).to_be_focused()
    Session.objects.all().delete()

    control.fill("Olot")
    tab.keyboard.press("Enter")

    expect(tab.locator("#toasts")).to_contain_text("You are signed out")
    expect(control).to_have_value("Olot")
    expect(tab.locator("input[type=password]")).to_have_count(0)


def test_a_chosen_file_is_named_and_the_area_is_reached_by_keyboard(
    page: OpenPage, alice: User, tmp_path: Path
) -> None:
    file = tmp_path / "కస్టమర్లు 2026.csv"
    file.write_text("name\nNúria\n")
    tab = page(alice, "/imports/")
    area = tab.locator("[data-drop]")
    expect(area).to_contain_text("Drop a file here or choose one")

    tab.locator("select[name=kind]").focus()
    tab.keyboard.press("Tab")
    expect(tab.locator("input[type=file]")).to_be_focused()
    tab.set_input_files("input[type=file]", file)

    expect(area).to_contain_text("కస్టమర్లు 2026.csv")
    assert_accessible(tab)
    assert_no_csp_reports(tab)
