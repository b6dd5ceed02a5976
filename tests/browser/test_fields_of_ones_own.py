"""Three fields are made in the settings, filled in on a record and used in a list, in real Chromium."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import create_contacts
from trato.foundation.public import Actor, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("FIELD_SHOTS", "")


def shoot(tab: Page, name: str) -> None:
    if SHOTS:
        tab.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def make(tab: Page, kind: str, label: str, **typed: str) -> None:
    tab.goto("/settings/fields/")
    tab.get_by_role("link", name="New field · Contacts").click()
    tab.get_by_role("link", name=kind, exact=True).click()
    tab.get_by_label("Label").fill(label)
    for name, text in typed.items():
        tab.get_by_label(name).first.fill(text)
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("rowheader", name=label)).to_be_visible()


def fill(tab: Page, name: str, text: str) -> None:
    tab.locator(f"#field-{name} a, #field-{name} button").first.click()
    control = tab.locator(f"#edit-{name}")
    expect(control).to_be_visible()
    if control.evaluate("each => each.tagName") == "SELECT":
        control.select_option(label=text)
    else:
        control.fill(text)
    tab.locator(f"#field-{name}").get_by_role("button", name="Save").click()
    expect(tab.locator(f"#edit-{name}")).to_have_count(0)


def make_three(tab: Page) -> None:
    make(tab, "Choice", "Roof", Options="Flat\nPitched", Section="House")
    make(tab, "Number", "Panels", Section="House")
    make(tab, "Formula", "Power", Formula="{panels} * 0.44", Section="House")
    shoot(tab, "fields")
    assert_accessible(tab)
    tab.get_by_role("link", name="Roof").click()
    assert_accessible(tab)
    shoot(tab, "field")


def test_three_fields_are_made_and_used(page: OpenPage, ada: User, as_ada: Actor) -> None:
    (nuria,) = create_contacts([{"name": "Nuria Ferrer"}], by=as_ada)
    create_contacts([{"name": "Omar Haddad"}], by=as_ada)
    tab = page(ada, "/settings/fields/")
    make_three(tab)

    tab.goto(f"/contacts/{nuria.id}/")
    fill(tab, "roof", "Flat")
    expect(tab.locator("main")).to_contain_text("changed Roof")
    fill(tab, "panels", "12.5")
    expect(tab.locator("main")).to_contain_text("changed Panels")
    tab.reload()
    expect(tab.locator("#field-power")).to_contain_text("5.5")
    expect(tab.locator("#field-roof")).to_contain_text("Flat")
    assert_accessible(tab)
    shoot(tab, "record")

    tab.goto("/contacts/?columns=name,roof,panels,power&sort=panels&group=roof")
    expect(tab.get_by_role("columnheader", name="Power")).to_be_visible()
    expect(tab.locator("main")).to_contain_text("5.5")
    shoot(tab, "list")
    assert_no_csp_reports(tab)


def test_the_pages_hold_on_a_phone_in_the_dark(page: OpenPage, ada: User) -> None:
    tab = page(ada, "/settings/fields/contact/new/", width=375, theme="dark")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(tab)
    shoot(tab, "types-phone")
    tab.goto("/settings/fields/contact/new/?type=choices")
    assert_accessible(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375
    shoot(tab, "new-phone")
    assert_no_csp_reports(tab)
