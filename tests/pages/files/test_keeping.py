"""Files on a record: who may do what, and what becomes of them later."""

from uuid import uuid4

from django.db import transaction
from django.test import Client

from tests.pages.files.ground import HTMX, bring, files_of, only, signed_in
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
