"""Lists in real Chromium: tabs, filters, columns, cells, groups, boards and calendars."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from tests.browser.sights import SCREENS
from trato.customers.public import Contact, create_companies, create_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate, SavedView, User, create_view

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("LIST_SHOTS", "")
PEOPLE = [
    ("Padmavathi Kondapalli", "customer", "పద్మావతి కొండపల్లి"),
    ("Joaquín Ferrer Lloret", "lead", ""),
    ("వెంకటరావు గోరంట్ల", "customer", ""),
    ("Élodie Marchand", "opportunity", ""),
    ("Tomasz Wieczorek", "lead", ""),
]


@pytest.fixture
def people(as_alice: Actor, installed: object) -> None:
    (firm,) = create_companies([{"name": "Godavari Fresh Farms and Irrigation Cooperative"}], by=as_alice)
    rows = [
        {
            "name": name,
            "lifecycle_stage": stage,
            "native_name": native,
            "email": f"a.rather.long.address.{number}@cooperative.example",
            "company": str(firm.id),
            "city": "Secunderabad",
        }
        for number, (name, stage, native) in enumerate(PEOPLE)
    ]
    create_contacts(rows, by=as_alice)


def shoot(tab: Page, name: str) -> None:
    if SHOTS:
        tab.screenshot(path=Path(SHOTS) / f"{name}.png")


def cell(tab: Page, name: str, column: str) -> str:
    place = tab.evaluate("name => document.querySelector(`[data-column=${name}]`).cellIndex", column) + 1
    return f"tr[data-row]:has-text('{name}') > :nth-child({place})"


def test_a_cell_is_edited_by_double_click_and_taken_back(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/")
    where = cell(tab, "Tomasz", "city")

    tab.locator(where).dblclick()
    control = tab.locator(".t-editing input[name=value]")
    expect(control).to_be_focused()
    control.fill("Sandomierz")
    shoot(tab, "edit")
    tab.keyboard.press("Enter")

    expect(tab.locator(where)).to_have_text("Sandomierz")
    expect(tab.locator("#toasts")).to_contain_text("City of Tomasz Wieczorek was changed.")
    tab.keyboard.press("u")
    expect(tab.locator(where)).to_have_text("Secunderabad")
    assert_no_csp_reports(tab)


def test_a_refused_cell_keeps_what_was_typed_and_escape_puts_back(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/")
    where = cell(tab, "Tomasz", "email")

    tab.locator(where).dblclick()
    control = tab.locator(".t-editing input[name=value]")
    expect(control).to_be_focused()
    control.fill("tomasz@@nowhere")
    tab.keyboard.press("Enter")
    expect(tab.locator(".t-editing .t-error")).to_be_visible()
    expect(control).to_have_value("tomasz@@nowhere")
    shoot(tab, "refused")

    tab.keyboard.press("Escape")
    expect(tab.locator(where)).to_contain_text("a.rather.long.address.4")


def test_somebody_faster_is_told_in_the_cell(page: OpenPage, alice: User, people: None, as_ada: Actor) -> None:
    tab = page(alice, "/contacts/")
    tab.locator(cell(tab, "Tomasz", "city")).dblclick()
    control = tab.locator(".t-editing input[name=value]")
    expect(control).to_be_focused()
    theirs = Contact.objects.get(name="Tomasz Wieczorek")
    update_contacts([RecordUpdate(id=theirs.id, values={"city": "Lublin"})], by=as_ada)

    control.fill("Sandomierz")
    tab.keyboard.press("Enter")

    expect(tab.locator(".t-editing [role=alert]")).to_contain_text("Ada wrote “Lublin”")
    expect(control).to_have_value("Sandomierz")


def test_cells_are_reached_and_edited_by_keyboard(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/?columns=city,source")

    tab.keyboard.press("j")
    expect(tab.locator("tr[data-row]").first.locator("[data-row-link]")).to_be_focused()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    expect(tab.locator(".t-editing input[name=value]")).to_be_focused()
    tab.keyboard.type("Alzira")
    tab.keyboard.press("Tab")
    expect(tab.locator(".t-editing input[name=value]")).to_have_value("")
    expect(tab.locator("tr[data-row]").first).to_contain_text("Alzira")


def test_a_filter_is_added_kept_as_a_view_changed_and_reset(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/")

    tab.locator(".t-chip-quick", has_text="Lifecycle").click()
    tab.locator("#filter-menu label", has_text="Customer").click()
    shoot(tab, "filter")
    tab.locator("#filter-menu button[type=submit]").click()
    expect(tab.locator("tr[data-row]")).to_have_count(2)
    assert tab.url.endswith("/contacts/?lifecycle_stage=customer")

    tab.get_by_role("button", name="Save as a new view").click()
    tab.locator("#view-name").fill("పద్మావతి & friends")
    shoot(tab, "view")
    tab.keyboard.press("Enter")
    expect(tab.locator(".t-view-tabs [aria-current=page]")).to_contain_text("పద్మావతి & friends")
    expect(tab.locator("tr[data-row]")).to_have_count(2)
    view = SavedView.objects.get()
    assert tab.url.endswith(f"/contacts/?view={view.id}")

    tab.get_by_role("link", name="Remove filter Lifecycle").click()
    expect(tab.locator(".t-dirty")).to_contain_text("Changed")
    expect(tab.locator("tr[data-row]")).to_have_count(5)
    tab.reload()
    expect(tab.locator(".t-dirty")).to_contain_text("Changed")
    tab.locator(".t-dirty a", has_text="Reset").click()
    expect(tab.locator("tr[data-row]")).to_have_count(2)
    expect(tab.locator(".t-dirty")).to_have_count(0)


def test_a_view_is_deleted_and_comes_back(page: OpenPage, alice: User, people: None, as_alice: Actor) -> None:
    view = create_view("contact", by=as_alice, name="Leads", query={"lifecycle_stage": ["lead"]})
    tab = page(alice, f"/contacts/?view={view.id}")
    expect(tab.locator("tr[data-row]")).to_have_count(2)

    tab.get_by_role("button", name="Change the view Leads").click()
    tab.locator("#view-menu button", has_text="Delete").click()
    expect(tab.locator(".t-view-tabs")).not_to_contain_text("Leads")
    expect(tab.locator("tr[data-row]")).to_have_count(5)
    tab.keyboard.press("u")
    expect(tab.locator(".t-view-tabs")).to_contain_text("Leads")


def test_the_owner_is_not_cut_off_by_long_addresses(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/")

    right = tab.evaluate("document.querySelector('tbody .c-own').getBoundingClientRect().right")
    assert right <= 1440
    shoot(tab, "list")


def test_a_column_grows_by_keyboard_and_the_address_keeps_it(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/")

    tab.get_by_role("separator", name="Width of City").focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_url("**widths=city**")
    expect(tab.get_by_role("separator", name="Width of City")).to_have_attribute("aria-valuenow", "152")


def test_columns_are_put_into_another_order(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/?columns=city,email")

    tab.locator("#choose-columns").click()
    tab.get_by_role("button", name="Move E-mail up").click()
    shoot(tab, "columns")
    tab.locator("#column-menu button[type=submit]").click()
    expect(tab.locator("th[data-column]").nth(1)).to_contain_text("E-mail")
    tab.locator("th[data-column=city]").drag_to(tab.locator("th[data-column=email]"), target_position={"x": 20, "y": 8})
    expect(tab.locator("th[data-column]").nth(1)).to_contain_text("City")


def test_groups_have_counts_and_rows_and_fold(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/?group=lifecycle_stage")

    expect(tab.locator("tr[data-row]")).to_have_count(5)
    expect(tab.locator(".t-group")).to_have_count(3)
    shoot(tab, "groups")
    tab.locator(".t-group button", has_text="Lead").click()
    expect(tab.locator("tr[data-row]:visible")).to_have_count(3)


def test_a_card_is_dragged_and_the_move_taken_back(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/?layout=board")
    card = tab.locator("[data-card]", has_text="Tomasz")
    shoot(tab, "board")

    box, to = card.bounding_box(), tab.locator("[data-lane=mql]").bounding_box()
    assert box
    assert to
    tab.mouse.move(box["x"] + 60, box["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(to["x"] + 60, to["y"] + 120, steps=8)
    shoot(tab, "board-drag")
    tab.mouse.up()
    expect(tab.locator("[data-lane=mql] [data-card]")).to_have_count(1)
    expect(tab.locator("#toasts")).to_contain_text("Lifecycle of Tomasz Wieczorek was changed.")
    assert Contact.objects.get(name="Tomasz Wieczorek").lifecycle_stage == "mql"
    tab.keyboard.press("u")
    expect(tab.locator("[data-lane=lead]")).to_contain_text("Tomasz")
    assert_no_csp_reports(tab)


def test_a_card_is_moved_by_keyboard_and_by_menu(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/?layout=board")

    tab.locator("[data-card]", has_text="Tomasz").locator("[data-row-link]").focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Space")
    expect(tab.locator("[data-lane=mql]")).to_contain_text("Tomasz")
    expect(tab.locator("#toasts")).to_contain_text("was changed")
    tab.get_by_role("button", name="Move Joaquín Ferrer Lloret").click()
    tab.get_by_role("menuitem", name="Customer").click()
    expect(tab.locator("[data-lane=customer]")).to_contain_text("Joaquín")


def test_a_move_of_what_somebody_changed_meanwhile_is_refused(
    page: OpenPage, alice: User, people: None, as_ada: Actor
) -> None:
    tab = page(alice, "/contacts/?layout=board")
    theirs = Contact.objects.get(name="Tomasz Wieczorek")
    update_contacts([RecordUpdate(id=theirs.id, values={"lifecycle_stage": "former"})], by=as_ada)

    tab.get_by_role("button", name="Move Tomasz Wieczorek").click()
    tab.get_by_role("menuitem", name="Customer").click()

    expect(tab.locator("#toasts")).to_contain_text("Ada changed it to “Former” meanwhile.")
    expect(tab.locator("[data-lane=former]")).to_contain_text("Tomasz")


def test_a_calendar_has_months_and_weeks(page: OpenPage, alice: User, people: None) -> None:
    tab = page(alice, "/contacts/?layout=calendar&by=created_at")

    expect(tab.locator(".t-today")).to_contain_text("1 more")
    shoot(tab, "month")
    tab.get_by_role("link", name="Week", exact=True).click()
    expect(tab.locator(".t-today [data-row]")).to_have_count(5)
    tab.locator(".t-today [data-day]").click()
    expect(tab.locator("tr[data-row]")).to_have_count(5)


def test_back_from_a_record_finds_the_place(page: OpenPage, alice: User, as_alice: Actor, installed: object) -> None:
    create_contacts([{"name": f"Person {number:03}"} for number in range(120)], by=as_alice)
    tab = page(alice, "/contacts/")
    for rows in (100, 120):
        tab.locator("#list-end").scroll_into_view_if_needed()
        expect(tab.locator("tr[data-row]")).to_have_count(rows)

    tab.get_by_role("link", name="Person 110").click()
    expect(tab.locator("h1")).to_have_text("Person 110")
    tab.go_back()
    expect(tab.get_by_role("link", name="Person 110")).to_be_in_viewport()


LOOKS = ["", "?layout=board", "?layout=calendar&by=created_at", "?group=lifecycle_stage"]


@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_every_layout_is_accessible(page: OpenPage, alice: User, people: None, width: int, theme: str) -> None:
    for number, address in enumerate(LOOKS):
        tab = page(alice, f"/contacts/{address}", width=width, theme=theme)
        expect(tab.locator("#list")).to_contain_text("Padmavathi")
        shoot(tab, f"look-{number}-{width}-{theme}")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(tab)
        assert_no_csp_reports(tab)
