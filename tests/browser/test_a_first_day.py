"""A person's first day, in a real browser: set up, sign in, add, find, write down, bring a file in."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import Contact
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.public import Import, Installation, User, make_first_run_link
from trato.kit.testing.real_files import real_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRMS = """account,sector,revenue,employees,office_location,subsidiary_of
Riegos Ibáñez,farming,1100.04,2822,Spain,
రైతు బజార్,retail,251.41,495,India,Riegos Ibáñez
Bad Row Ltd,retail,not money,1,Kenya,
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


def test_the_link_on_the_console_sets_the_company_up(page: OpenPage) -> None:
    tab = page(None, make_first_run_link())
    assert_accessible(tab)

    tab.locator("input[name=company_name]").fill("Acequia Solar")
    tab.locator("select[name=currency]").select_option("EUR")
    tab.locator("select[name=phone_country]").select_option("ES")
    tab.get_by_label("Your name").fill("Nadia Ortiz")
    tab.get_by_label("Your e-mail").fill("nadia@acequia.example")
    tab.locator("input[name=password]").fill("riego-por-goteo-2026")
    tab.get_by_role("button", name="Set up and sign in").click()
    tab.wait_for_url("**/welcome/")

    assert Installation.objects.get().name == "Acequia Solar"
    assert User.objects.get().email == "nadia@acequia.example"
    assert_accessible(tab)
    assert_no_csp_reports(tab)


def test_a_contact_is_added_by_keyboard_alone_and_found_again(page: OpenPage, alice: User) -> None:
    tab = page(alice, "/contacts/")
    tab.keyboard.press("c")
    tab.locator("#create-form input[name=name]").fill("Padmavathi Kondapalli")
    tab.locator("#create-form input[name=email]").fill("padma.k@godavari.example")
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Padmavathi Kondapalli")

    tab.keyboard.press("Control+k")
    tab.keyboard.type("godav")
    expect(tab.get_by_role("listbox").get_by_role("option").first).to_contain_text("Padmavathi")
    assert_accessible(tab)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Padmavathi Kondapalli")
    assert_no_csp_reports(tab)


def test_a_note_is_written_and_stands_in_the_story(page: OpenPage, alice: User, nuria: Contact) -> None:
    tab = page(alice, f"/contacts/{nuria.id}/")
    box = tab.get_by_role("textbox", name=re.compile("note", re.IGNORECASE)).first
    box.fill("Asked for two ovens.\nCall on Monday <b>early</b>.")
    tab.keyboard.press("Control+Enter")

    expect(tab.get_by_text("Asked for two ovens.")).to_be_visible()
    expect(tab.get_by_text("<b>early</b>")).to_be_visible()
    assert_accessible(tab)
    assert_no_csp_reports(tab)


def test_a_file_is_brought_in_as_a_person_would(page: OpenPage, alice: User, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text(FIRMS)
    done = _bring_in(page, alice, file)

    assert (done.created_count, done.failed_count) == (2, 1)


def test_the_real_accounts_come_in_whole(page: OpenPage, alice: User, home: Path) -> None:
    done = _bring_in(page, alice, real_file("sales_pipeline/accounts.csv"))

    assert (done.created_count, done.failed_count) == (85, 0)


def _bring_in(page: OpenPage, alice: User, file: Path) -> Import:
    tab = page(alice, "/imports/")
    assert_accessible(tab)
    tab.locator("select[name=kind]").select_option("company")
    tab.set_input_files("input[type=file]", file)
    tab.get_by_role("button", name="Upload").click()
    for step in ("columns", "matching", "preview"):
        tab.wait_for_url(f"**/{step}/")
        assert_accessible(tab)
        tab.get_by_role("main").locator("button.btn-primary").last.click()
    tab.wait_for_url(re.compile(r"/imports/[0-9a-f-]+/$"))
    run_to_the_end(Import.objects.get().id)
    tab.reload()
    assert_accessible(tab)
    assert_no_csp_reports(tab)
    return Import.objects.get()
