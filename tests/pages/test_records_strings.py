"""Whatever people type is stored exactly, line ends as LF, and shown as text."""

import json
from base64 import b64decode
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact, Note
from trato.foundation.public import User
from trato.kit.testing.real_files import real_file

HTMX = {"HX-Request": "true"}
PAGE = 20  # notes that a story shows at once
NAUGHTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg/onload=alert(1)>",
    "' or 1=1 --",
    "{{ 7 * 7 }} {% debug %}",
    "<hx-partial hx-target='body'>gone</hx-partial>",
    "javascript:alert(1)",
    "\u202eright to left\u202c",
    "పద్మావతి కొండపల్లి",
    "王小明",
    "👩‍👩‍👧‍👦 family",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "two\nlines\n\nand more",
    "\nbegins with a line end",
    "tab\tand \u00a0no-break",
    "%s %(name)s %",
    "null",
    "﻿with a mark",
    "trailing   ",
    "\x0b\x1f control",
    "&amp; &lt;b&gt;",
]


class Tags(HTMLParser):
    """Every tag and attribute that a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _value in attrs]))


def shape(said: str) -> set[str]:
    """What could run: tags that nobody of us wrote, and handlers."""
    parser = Tags()
    parser.feed(said)
    risky = {
        tag for tag, _names in parser.found if tag in ("iframe", "object", "embed", "img", "base", "meta-x", "marquee")
    }
    return risky | {name for _tag, names in parser.found for name in names if name.startswith("on")}


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def rename(page: Client, contact: Contact, text: str) -> Any:
    return page.post(f"/contacts/{contact.id}/fields/name/", {"value": text}, headers=HTMX)


def check(page: Client, contact: Contact, text: str) -> None:
    """Through the form and back: the name, then a note."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    renamed = rename(page, contact, text)
    noted = page.post(f"/notes/contact/{contact.id}/write/", {"body": text}, headers=HTMX)
    if "\0" in text:
        assert (renamed.status_code, noted.status_code) == (422, 422), repr(text)
        return
    assert renamed.status_code in ((200,) if kept else (422,)), (repr(text), renamed.content)
    contact.refresh_from_db()
    if kept:
        assert contact.name == kept
    if noted.status_code == 200:
        assert Note.objects.latest("created_at").body == kept
    else:
        assert not kept.strip(" \t\n"), repr(text)
    whole = page.get(f"/contacts/{contact.id}/").content.decode()
    editor = page.get(f"/contacts/{contact.id}/fields/name/", headers=HTMX).content.decode()
    assert escape(contact.name) in whole
    assert escape(contact.name) in editor
    assert not shape(whole), repr(text)
    assert not shape(editor), repr(text)


@pytest.mark.parametrize("text", NAUGHTY)
def test_it_is_stored_exactly_and_shown_as_text(page: Client, nuria: Contact, text: str) -> None:
    check(page, nuria, text)


def test_every_line_end_becomes_lf(page: Client, nuria: Contact) -> None:
    rename(page, nuria, "one\r\ntwo\rthree\nfour")

    nuria.refresh_from_db()
    assert nuria.name == "one\ntwo\nthree\nfour"


def test_a_text_of_several_lines_is_edited_in_a_box_that_keeps_them(page: Client, nuria: Contact) -> None:
    rename(page, nuria, "\none\ntwo")

    editor = page.get(f"/contacts/{nuria.id}/fields/name/", headers=HTMX).content.decode()

    assert ">\n\none\ntwo</textarea>" in editor, "a browser drops the first line end of a box"


def test_a_nul_is_refused_with_its_place_and_kept_nowhere(page: Client, nuria: Contact) -> None:
    answer = rename(page, nuria, "Nú\0ria")

    assert answer.status_code == 422
    assert "Character 3 is a NUL" in answer.content.decode()


def test_a_name_too_long_is_refused_and_kept_in_the_editor(page: Client, nuria: Contact) -> None:
    answer = rename(page, nuria, "n" * 1_001)

    assert answer.status_code == 422
    assert "n" * 1_001 in answer.content.decode()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_whole_list_of_naughty_strings(page: Client, nuria: Contact) -> None:
    """Every string through both forms; shown a page of notes at a time. Of spaces alone nobody's name is made."""
    coded = json.loads(real_file("robustness/blns/blns.base64.json").read_text(encoding="utf-8"))
    strings = [b64decode(each).decode() for each in coded]

    for start in range(0, len(strings), PAGE):
        batch = [text.replace("\r\n", "\n").replace("\r", "\n") for text in strings[start : start + PAGE]]
        for text in batch:
            named, before = text or "-", nuria.name
            page.post(f"/contacts/{nuria.id}/fields/name/", {"value": named})
            nuria.refresh_from_db()
            assert nuria.name == (named if named.strip() else before)
        for text in batch:
            page.post(f"/notes/contact/{nuria.id}/write/", {"body": text})
        written = [text for text in batch if text.strip(" \t\n")]
        assert sorted(Note.objects.values_list("body", flat=True)) == sorted(written)
        whole = page.get(f"/contacts/{nuria.id}/").content.decode()
        assert not [text for text in written if len(text) < 500 and escape(text) not in whole]
        assert not shape(whole)
        Note.objects.all().delete()
