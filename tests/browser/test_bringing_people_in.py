"""An administrator brings the sellers of a file in, looked at before and found among the people after."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.foundation.public import User

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("PEOPLE_SHOTS", "")


def look(tab: Page, name: str) -> None:
    """Asked for by hand: PEOPLE_SHOTS is a folder."""
    for width in (1440, 375) if SHOTS else ():
        tab.set_viewport_size({"width": width, "height": 900})
        tab.screenshot(path=f"{SHOTS}/{name}-{width}.png")
    if SHOTS:
        tab.set_viewport_size({"width": 1440, "height": 900})


def test_sellers_come_in_by_a_file(page: OpenPage, ada: User, tmp_path: Path) -> None:
    file = tmp_path / "sellers.csv"
    file.write_text("sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n,,East\nAda,,\n")
    tab = page(ada, "/settings/people/")
    tab.get_by_role("link", name="Bring in a file").click()
    expect(tab.get_by_role("heading", name="Bring people in")).to_be_visible()
    assert_accessible(tab)
    tab.set_input_files("input[type=file]", str(file))
    tab.get_by_role("button", name="Upload").click()

    expect(tab.get_by_text("Central › Dustin Brinkmann")).to_be_visible()
    assert_accessible(tab)
    look(tab, "preview")
    tab.get_by_role("button", name="Bring people in").click()

    expect(tab.get_by_role("heading", name="1 colleague came in.")).to_be_visible()
    assert_accessible(tab)
    look(tab, "done")
    tab.get_by_role("link", name="Back to people").click()
    expect(tab.get_by_role("link", name="Anna Snelling")).to_be_visible()
    expect(tab.get_by_text("Not invited yet")).to_be_visible()
    assert_accessible(tab)
    look(tab, "people")
    assert_no_csp_reports(tab)
