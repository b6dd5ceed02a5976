import json
from typing import Any

import pytest
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from trato.api.problems.explaining import broken, unreachable
from trato.foundation.public import OwnedRecord, record_kind
from trato.kit.testing.programs import Program

LIMIT = 5 * 1024 * 1024


def contacts() -> Any:
    return record_kind("contact").model()._default_manager


def told(answer: HttpResponse, status: int, slug: str) -> dict[str, object]:
    """Every problem has the same shape."""
    problem: dict[str, object] = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert str(problem["type"]).endswith(f"/api/v1/docs#problem-{slug}")
    assert {"type", "title", "status", "detail", "errors"} == set(problem)
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_a_refused_field_is_named(program: Program) -> None:
    problem = told(program.post("/contacts", {"name": "Eva", "email": "eva@@huerta.es"}), 422, "refused")

    assert problem["errors"] == [{"field": "email", "message": "There are two @ signs in the address."}]


def test_an_unknown_field_is_refused_and_not_ignored(program: Program) -> None:
    problem = told(program.post("/contacts", {"name": "Eva", "emial": "eva@huerta.es"}), 422, "refused")

    assert problem["errors"][0]["field"] == "emial"  # type: ignore[index]  # a list of errors
    assert not contacts().exists()


def test_values_of_the_wrong_type_are_refused_by_name(program: Program, nuria: OwnedRecord) -> None:
    problem = told(program.post("/notes", {"body": 5, "contact_id": "x"}), 422, "refused")

    assert {each["field"] for each in problem["errors"]} == {"body", "contact_id"}  # type: ignore[attr-defined]


def test_an_unknown_parameter_is_refused(program: Program) -> None:
    problem = told(program.get("/contacts", ownr="me"), 422, "refused")

    assert problem["errors"][0]["field"] == "ownr"  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", 0),
        ("limit", 201),
        ("limit", "x"),
        ("updated_since", "soon"),
        ("updated_since", "0001-01-01T00:00+23:00"),
    ],
)
def test_a_parameter_out_of_its_range_is_refused(program: Program, name: str, value: object) -> None:
    problem = told(program.get("/contacts", **{name: value}), 422, "refused")

    assert problem["errors"][0]["field"] == name  # type: ignore[index]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"nope",
        b'{"name": NaN}',
        b'{"name": Infinity}',
        b"\xff\xfe",
        b'{"name": "\xed\xa0\x80"}',
        b"[" * 90_000,
    ],
)
def test_a_body_that_is_no_json_is_unreadable(program: Program, body: bytes) -> None:
    answer = program.send("POST", "/contacts", body)

    told(answer, 422, "refused") if not body else told(answer, 400, "unreadable")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"5", b"null", b'[{"name": "Eva"}]'])
def test_a_body_that_is_no_object_is_refused(program: Program, body: bytes) -> None:
    told(program.send("POST", "/contacts", body), 422, "refused")


def test_a_nested_body_has_a_bottom(program: Program) -> None:
    told(program.post("/contacts", {"name": json.loads("[" * 140 + "]" * 140)}), 400, "unreadable")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_content_type_is_refused(program: Program, kind: str) -> None:
    told(program.send("POST", "/contacts", b'{"name": "Eva"}', content_type=kind), 415, "wrong-content-type")


def test_a_body_beyond_the_limit_is_refused(program: Program) -> None:
    told(program.post("/contacts", {"name": "x" * LIMIT}), 413, "too-large")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (rb'{"name": "a\u0000b"}', "name"),
        (rb'{"name": "a\ud800b"}', "name"),
        (rb'{"name": "Eva", "tags": ["x", "\udfff"]}', "tags/1"),
        (rb'{"name": "Eva", "identities": [{"kind": "email", "value": "\u0000"}]}', "identities/0/value"),
        (rb'{"na\u0000me": "Eva"}', "body"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_place(program: Program, body: bytes, field: str) -> None:
    problem = told(program.send("POST", "/contacts", body), 422, "refused")

    assert problem["errors"][0]["field"] == field  # type: ignore[index]
    assert "Character" in str(problem["detail"])


@pytest.mark.parametrize("path", ["/nothing", "/contacts/not-an-id", "/contacts/", "/", "/contacts/x/y/z"])
def test_no_program_has_to_read_a_page(program: Program, path: str) -> None:
    told(program.get(path), 404, "not-found")


def test_outside_the_api_pages_stay_pages(program: Program) -> None:
    assert "html" in program.client.get("/no-such-page")["Content-Type"]


@pytest.mark.parametrize("path", ["/contacts?q=%00", "/contacts?q=%ed%a0%80", "/contacts/%00"])
def test_an_address_that_is_no_text_is_refused(program: Program, path: str) -> None:
    told(program.client.get(f"/api/v1{path}", headers=program.headers), 400, "unreadable")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_another_method_is_told_which_ones_there_are(program: Program, method: str) -> None:
    answer = program.send(method, "/contacts", b"")

    told(answer, 405, "method-not-allowed")
    assert {each.strip() for each in answer["Allow"].split(",")} == {"GET", "POST"}


def test_no_right_at_all_is_not_allowed(charlie: object, program_of: object) -> None:
    program = program_of(charlie)  # type: ignore[operator]  # a fixture that makes programs
    told(program.post("/contacts", {"name": "Eva"}), 403, "not-allowed")


def test_what_is_not_yours_to_see_is_not_there(bobs_program: Program, nuria: OwnedRecord) -> None:
    told(bobs_program.get(f"/contacts/{nuria.id}"), 404, "not-found")
    told(bobs_program.patch(f"/contacts/{nuria.id}", {"name": "Eva"}), 404, "not-found")
    told(bobs_program.delete(f"/contacts/{nuria.id}"), 404, "not-found")


def test_a_database_that_is_away_is_told_with_a_time_to_come_back() -> None:
    answer = unreachable(RequestFactory().get("/api/v1/contacts"), OperationalError("gone"))

    told(answer, 503, "unavailable")
    assert int(answer["Retry-After"]) > 0


def test_our_own_fault_tells_nothing_of_the_inside(caplog: pytest.LogCaptureFixture) -> None:
    answer = broken(RequestFactory().get("/api/v1/contacts"), ValueError("secret inside"))

    problem = told(answer, 500, "broken")
    assert "secret inside" not in json.dumps(problem)
    assert "secret inside" in caplog.text
