"""Files through the API: they come in, go out, are removed, and a key keeps a repeated sending from a second effect."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from trato.customers.public import Contact, trash_contacts
from trato.foundation.public import Actor, Role, StoredFile, User, incoming_folder
from trato.kit.testing.programs import Program

PDF = b"%PDF-1.7\n" + b"x" * 64
KEY = {"Idempotency-Key": "contract-1"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


def form(*files: tuple[str, bytes], boundary: str = "limit", field: str = "file") -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def send(program: Program, contact: Contact, *files: tuple[str, bytes], boundary: str = "limit", **headers: str) -> Any:
    body = form(*files, boundary=boundary)
    kind = f"multipart/form-data; boundary={boundary}"
    return program.send("POST", f"/contacts/{contact.id}/files", body, content_type=kind, **headers)


def listed(program: Program, contact: Contact) -> list[dict[str, Any]]:
    answer: Any = program.get(f"/contacts/{contact.id}/files")
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_a_file_comes_in_is_listed_goes_out_and_is_removed(program: Program, nuria: Contact) -> None:
    answer = send(program, nuria, ("Contract.pdf", PDF))

    assert answer.status_code == 201, answer.content
    (file,) = listed(program, nuria)
    assert answer.json()["results"] == [file]
    assert (file["name"], file["size"], file["content_type"]) == ("Contract.pdf", len(PDF), "application/pdf")
    assert file["digest"] == sha256(PDF).hexdigest()
    content = program.get(f"/contacts/{nuria.id}/files/{file['id']}/content")
    assert b"".join(content.streaming_content) == PDF  # type: ignore[attr-defined]  # a streamed answer
    assert content["Content-Disposition"] == 'attachment; filename="Contract.pdf"'
    assert content["X-Content-Type-Options"] == "nosniff"
    assert program.delete(f"/contacts/{nuria.id}/files/{file['id']}").status_code == 204
    assert listed(program, nuria) == []


def test_several_come_in_one_request_or_none_of_them(program: Program, nuria: Contact) -> None:
    assert send(program, nuria, ("a.txt", b"one"), ("b.txt", b"two")).status_code == 201
    answer = send(program, nuria, ("c.txt", b"three"), ("empty.txt", b""))

    assert answer.status_code == 422
    assert "“empty.txt” is empty" in answer.content.decode()
    assert {file["name"] for file in listed(program, nuria)} == {"a.txt", "b.txt"}
    assert list(incoming_folder().iterdir()) == []


def test_the_same_sending_with_the_same_key_has_one_effect(program: Program, nuria: Contact) -> None:
    """A client that tries again draws another boundary around the same bytes."""
    first = send(program, nuria, ("Contract.pdf", PDF), **KEY)
    second = send(program, nuria, ("Contract.pdf", PDF), boundary="another", **KEY)

    assert (second.status_code, second.content) == (201, first.content)
    assert second["Idempotency-Replayed"] == "true"
    assert len(listed(program, nuria)) == 1
    assert list(incoming_folder().iterdir()) == []


OTHERS = {
    "content": [("Contract.pdf", PDF + b"!")],
    "name": [("Offer.pdf", PDF)],
    "number": [("Contract.pdf", PDF), ("Contract.pdf", PDF)],
    "cut": [("Contract.pdf", PDF[:10]), ("Contract.pdf", PDF[10:])],
}


@pytest.mark.parametrize("what", list(OTHERS))
def test_another_file_with_the_same_key_is_refused(program: Program, nuria: Contact, what: str) -> None:
    send(program, nuria, ("Contract.pdf", PDF), **KEY)

    answer = send(program, nuria, *OTHERS[what], **KEY)

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("#problem-key-reused")
    assert len(listed(program, nuria)) == 1
    assert list(incoming_folder().iterdir()) == []


@pytest.mark.parametrize("key", [{}, KEY])
def test_files_arrive_before_the_transaction_begins(program: Program, nuria: Contact, key: dict[str, str]) -> None:
    """Else whoever sends slowly holds a transaction open that does nothing, until the database ends it."""
    open_at_reading: list[bool] = []
    depth = len(connection.savepoint_ids)
    body = Watched(form(("Contract.pdf", PDF)), lambda: open_at_reading.append(len(connection.savepoint_ids) > depth))
    address = f"/api/v1/contacts/{nuria.id}/files"
    given: dict[str, Any] = {
        "CONTENT_LENGTH": str(len(body.getvalue())),
        "CONTENT_TYPE": "multipart/form-data; boundary=limit",
    }

    answer = program.client.generic(
        "POST", address, headers={**program.headers, **key}, **{**given, "wsgi.input": body}
    )

    assert answer.status_code == 201, answer.content
    assert open_at_reading
    assert not any(open_at_reading)


class Watched(BytesIO):
    """A body that is looked at whenever a piece of it is read."""

    def __init__(self, body: bytes, look: Callable[[], None]) -> None:
        super().__init__(body)
        self.look = look

    def read(self, size: int | None = -1) -> bytes:
        self.look()
        return super().read(size)


def test_who_does_not_see_the_record_has_nothing_received(
    bob: User, program_of: Callable[[User], Program], nuria: Contact, program: Program
) -> None:
    send(program, nuria, ("Contract.pdf", PDF))
    bobs, (file,) = program_of(bob), listed(program, nuria)

    assert send(bobs, nuria, ("x.txt", b"x")).status_code == 404
    assert bobs.get(f"/contacts/{nuria.id}/files").status_code == 404
    assert bobs.get(f"/contacts/{nuria.id}/files/{file['id']}/content").status_code == 404
    assert bobs.delete(f"/contacts/{nuria.id}/files/{file['id']}").status_code == 404
    assert list(incoming_folder().iterdir()) == []


def test_who_sees_and_may_not_edit_reads_only(program: Program, nuria: Contact, seller: Role) -> None:
    send(program, nuria, ("Contract.pdf", PDF))
    (file,) = listed(program, nuria)
    seller.rights = {**seller.rights, "customers.edit_contacts": 0}
    seller.save()

    assert send(program, nuria, ("x.txt", b"x")).status_code == 403
    assert program.delete(f"/contacts/{nuria.id}/files/{file['id']}").status_code == 403
    assert program.get(f"/contacts/{nuria.id}/files/{file['id']}/content").status_code == 200


def test_a_record_in_the_trash_is_not_found(program: Program, nuria: Contact, as_alice: Actor) -> None:
    trash_contacts([nuria.id], by=as_alice)

    assert send(program, nuria, ("x.txt", b"x")).status_code == 404


def test_what_is_too_large_is_said(program: Program, nuria: Contact, settings: Settings) -> None:
    settings.LARGEST_FILE = 16

    answer = send(program, nuria, ("large.txt", b"x" * 17))

    assert answer.status_code == 422
    assert "“large.txt” is larger than" in answer.content.decode()
    assert not StoredFile.objects.exists()


UNFIT = {
    "no form": (b"{}", "application/json", 415),
    "nothing": (form(), "multipart/form-data; boundary=limit", 422),
    "no boundary": (b"x", "multipart/form-data", 400),
    "another field": (form(("x.txt", b"x"), field="attachment"), "multipart/form-data; boundary=limit", 422),
    "a boundary of another script": (b"x", "multipart/form-data; boundary=ñ", 400),
}


@pytest.mark.parametrize("what", list(UNFIT))
@pytest.mark.parametrize("key", [{}, KEY])
def test_what_is_no_form_with_files_is_refused(
    program: Program, nuria: Contact, what: str, key: dict[str, str]
) -> None:
    body, kind, status = UNFIT[what]

    answer = program.send("POST", f"/contacts/{nuria.id}/files", body, content_type=kind, **key)

    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert list(incoming_folder().iterdir()) == []


def test_a_form_where_none_is_expected_leaves_nothing(program: Program) -> None:
    kind = "multipart/form-data; boundary=limit"

    assert program.send("POST", "/contacts", form(("x", b"x")), content_type=kind).status_code == 415
