"""The big list of naughty strings: shown as what they are by every page, and found again."""

import json
import re
import unicodedata
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.checks import assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import Contact, create_contacts, write_note
from trato.foundation.public import Actor, User
from trato.kit.errors import DomainError
from trato.kit.testing.real_files import real_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_DOZEN = [
    "<script>document.title='owned';alert(1)</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "' onfocus=alert(1) autofocus='",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% now 'Y' %}",
    "=cmd|' /C calc'!A0",
    "'; drop table customers_contact; --",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤ ̖t̝͕̳̣̻̪͞h̼͓̲̦̳̘̲e͇̣̰̦̬͎ ̢̼̻̱̘h͚͎͙̜̣̲ͅi̦̲̣̰̤v̻͍e̺̭̳̪̰-m̢iͅn̖̺̞̲̯̰d̵̼̟͙̩̼̘̳ ̞̥̱̳̭r̛̗̘e͙p͠r̼̞̻̭̗e̺̠̣͟s̘͇̳͍̝͉e͉̥̯̞̲͚̬͜ǹ̬͎͎̟̖͇̤t͍̬̤͓̼̭͘ͅi̪̱n͠g̴͉ ͏͉ͅc̬̟h͡a̫̻̯͘o̫̟̖͍̙̝͉s̗̦̲.̨̹͈̣",
    "ثم نفس سقطت وبالتحديد،, جزيرتي باستخدام أن دنو",
    "田中さんにあげて下さい",
    "👩🏽 👨‍👩‍👧‍👦 శ్రీనివాస్",
    "1/0 \u202etest\u202d %s %(name)s ${HOME} ../../etc/passwd",
]


def has_words(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)


def no_dialogs(tab: Page) -> list[str]:
    opened: list[str] = []

    def close(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", close)
    return opened


def assert_harmless(tab: Page, opened: list[str]) -> None:
    assert opened == []
    assert "owned" not in tab.title().replace("document.title='owned'", "")
    assert tab.locator("img[src=x], main script:not([src]):not([nonce])").count() == 0
    assert_no_csp_reports(tab)


def see(tab: Page, text: str) -> None:
    """Spaces are the browser's to fold; direction marks have isolates around them that hold no text."""
    shown = " ".join(tab.locator("h1").inner_text().split())
    assert " ".join(text.split()) in shown


def test_what_somebody_is_called_is_only_shown(page: OpenPage, alice: User, as_alice: Actor) -> None:
    rows = [{"name": text, "city": text, "company": text, "tags": [text[:100]]} for text in A_DOZEN]
    stored = create_contacts(rows, by=as_alice)
    tab = page(alice)
    opened = no_dialogs(tab)
    for text, saved in zip(A_DOZEN, stored, strict=True):
        write_note(text, by=as_alice, contact_id=saved.id)
        tab.goto(f"/contacts/?q={quote(text)}")
        tab.goto(f"/contacts/{saved.id}/")
        see(tab, text)
    for address in ("/contacts/", "/companies/", "/"):
        tab.goto(address)
    assert_harmless(tab, opened)


def test_a_form_takes_them_as_they_are(page: OpenPage, alice: User) -> None:
    tab = page(alice)
    opened = no_dialogs(tab)
    for text in A_DOZEN:
        tab.goto("/new/contact/")
        tab.locator("main input[name=name]").fill(text)
        tab.locator("main form.t-form button[type=submit]").click()
        tab.wait_for_url(re.compile(r"/contacts/[0-9a-f-]+/$"))
        see(tab, text)
    assert_harmless(tab, opened)
    assert set(Contact.objects.values_list("name", flat=True)) == set(A_DOZEN)


def test_the_palette_finds_each_again(page: OpenPage, alice: User, as_alice: Actor) -> None:
    create_contacts([{"name": text} for text in A_DOZEN], by=as_alice)
    tab = page(alice, "/contacts/")
    opened = no_dialogs(tab)
    for text in filter(has_words, A_DOZEN):
        tab.keyboard.press("Control+k")
        tab.locator("dialog[open] input, [role=combobox]:visible").first.fill(text)
        known = " ".join(text.split())[:15]
        expect(tab.get_by_role("option").filter(has_text=known).first).to_be_visible()
        tab.keyboard.press("Escape")
    assert_harmless(tab, opened)


def naughty() -> list[str]:
    strings: list[Any] = json.loads(real_file("robustness/blns/blns.json").read_text("utf-8"))
    return [text for text in strings if text.strip()]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_whole_list_is_stored_shown_and_found(page: OpenPage, alice: User, as_alice: Actor) -> None:
    stored = []
    for text in naughty():
        try:
            (saved,) = create_contacts([{"name": text}], by=as_alice)
        except DomainError:
            continue  # such as one that is too long
        stored.append((text, saved.id))
    assert len(stored) > 450
    assert [Contact.objects.get(pk=id_).name for _text, id_ in stored] == [text for text, _id in stored]
    tab = page(alice)
    opened = no_dialogs(tab)
    for text, id_ in stored:
        tab.goto(f"/contacts/{id_}/")
        see(tab, text)
        if has_words(text):
            tab.goto(f"/contacts/?q={quote(text[:200])}")
            assert tab.locator(f"a[href^='/contacts/{id_}/']").count() or tab.locator("a[href*='after=']").count(), text
    assert_harmless(tab, opened)
