"""What every answer carries, and what no request may bring."""

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from trato.web.security.middleware import ContentSecurityPolicy, RefuseUnreadableInput


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(getattr(request, "csp_nonce", ""))


def test_the_policy_allows_nothing_inline_and_nothing_evaluated(rf: RequestFactory) -> None:
    policy = ContentSecurityPolicy(hello)(rf.get("/")).headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy


def test_each_answer_has_a_nonce_of_its_own(rf: RequestFactory) -> None:
    first, second = (ContentSecurityPolicy(hello)(rf.get("/")) for _ in range(2))
    nonces = [answer.content.decode() for answer in (first, second) if isinstance(answer, HttpResponse)]

    assert f"'nonce-{nonces[0]}'" in first.headers["Content-Security-Policy"]
    assert nonces[0] != nonces[1]


def test_the_realtime_stream_is_on_the_host_that_the_person_used(rf: RequestFactory) -> None:
    answer = ContentSecurityPolicy(hello)(rf.get("/", headers={"host": "localhost:8000"}))

    assert "connect-src 'self' http://localhost:" in answer.headers["Content-Security-Policy"]


def test_a_view_may_set_a_policy_of_its_own(rf: RequestFactory) -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert ContentSecurityPolicy(lambda request: own)(rf.get("/")).headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    "address",
    ["/contacts/?q=%00", "/contacts/?q=%ff", "/contacts/?q=%ed%a0%80", "/a%00b/", "/a%ff/", "/a%ed%a0%80/"],
)
def test_an_address_that_is_no_text_is_refused(rf: RequestFactory, address: str) -> None:
    answer = RefuseUnreadableInput(hello)(rf.get(address))

    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers


def test_bare_bytes_in_a_query_are_refused_too(rf: RequestFactory) -> None:
    assert RefuseUnreadableInput(hello)(rf.get("/", QUERY_STRING="q=\xff")).status_code == 400


def test_a_program_is_told_as_a_problem(rf: RequestFactory) -> None:
    answer = RefuseUnreadableInput(hello)(rf.get("/api/v1/contacts?q=%00"))

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert isinstance(answer, HttpResponse)
    assert json.loads(answer.content)["status"] == 400


@pytest.mark.parametrize("address", ["/?q=%E0%B0%B0%E0%B0%BE%E0%B0%AE%E0%B1%81", "/?q=100%25", "/?q=a+b&x=", "/ñ/"])
def test_every_readable_address_passes(rf: RequestFactory, address: str) -> None:
    assert RefuseUnreadableInput(hello)(rf.get(address)).status_code == 200
