"""Whatever can be read answers HEAD with the same headers and no body, and other methods with those that work."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from trato.customers.public import Contact
from trato.kit.testing.programs import Program
from trato.web.security.head_requests import AnswerHeadLikeGet

SAME = ("Content-Type", "ETag", "Location", "Cache-Control", "WWW-Authenticate", "Vary")


def alike(get: Any, head: Any) -> None:
    assert head.status_code == get.status_code
    assert head.content == b""
    assert {name: head.get(name) for name in SAME} == {name: get.get(name) for name in SAME}


@pytest.mark.parametrize("path", ["/contacts", "/contacts/{id}", "/events", "/me", "/nowhere", "/contacts?limit=0"])
def test_a_program_may_ask_for_headers_alone(program: Program, nuria: Contact, path: str) -> None:
    path = path.format(id=nuria.pk)
    get, head = program.send("GET", path, b""), program.send("HEAD", path, b"")
    alike(get, head)
    assert int(head["Content-Length"]) == len(get.content)


def test_what_it_has_already_is_not_described_again(program: Program, nuria: Contact) -> None:
    tag = program.send("HEAD", f"/contacts/{nuria.pk}", b"")["ETag"]
    again = program.send("HEAD", f"/contacts/{nuria.pk}", b"", **{"If-None-Match": tag})
    assert (again.status_code, again["ETag"]) == (304, tag)


def test_without_a_token_the_headers_say_what_is_missing(installed: object) -> None:
    answer = Program().send("HEAD", "/contacts", b"")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/", "/contacts/", "/account/login/", "/health", "/no/such/page"])
def test_pages_do_too(installed: object, client: Client, path: str) -> None:
    alike(client.get(path), client.head(path))


def test_a_page_for_those_who_signed_in(client: Client, alice: Any, nuria: Contact) -> None:
    client.force_login(alice)
    head = client.head("/contacts/")
    assert head.status_code == 200
    assert int(head["Content-Length"]) > 1_000


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "POST"])
def test_another_method_changes_nothing_and_is_told_what_works(installed: object, client: Client, method: str) -> None:
    answer = client.generic(method, "/")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PATCH"])
def test_what_explains_the_api_is_only_read(program: Program, path: str, method: str) -> None:
    answer = program.send(method, path, b"{}")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert {each.strip() for each in answer["Allow"].split(",")} == {"GET", "HEAD"}


def test_nothing_of_a_stream_is_read_and_it_is_closed(rf: RequestFactory) -> None:
    closed = []

    def pieces() -> Iterator[bytes]:
        pytest.fail("it was read")
        yield b""

    def view(request: HttpRequest) -> HttpResponseBase:
        answer = StreamingHttpResponse(pieces(), content_type="text/csv")
        answer.set_cookie("seen", "1")
        answer.close = lambda: closed.append(request.method)  # type: ignore[method-assign]  # to see that it happens
        return answer

    answer = AnswerHeadLikeGet(view)(rf.head("/"))
    assert isinstance(answer, HttpResponse)
    assert (answer.content, answer["Content-Type"], answer.cookies["seen"].value) == (b"", "text/csv", "1")
    assert closed == ["HEAD"], "once, and when it is known to be a HEAD again"


def test_the_request_is_a_head_again_for_those_who_log_it(rf: RequestFactory) -> None:
    methods = []

    def view(request: HttpRequest) -> HttpResponseBase:
        methods.append(request.method)
        return HttpResponse("body")

    request = rf.head("/")
    AnswerHeadLikeGet(view)(request)
    assert (methods, request.method) == (["GET"], "HEAD")
