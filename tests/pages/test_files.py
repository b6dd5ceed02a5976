"""Files on a record: what comes in, what goes out, and who may do either."""

from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from trato.customers.public import Company, Contact, trash_contacts
from trato.foundation.change_sets.undoing import pointed_at
from trato.foundation.public import (
    Actor,
    Change,
    LoggedEvent,
    Role,
    StoredFile,
    User,
    incoming_folder,
    path_of,
    record_kind,
    sweep_files,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PDF = b"%PDF-1.7\n" + b"x" * 64
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def page(alice: User) -> Client:
    return signed_in(alice)


def files_of(record: Contact | Company) -> str:
    return f"/{'contacts' if isinstance(record, Contact) else 'companies'}/{record.pk}/files/"


def bring(client: Client, record: Contact | Company, *files: tuple[str, bytes], htmx: bool = True) -> object:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(files_of(record), {"file": sent}, headers=HTMX if htmx else {})


def only() -> StoredFile:
    return StoredFile.objects.get()


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


def test_it_is_gone_and_comes_back(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.txt", b"one"))
    address = f"{files_of(nuria)}{only().id}/"

    removed = page.post(f"{address}remove/", headers=HTMX).content.decode()
    gone = page.get(address).status_code
    page.post(f"{address}restore/", headers=HTMX)

    assert f"{address}restore/" in removed
    assert gone == 404
    assert b"".join(page.get(address).streaming_content) == b"one"


def test_each_change_has_its_event_and_its_change_row(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("Secret name.txt", b"one"))
    file = only()
    page.post(f"{files_of(nuria)}{file.id}/remove/", headers=HTMX)
    page.post(f"{files_of(nuria)}{file.id}/remove/", headers=HTMX)
    page.post(f"{files_of(nuria)}{file.id}/restore/", headers=HTMX)

    told = LoggedEvent.objects.filter(subject_id=file.id).order_by("at")
    assert [row.kind.partition(".")[2] for row in told] == ["file_added", "file_removed", "file_restored"]
    assert {row.contact_id for row in told} == {nuria.pk}
    assert "Secret" not in str([row.data for row in told])
    assert list(Change.objects.filter(record_id=file.id).order_by("version").values_list("version", "act")) == [
        (1, "create"),
        (2, "trash"),
        (3, "restore"),
    ]


def test_who_does_not_see_the_record_sees_none_of_its_files(page: Client, bob: User, nuria: Contact) -> None:
    bring(page, nuria, ("a.txt", b"one"))
    stranger = signed_in(bob)

    assert stranger.get(files_of(nuria)).status_code == 404
    assert stranger.get(f"{files_of(nuria)}{only().id}/").status_code == 404
    assert stranger.post(f"{files_of(nuria)}{only().id}/remove/").status_code == 404


def test_who_sees_and_may_not_edit_looks_only(page: Client, nuria: Contact, seller: Role) -> None:
    bring(page, nuria, ("a.txt", b"one"))
    seller.rights = {**seller.rights, "customers.edit_contacts": 0}
    seller.save()

    said = page.get(f"/contacts/{nuria.pk}/").content.decode().partition('id="files"')[2]
    assert "a.txt" in said
    assert "data-upload" not in said
    assert bring(page, nuria, ("b.txt", b"two")).status_code == 403
    assert page.post(f"{files_of(nuria)}{only().id}/remove/").status_code == 403
    assert list(incoming_folder().iterdir()) == []


def test_a_file_is_not_reached_through_another_record(page: Client, nuria: Contact, bakery: Company) -> None:
    bring(page, nuria, ("a.txt", b"one"))

    assert page.get(f"{files_of(bakery)}{only().id}/").status_code == 404
    assert page.get(f"{files_of(nuria)}{uuid4()}/").status_code == 404


def test_a_record_in_the_trash_takes_none(page: Client, nuria: Contact, as_alice: Actor) -> None:
    trash_contacts([nuria.pk], by=as_alice)

    assert bring(page, nuria, ("a.txt", b"one")).status_code == 403


def test_a_page_that_is_not_ours_cannot_send_any(alice: User, nuria: Contact) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(alice)

    assert bring(stranger, nuria, ("a.txt", b"one"), htmx=False).status_code == 403
    assert not StoredFile.objects.exists()


def test_content_that_is_missing_is_no_crash(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.txt", b"one"))
    path_of(only().id).unlink()

    from trato.foundation.files.queries import lost_files

    assert page.get(f"{files_of(nuria)}{only().id}/").status_code == 404
    assert str(only().id) in lost_files()


def test_the_sweep_takes_what_nobody_kept_and_nothing_else(page: Client, nuria: Contact) -> None:
    import os

    bring(page, nuria, ("a.txt", b"one"))
    forgotten, fresh = path_of(uuid4()), incoming_folder() / "fresh"
    given_up = incoming_folder() / "given-up"
    for path in (forgotten, fresh, given_up):
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(b"x")
    for path in (forgotten, given_up, path_of(only().id)):
        os.utime(path, (0, 0))

    assert sweep_files() == 2
    assert path_of(only().id).exists()
    assert fresh.exists()
    assert not forgotten.exists()


def test_a_change_that_fails_leaves_no_row(page: Client, nuria: Contact, as_alice: Actor) -> None:
    from trato.foundation.public import ReceivedFile, add_files

    path = incoming_folder() / "one"
    path.write_bytes(b"one")
    with transaction.atomic():
        add_files([ReceivedFile("a.txt", path, size=3)], kind="contact", record_id=nuria.pk, by=as_alice)
        transaction.set_rollback(True)

    assert not StoredFile.objects.exists()


def test_a_record_with_a_file_is_not_thrown_away_by_an_undo(page: Client, nuria: Contact) -> None:
    assert pointed_at(record_kind("contact"), [nuria.id]) == set()
    bring(page, nuria, ("a.txt", b"one"))
    assert pointed_at(record_kind("contact"), [nuria.id]) == {nuria.id}

    page.post(f"{files_of(nuria)}{only().id}/remove/", headers=HTMX)
    assert pointed_at(record_kind("contact"), [nuria.id]) == set()
