"""Somebody moves in from HubSpot: drops the files, says who is who, keeps a column, and finds everything linked."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import Contact
from trato.foundation.moving_in.public import Move, run_move_to_the_end
from trato.foundation.public import User

pytestmark = pytest.mark.django_db(transaction=True)
SET = Path(__file__).parents[2] / "trato" / "customers" / "tests" / "moving_in" / "hubspot"
SHOTS = os.environ.get("MOVING_IN_SHOTS", "")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def look(tab: Page, name: str) -> None:
    """Asked for by hand: MOVING_IN_SHOTS is a folder."""
    for width in (1440, 768, 375) if SHOTS else ():
        tab.set_viewport_size({"width": width, "height": 900})
        tab.screenshot(path=f"{SHOTS}/{name}-{width}.png")
    if SHOTS:
        tab.set_viewport_size({"width": 1440, "height": 900})


def files() -> list[str]:
    return [str(path) for path in sorted(SET.iterdir()) if "deals" not in path.name]


def drop_the_files(tab: Page) -> None:
    tab.get_by_role("link", name="Move in from another program").click()
    expect(tab.get_by_role("heading", name="Move in from another program")).to_be_visible()
    assert_accessible(tab)
    look(tab, "start")
    tab.get_by_label("HubSpot").check()
    tab.set_input_files("input[type=file]", files())
    tab.get_by_role("button", name="Look at the files").click()
    expect(tab.get_by_role("heading", name="Moving in from HubSpot")).to_be_visible()
    expect(tab.get_by_label("What hubspot-crm-exports-all-notes.csv holds")).to_have_value("note")
    expect(tab.get_by_label("What hubspot-crm-exports-all-companies.csv holds")).to_have_value("company")
    assert_accessible(tab)
    look(tab, "draft")


def say_what_it_asks(tab: Page) -> None:
    tab.get_by_label(re.compile("^Jane Doe")).select_option("")
    tab.get_by_role("button", name="That is who they are").click()
    expect(tab.get_by_text("Something is still to be said above.")).to_have_count(0)
    drink = tab.get_by_role("checkbox", name=re.compile("Favourite drink"))
    expect(drink).to_be_checked()
    section = tab.locator("form", has=tab.get_by_role("heading", name="Contacts: columns without a field"))
    section.get_by_role("button", name="Make fields of them").click()
    expect(drink).to_have_count(0)


def find_it_linked(tab: Page) -> None:
    ana = Contact.objects.get(name="Ana Ferrer Ruiz")
    tab.goto(f"/contacts/{ana.id}/")
    expect(tab.get_by_text("Wants panels on the south roof.")).to_be_visible()
    expect(tab.get_by_text("Panadería Soriana").first).to_be_visible()
    expect(tab.get_by_text("Send the offer").first).to_be_visible()
    expect(tab.get_by_text("Tea", exact=True).first).to_be_visible()
    look(tab, "contact")


def test_everything_of_hubspot_is_here_with_its_links(page: OpenPage, ada: User, alice: User) -> None:
    tab = page(ada, "/imports/")
    drop_the_files(tab)
    say_what_it_asks(tab)
    tab.get_by_role("button", name="Move in now").click()
    expect(tab.get_by_text("Waiting for a worker")).to_be_visible()
    look(tab, "running")
    run_move_to_the_end(Move.objects.get().id)
    expect(tab.get_by_text("You have moved in.")).to_be_visible()
    expect(tab.get_by_role("link", name=re.compile("Error file"))).to_have_count(1)
    assert_accessible(tab)
    look(tab, "done")
    find_it_linked(tab)
    assert_no_csp_reports(tab)
