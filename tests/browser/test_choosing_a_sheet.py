"""A workbook with two sheets is uploaded, and the other sheet is chosen."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from trato.foundation.public import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Customers"
    book.active.append(["Name", "Email"])
    book.active.append(["Ada", "ada@a.example"])
    other = book.create_sheet("Leads")
    other.append(["Full name", "City"])
    other.append(["Lea", "Lima"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_the_columns_follow_the_sheet_that_is_chosen(page: OpenPage, alice: User) -> None:
    tab = page(alice, "/imports/")
    tab.set_input_files("input[type=file]", {"name": "people.xlsx", "mimeType": "x/x", "buffer": workbook()})
    tab.get_by_role("button", name="Upload").click()
    expect(tab.get_by_label("Sheet")).to_have_value("Customers")
    expect(tab.get_by_role("rowheader", name="Email")).to_be_visible()
    tab.get_by_label("Sheet").select_option("Leads")
    expect(tab.get_by_role("rowheader", name="City")).to_be_visible()
    expect(tab.get_by_label("Sheet")).to_have_value("Leads")
    expect(tab.get_by_role("rowheader", name="Email")).to_have_count(0)
