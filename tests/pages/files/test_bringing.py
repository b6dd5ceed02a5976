"""Files on a record: what comes in, and how it goes out."""

from hashlib import sha256

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.pages.files.ground import HTMX, PDF, PNG, bring, files_of, only
from trato.customers.public import Contact
from trato.foundation.public import (
    StoredFile,
    incoming_folder,
    path_of,
)


def test_a_file_comes_in_and_goes_out_as_it_was(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("Contract.pdf", PDF))

    answer = page.get(f"{files_of(nuria)}{only().id}/")

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert only().digest == sha256(PDF).hexdigest()


def test_it_stands_beside_the_story_and_in_it(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("Contract.pdf", PDF))

    said = page.get(f"/contacts/{nuria.pk}/").content.decode()

    panel, story = said.partition('id="files"')[2], said.partition('id="story"')[2].partition('id="panels"')[0]
    assert "Contract.pdf" in panel
    assert "Contract.pdf" in story


def test_several_come_at_once(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"three"))

    assert set(StoredFile.objects.values_list("name", "size")) == {("a.txt", 3), ("b.txt", 3), ("c.txt", 5)}


def test_without_a_script_the_page_comes_back(page: Client, nuria: Contact) -> None:
    answer = bring(page, nuria, ("a.txt", b"one"), htmx=False)

    assert answer.status_code == 302
    assert answer["Location"] == f"/contacts/{nuria.pk}/"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("photo.txt", PNG, "image/png"),
        ("photo.png", b"<script>alert(1)</script>", "text/plain"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain"),
        ("letter", "Núria, ¿qué tal?".encode(), "text/plain"),
        ("unknown.pdf", b"\x01\x02\x00\x03", "application/octet-stream"),
    ],
)
def test_what_it_is_says_the_content_and_not_the_name(
    page: Client, nuria: Contact, name: str, content: bytes, expected: str
) -> None:
    bring(page, nuria, (name, content))

    assert only().content_type == expected


@pytest.mark.parametrize(("content", "way"), [(PNG, "inline"), (PDF, "inline"), (b"<html>", "attachment")])
def test_only_pictures_and_pdfs_are_shown_by_the_browser(
    page: Client, nuria: Contact, content: bytes, way: str
) -> None:
    bring(page, nuria, ("x", content))

    answer = page.get(f"{files_of(nuria)}{only().id}/")

    assert answer["Content-Disposition"].startswith(way)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("పద్మావతి.pdf", "పద్మావతి.pdf"),
        ("契約書.pdf", "契約書.pdf"),
        ("harmless\u202egnp.exe", "harmless_gnp.exe"),
        ("bell\x07.txt", "bell_.txt"),
        ("C:\\Users\\ana\\offer.txt", "offer.txt"),
        ("x" * 300 + ".txt", "x" * 195 + "….txt"),
        ("...", "file"),
    ],
)
def test_names_of_every_script_are_kept_and_tricks_are_not(given: str, kept: str) -> None:
    from trato.foundation.files.naming import plain_name

    assert plain_name(given) == kept


def test_a_name_goes_out_as_the_standard_says(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("Año.txt", b"one"))

    assert "filename*=utf-8''A%C3%B1o.txt" in page.get(f"{files_of(nuria)}{only().id}/")["Content-Disposition"]


def test_what_is_too_large_is_refused_by_name_and_the_others_stay(
    page: Client, nuria: Contact, settings: Settings
) -> None:
    settings.LARGEST_FILE = 1024 * 1024

    answer = bring(page, nuria, ("big.bin", b"x" * (1024 * 1024 + 1)), ("small.txt", b"one"))

    assert answer.status_code == 422
    assert "“big.bin” is larger than 1 MB. It was not kept." in answer.content.decode()
    assert only().name == "small.txt"
    assert list(incoming_folder().iterdir()) == []


def test_more_than_one_may_send_at_once_is_not_even_read(page: Client, nuria: Contact, settings: Settings) -> None:
    settings.MOST_SENT_AT_ONCE = 100

    answer = bring(page, nuria, ("a.txt", b"x" * 200))

    assert answer.status_code == 422
    assert not StoredFile.objects.exists()


def test_all_files_together_have_a_limit(page: Client, nuria: Contact, settings: Settings) -> None:
    settings.ALL_FILES = 5

    answer = bring(page, nuria, ("a.txt", b"123456"))

    assert "All files together" in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert list(incoming_folder().iterdir()) == []


@pytest.mark.parametrize(("name", "content"), [("empty.txt", b"")])
def test_an_empty_file_is_refused(page: Client, nuria: Contact, name: str, content: bytes) -> None:
    answer = bring(page, nuria, (name, content))

    assert "is empty" in answer.content.decode()


def test_sending_nothing_is_said(page: Client, nuria: Contact) -> None:
    answer = page.post(files_of(nuria), {}, headers=HTMX)

    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


def test_a_full_disk_is_said_and_loses_nothing(page: Client, nuria: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(page, nuria, ("before.txt", b"one"))
    monkeypatch.setattr("trato.foundation.files.receiving.LEFT_FREE", 2**62)

    answer = bring(page, nuria, ("after.txt", b"two"))

    assert answer.status_code == 422
    assert "There is no room for “after.txt”" in answer.content.decode()
    assert path_of(only().id).read_bytes() == b"one"
    assert list(incoming_folder().iterdir()) == []
