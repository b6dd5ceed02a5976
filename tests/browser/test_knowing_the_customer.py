"""Ada moves in with the files of another CRM and comes to know its customers in full, in each of the languages."""

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.duplicates.scanning import scan
from trato.customers.privacy.models import AccessExport
from trato.customers.privacy.use_cases.answer import write_access_export
from trato.customers.public import Contact, Segment, recount
from trato.foundation.moving_in.public import Move, run_move_to_the_end
from trato.foundation.public import Erasure, User, record_kind, run_erasure_to_the_end

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Said = Callable[..., str]
PEOPLE = ["Ana Ruiz", "Bea Soler", "Carla Mas", "Dora Vila", "Eva Roca", "Fina Prat", "Gala Coll", "Hebe Nadal"]
PEOPLE += ["Iria Pons", "Jana Serra"]
PAIRS = 10


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def export_of_another_system(folder: Path) -> list[Path]:
    """What HubSpot gives. Everybody stands there twice, with one phone number and two addresses."""
    people = [
        [number, *name.split(), f"{name.split()[0].lower()}@{place}.example", f"+34 600 10 00 {at:02}", "Lead", "901"]
        for at, name in enumerate(PEOPLE)
        for number, place in ((2 * at + 1, "work"), (2 * at + 2, "home"))
    ]
    about = ["Associated Contact IDs", "Associated Company IDs"]
    mail = ["First Name", "Last Name", "Email", "Phone Number", "Lifecycle Stage", "Primary Associated Company ID"]
    tables: dict[str, list[list[object]]] = {
        "companies": [["Record ID", "Company name"], [901, "Molino de Soria"]],
        "contacts": [["Record ID", *mail], *people],
        "notes": [
            ["Record ID", "Note body", "Activity date", "Activity assigned to", *about],
            [701, "<p>Has a <b>south</b> roof.</p>", "2022-03-01 10:00", "Ada", 1, 901],
        ],
        "tasks": [
            ["Record ID", "Task Title", "Task Status", "Due date", "Assigned to", *about],
            [801, "Send the offer", "NOT_STARTED", "2030-05-01 09:00", "Ada", 1, 901],
        ],
        "deals": [
            ["Record ID", "Deal Name", "Amount", "Deal owner", *about],
            [601, "Roof of the mill", "12000", "Ada", 1, 901],
        ],
    }
    return [written(folder / f"hubspot-crm-exports-all-{name}.csv", rows) for name, rows in tables.items()]


def written(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def in_words_of(language: str) -> Said:
    def said(text: str, **values: object) -> str:
        with override(language):
            return gettext(text) % values if values else gettext(text)

    return said


@pytest.mark.parametrize("language", ["en", "es", "te"])
def test_ada_knows_her_customers_without_help_and_without_a_command(
    page: OpenPage, ada: User, language: str, tmp_path: Path
) -> None:
    User.objects.filter(pk=ada.pk).update(language=language)
    said = in_words_of(language)
    tab = page(ada, "/", language=language)

    move_in(tab, said, export_of_another_system(tmp_path))
    ana = Contact.objects.filter(name="Ana Ruiz").order_by("id")[0]
    see_what_came_with_her(tab, ana)
    make_three_fields(tab, said)
    write_note(tab, said, ana)
    build_a_segment(tab, said)
    merge_ten_and_unmerge_one(tab, said)
    answer_a_request(tab, said, ana, tmp_path / "answer.zip")
    erase(tab, said, ana)
    assert_no_csp_reports(tab)


def move_in(tab: Page, said: Said, files: list[Path]) -> None:
    tab.goto("/imports/")
    tab.get_by_role("link", name=said("Move in from another program")).click()
    tab.get_by_label("HubSpot").check()
    tab.set_input_files("input[type=file]", files)
    tab.get_by_role("button", name=said("Look at the files")).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(said("Moving in from %(label)s", label="HubSpot"))
    assert_accessible(tab)
    tab.get_by_role("button", name=said("Move in now")).click()
    expect(tab.get_by_text(said("Waiting for a worker"))).to_be_visible()
    run_move_to_the_end(Move.objects.get().id)
    expect(tab.get_by_text(said("You have moved in. Everything is here."))).to_be_visible()
    assert_accessible(tab)
    scan(record_kind("contact"))
    assert Contact.objects.filter(is_standing=True).count() == 2 * PAIRS


def see_what_came_with_her(tab: Page, ana: Contact) -> None:
    tab.goto(f"/contacts/{ana.id}/")
    expect(tab.locator("#story")).to_contain_text("Has a south roof.")
    for text in ("Molino de Soria", "Send the offer", "Roof of the mill"):
        expect(tab.get_by_role("main")).to_contain_text(text)


def make_three_fields(tab: Page, said: Said) -> None:
    made: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("Choice", "Roof", {"Options": "Flat\nPitched"}),
        ("Number", "Panels", {}),
    )
    for kind, label, typed in (*made, ("Formula", "Power", {"Formula": "{panels} * 0.44"})):
        tab.goto("/settings/fields/contact/new/")
        tab.get_by_role("link", name=said(kind), exact=True).click()
        tab.get_by_label(said("Label")).fill(label)
        for name, text in typed.items():
            tab.get_by_label(said(name)).first.fill(text)
        assert_accessible(tab)
        tab.get_by_role("button", name=said("Save")).click()
        expect(tab.get_by_role("rowheader", name=label)).to_be_visible()


def write_note(tab: Page, said: Said, contact: Contact) -> None:
    tab.goto(f"/contacts/{contact.id}/")
    tab.locator("#compose-note textarea").fill("Wants a flat roof.")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#story, main").first).to_contain_text("Wants a flat roof.")


def build_a_segment(tab: Page, said: Said) -> None:
    tab.goto("/new/segment/")
    tab.locator("main input[name=name]").fill("Talked to")
    tab.get_by_role("main").locator("button.btn-primary").last.click()
    tab.get_by_role("link", name=said("Build the rules")).click()
    happened = new_rule(tab.locator("[data-rules]"), said("Note written"), said)
    happened.get_by_role("spinbutton").last.fill("7")
    expect(tab.locator("[data-rules-count]")).to_contain_text("1")
    assert_accessible(tab)
    tab.get_by_role("button", name=said("Save rules")).click()
    tab.wait_for_url(re.compile(r"/segments/[0-9a-f-]+/$"))
    recount(Segment.objects.get().id)
    tab.reload()
    tab.locator("#panels a[href*='/contacts/?']").first.click()
    expect(tab.get_by_role("link", name="Ana Ruiz")).to_be_visible()
    expect(tab.locator("[data-row]")).to_have_count(1)


def new_rule(builder: Locator, called: str, said: Said) -> Locator:
    builder.get_by_role("button", name=said("Add rule")).last.press("Enter")
    search = builder.get_by_role("searchbox")
    expect(search).to_be_focused()
    search.fill(called)
    search.press("Enter")
    row = builder.locator("[data-rule]").last
    expect(row.locator("[data-control]").first).to_be_visible()
    return row


def merge_ten_and_unmerge_one(tab: Page, said: Said) -> None:
    tab.goto("/duplicates/contacts/")
    boxes = tab.locator("#pairs input[name=pairs]")
    expect(boxes).to_have_count(PAIRS)
    assert_accessible(tab)
    for number in range(PAIRS):
        boxes.nth(number).check()
    tab.get_by_role("button", name=said("Merge the selected pairs")).click()
    expect(tab.locator("#pairs")).to_have_count(0)
    assert Contact.objects.filter(is_standing=True).count() == PAIRS

    bea = Contact.objects.get(is_standing=True, name="Bea Soler")
    tab.goto(f"/contacts/{bea.id}/")
    tab.locator("#panels").get_by_role("link", name=said("Unmerge")).click()
    assert_accessible(tab)
    tab.get_by_role("main").get_by_role("button", name=said("Unmerge")).click()
    expect(tab.get_by_text(said("It is a record of its own again."))).to_be_visible()
    assert Contact.objects.filter(is_standing=True).count() == PAIRS + 1


def answer_a_request(tab: Page, said: Said, ana: Contact, file: Path) -> None:
    tab.goto(f"/contacts/{ana.id}/")
    tab.get_by_role("link", name=said("Requests about their data")).click()
    assert_accessible(tab)
    tab.get_by_role("button", name=said("Write the file")).click()
    expect(tab.get_by_text(said("Waiting"))).to_be_visible()
    write_access_export(AccessExport.objects.get().id, language="en")
    tab.get_by_role("link", name=said("Refresh")).click()
    with tab.expect_download() as fetched:
        tab.get_by_role("link", name=re.compile("personal-data")).click()
    fetched.value.save_as(file)
    assert file.stat().st_size > 0


def erase(tab: Page, said: Said, ana: Contact) -> None:
    tab.get_by_label(said("Type the name to confirm")).fill("Ana Ruiz")
    tab.get_by_role("button", name=said("Erase for ever")).click()
    expect(tab.get_by_text(said("It is under way. This page shows when it is done."))).to_be_visible()
    run_erasure_to_the_end(Erasure.objects.get().id)
    expect(tab.get_by_text(said("Everything that named this person was erased."))).to_be_visible()
    assert_accessible(tab)
    assert not Contact.objects.filter(name="Ana Ruiz").exists()
