"""Somebody asks what we know about them and gets all of it, in a file that a person can read."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from trato.customers.privacy.files import export_path, privacy_folder
from trato.customers.privacy.models import AccessExport
from trato.customers.privacy.use_cases.answer import (
    delete_access_export,
    fetch_access_export,
    forget_old_answers,
    start_access_export,
    write_access_export,
)
from trato.customers.public import (
    Contact,
    Statement,
    create_contacts,
    create_purpose,
    create_tasks,
    record_consents,
    update_contacts,
    write_note,
)
from trato.foundation.public import (
    SYSTEM,
    Actor,
    LoggedEvent,
    NotAllowed,
    PersonalData,
    ReceivedFile,
    RecordUpdate,
    User,
    add_files,
    incoming_folder,
    record_kind,
)
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.ids import new_id
from trato.kit.testing.programs import Program


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def known(nuria: Contact, as_alice: Actor) -> Contact:
    write_note("She likes <b>olives</b> & zeros.", by=as_alice, contact_id=nuria.id)
    create_tasks([{"name": "Call her", "details": "About the oven", "contact": str(nuria.id)}], by=as_alice)
    update_contacts([RecordUpdate(id=nuria.id, values={"native_name": "నూరియా", "city": "Alzira"})], by=as_alice)
    path = incoming_folder() / str(new_id())
    path.write_bytes(b"Offer")
    received = ReceivedFile("../../etc/ofertă 1.txt", path, size=5, digest="0" * 64, head=b"Offer")
    add_files([received], kind="contact", record_id=nuria.id, by=as_alice)
    create_purpose("news", "News", channels=["email"], wordings={"en": "Write to me."}, by=SYSTEM)
    said = Statement(
        contact_id=nuria.id, purpose="news", channel="email", state="given", source="form", wording=1, language="en"
    )
    record_consents([said], by=as_alice)
    return nuria


def answered(contact: Contact, by: Actor) -> zipfile.ZipFile:
    one = start_access_export(contact.id, by=by)
    write_access_export(one.id, language="en")
    one.refresh_from_db()
    assert one.is_finished
    return zipfile.ZipFile(export_path(one.id))


def data_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(archive.read("data.json"))["data"]
    return found


def test_everything_is_in_it_to_be_read_and_for_programs(known: Contact, as_ada: Actor) -> None:
    archive = answered(known, as_ada)

    data, page = data_of(archive), archive.read("index.html").decode()
    (contact,) = data["customers.contact"]
    assert (contact["name"], contact["native_name"], contact["city"]) == ("Núria Bosch", "నూరియా", "Alzira")
    assert data["customers.notes"][0]["text"] == "She likes <b>olives</b> & zeros."
    assert data["customers.tasks"][0]["details"] == "About the oven"
    assert data["customers.consents"][0]["wording"] == "Write to me."
    assert {"customers.events", "foundation.changes", "foundation.files"} <= data.keys()
    assert "She likes &lt;b&gt;olives&lt;/b&gt; &amp; zeros." in page, "what people wrote is text"
    assert "నూరియా" in page


def test_every_field_that_the_registry_knows_is_in_it(known: Contact, as_ada: Actor) -> None:
    (contact,) = data_of(answered(known, as_ada))["customers.contact"]

    assert {spec.name for spec in record_kind("contact").fields} <= contact.keys()


def test_files_are_in_it_under_harmless_names(known: Contact, as_ada: Actor) -> None:
    archive = answered(known, as_ada)

    (name,) = [each for each in archive.namelist() if each.startswith("files/")]
    assert archive.read(name) == b"Offer"
    assert ".." not in name.removeprefix("files/").replace("..", "", 0).split("/")
    assert name.count("/") == 1


def test_all_that_was_merged_is_in_it(known: Contact, as_alice: Actor, as_ada: Actor) -> None:
    (saved,) = create_contacts([{"name": "N. Bosch", "email": "n@old.example"}], by=as_alice)
    write_note("Before the merge", by=as_alice, contact_id=saved.id)
    Contact.objects.filter(pk=saved.id).update(root=known)

    data = data_of(answered(known, as_ada))

    assert {each["name"] for each in data["customers.contact"]} == {"Núria Bosch", "N. Bosch"}
    assert {each["text"] for each in data["customers.notes"]} >= {"Before the merge"}


def test_what_is_about_others_is_not(known: Contact, as_alice: Actor, as_ada: Actor) -> None:
    (saved,) = create_contacts([{"name": "Somebody Else", "email": "else@x.example"}], by=as_alice)
    write_note("Not hers", by=as_alice, contact_id=saved.id)

    archive = answered(known, as_ada)

    told = archive.read("data.json") + archive.read("index.html")
    assert b"Not hers" not in told
    assert b"else@x.example" not in told


def test_it_is_told_in_the_log_that_it_was_written_and_fetched(known: Contact, as_ada: Actor) -> None:
    answered(known, as_ada)
    one = AccessExport.objects.get()
    fetch_access_export(one.id, by=as_ada)

    told = LoggedEvent.objects.filter(subject_id=known.id, kind__startswith="customers.access")
    assert [each.kind for each in told.order_by("id")] == ["customers.access_answered", "customers.access_fetched"]


def test_a_double_click_is_one_request(known: Contact, as_ada: Actor) -> None:
    one, other = (start_access_export(known.id, by=as_ada) for _ in range(2))

    assert one.id == other.id


def test_a_worker_that_fell_leaves_nothing_half(known: Contact, as_ada: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    one = start_access_export(known.id, by=as_ada)
    with monkeypatch.context() as patched:
        patched.setattr("zipfile.ZipFile.writestr", lambda *given: (_ for _ in ()).throw(OSError("no room")))
        with pytest.raises(OSError, match="no room"):
            write_access_export(one.id, language="en")
    assert list(privacy_folder().iterdir()) == []

    write_access_export(one.id, language="en")
    write_access_export(one.id, language="en")  # a second worker

    assert [path.name for path in privacy_folder().iterdir()] == [f"{one.id}.zip"]


def test_it_is_kept_for_thirty_days(known: Contact, as_ada: Actor) -> None:
    answered(known, as_ada).close()
    assert forget_old_answers() == 0

    AccessExport.objects.update(created_at=now() - timedelta(days=31))

    assert forget_old_answers() == 1
    assert list(privacy_folder().iterdir()) == []
    with pytest.raises(DomainError):
        fetch_access_export(AccessExport.objects.get().id, by=as_ada)


def test_it_can_be_deleted_at_once(known: Contact, as_ada: Actor) -> None:
    answered(known, as_ada).close()
    one = AccessExport.objects.get()

    delete_access_export(one.id, by=as_ada)

    assert not export_path(one.id).exists()


def test_only_who_answers_requests_may(known: Contact, as_alice: Actor, as_charlie: Actor) -> None:
    for by in (as_alice, as_charlie):
        with pytest.raises(NotAllowed):
            start_access_export(known.id, by=by)


@pytest.mark.django_db(transaction=True)
def test_a_consent_that_is_withdrawn_meanwhile_is_in_it_as_it_was_at_its_moment(
    known: Contact, as_ada: Actor, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is read at one instant: another connection's change in the middle of it is not half in it."""
    import threading

    from trato.customers.privacy import answering

    one = start_access_export(known.id, by=as_ada)
    real = answering.personal_data_of
    facts = {"contact_id": known.id, "purpose": "news", "channel": "email", "state": "withdrawn", "source": "form"}

    def withdraw() -> None:
        record_consents([Statement(**facts)], by=as_alice)
        connection.close()

    def meanwhile(kind: str) -> list[PersonalData]:
        Contact.objects.count()  # the moment of the reading
        thread = threading.Thread(target=withdraw)
        thread.start()
        thread.join()
        return real(kind)

    monkeypatch.setattr(answering, "personal_data_of", meanwhile)
    write_access_export(one.id, language="en")

    data = data_of(zipfile.ZipFile(export_path(one.id)))
    assert [each["state"] for each in data["customers.consents"]] == ["given"]
    assert "customers.consent_withdrawn" not in {each["kind"] for each in data["customers.events"]}


def test_the_page_and_the_api_hand_it_out(known: Contact, ada: User, program_of: Callable[[User], Program]) -> None:
    page, program = Client(), program_of(ada)
    page.force_login(ada)
    answer = program.post(f"/contacts/{known.id}/access-export")
    assert answer.status_code == 202
    one = answer.json()["id"]
    assert program.get(f"/access-exports/{one}").json()["state"] == "waiting"
    assert program.get(f"/access-exports/{one}/file").status_code == 422

    write_access_export(AccessExport.objects.get().id, language="es")

    for got in (page.get(f"/privacy/answers/{one}/"), program.get(f"/access-exports/{one}/file")):
        content = b"".join(got.streaming_content)  # type: ignore[attr-defined]
        assert "Núria" in zipfile.ZipFile(BytesIO(content)).read("data.json").decode()
    assert f"/privacy/answers/{one}/" in page.get(f"/privacy/{known.id}/").content.decode()


def test_of_many_notes_none_is_missing(known: Contact, as_alice: Actor, as_ada: Actor) -> None:
    for number in range(5):
        write_note(f"Note {number}", by=as_alice, contact_id=known.id)

    archive = answered(known, as_ada)

    told = {each["text"] for each in data_of(archive)["customers.notes"]}
    assert told == {f"Note {number}" for number in range(5)} | {"She likes <b>olives</b> & zeros."}
    assert all(f"Note {number}" in archive.read("index.html").decode() for number in range(5))
