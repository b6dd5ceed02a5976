"""Files brought in by programs, step by step."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from trato.customers.public import Contact
from trato.foundation.imports.running import run_to_the_end
from trato.kit.testing.programs import Program

PEOPLE = b"Full name,Email,Shoe\r\nAna,ana@x.example,37\r\nBea,no mail,38\r\n"


def upload(program: Program, content: bytes = PEOPLE, *, kind: str = "contacts", field: str = "file") -> HttpResponse:
    body = encode_multipart(BOUNDARY, {field: SimpleUploadedFile("people.csv", content)})
    return program.send("POST", f"/imports?kind={kind}", body, content_type=MULTIPART_CONTENT)


def test_a_file_goes_in_step_by_step(program: Program) -> None:
    answer = upload(program)
    assert answer.status_code == 201, answer.content
    one = answer.json()
    assert answer["Location"] == f"/api/v1/imports/{one['id']}"
    fields = [each["field"] for each in one["columns"]]
    assert fields[:2] == ["name", "email"]
    place = f"/imports/{one['id']}"
    assert program.post(f"{place}/columns", {"fields": ["name", "email", ""]}).json()["state"] == "matching"
    assert program.post(f"{place}/matching", {"key": "email", "rule": "update"}).json()["state"] == "preview"
    preview = program.post(f"{place}/preview").json()["preview"]
    assert (preview["created"], preview["failed"]) == (1, 1)
    assert Contact.objects.count() == 0, "a preview writes nothing"
    running = program.post(f"{place}/run")
    assert (running.status_code, running.json()["state"]) == (202, "waiting")
    run_to_the_end(one["id"])
    done = program.get(place).json()
    assert (done["state"], done["created"], done["failed"], done["percent"]) == ("finished", 1, 1, 100)
    errors = b"".join(program.get(f"{place}/errors").streaming_content).decode()  # type: ignore[attr-defined]
    assert errors.splitlines()[1].startswith("3,Email,no mail,")
    assert [each["id"] for each in program.get("/imports").json()["results"]] == [one["id"]]


def test_an_import_is_its_makers(program: Program, bobs_program: Program) -> None:
    place = f"/imports/{upload(program).json()['id']}"
    assert bobs_program.get(place).status_code == 404
    assert bobs_program.post(f"{place}/run").status_code == 404
    assert bobs_program.get("/imports").json() == {"results": []}


@pytest.mark.parametrize(
    ("content", "kind", "field", "named"),
    [(PEOPLE, "unicorns", "file", "kind"), (PEOPLE, "contacts", "other", "file")],
)
def test_a_request_without_its_file_or_kind_names_what_is_missing(
    program: Program, content: bytes, kind: str, field: str, named: str
) -> None:
    answer = upload(program, content, kind=kind, field=field)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [named]


@pytest.mark.parametrize("content", [b"", b"Name\r\n"])
def test_a_file_that_holds_nothing_is_refused(program: Program, content: bytes) -> None:
    assert upload(program, content).status_code == 422


def test_a_file_is_sent_as_a_form(program: Program) -> None:
    assert program.post("/imports?kind=contacts", {"file": "x"}).status_code in (415, 422)
    assert program.send("POST", "/imports", b"x").status_code == 422


def test_steps_out_of_their_order_are_refused_in_words(program: Program) -> None:
    place = f"/imports/{upload(program).json()['id']}"
    assert program.post(f"{place}/run").status_code == 422
    assert program.post(f"{place}/columns", {"fields": ["name"]}).status_code == 422
    assert program.post(f"{place}/columns", {"fields": ["name", "shoe_size", ""]}).status_code == 422
    assert program.post(f"{place}/matching", {"key": "shoe"}).status_code == 422
    assert program.post(f"{place}/matching", {"rule": "burn"}).status_code == 422
