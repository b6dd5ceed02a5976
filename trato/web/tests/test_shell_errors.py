"""Failures are told in words, where they happened, and nothing typed is lost. None of it asks the database."""

import json

import pytest
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from psycopg_pool import PoolTimeout
from pytest_django.fixtures import Settings

from trato.foundation.public import Conflict, NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.web.errors import views
from trato.web.errors.middleware import ExplainDomainErrors


def explained(request: HttpRequest, error: Exception) -> HttpResponse | None:
    answer = ExplainDomainErrors(lambda asked: HttpResponse()).process_exception(request, error)
    assert answer is None or isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DomainError("The date is gone."), 422),
        (NotAllowed("The date is gone."), 403),
        (NotFound("The date is gone."), 404),
        (Conflict("The date is gone."), 409),
    ],
)
def test_a_refusal_of_the_business_is_a_page_with_its_own_words(
    rf: RequestFactory, error: DomainError, status: int
) -> None:
    answer = explained(rf.get("/"), error)

    assert answer is not None
    assert answer.status_code == status
    assert "The date is gone." in answer.content.decode()


def test_a_swap_gets_a_toast_and_keeps_the_page(rf: RequestFactory) -> None:
    answer = explained(rf.post("/", headers={"HX-Request": "true"}), DomainError("The <b>date</b> is gone."))

    assert answer is not None
    assert answer.headers["HX-Reswap"] == "none"
    assert "The &lt;b&gt;date&lt;/b&gt; is gone." in answer.content.decode()


def test_a_refusal_that_names_a_field_is_told_at_the_field(rf: RequestFactory) -> None:
    error = DomainError("Ya está: “Zoë”.", field="name")

    answer = explained(rf.post("/", headers={"HX-Request": "true"}), error)

    assert answer is not None
    assert json.loads(answer.headers["HX-Trigger"])["refused"]["fields"] == {"name": "Ya está: “Zoë”."}


@pytest.mark.parametrize("error", [OperationalError("gone"), PoolTimeout("gone")])
def test_a_silent_database_is_said_and_asked_again(rf: RequestFactory, error: Exception) -> None:
    answer = explained(rf.get("/"), error)

    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_the_api_explains_its_own_refusals(rf: RequestFactory) -> None:
    assert explained(rf.get("/api/v1/contacts"), DomainError("No.")) is None


def test_a_fault_of_ours_is_not_hidden(rf: RequestFactory) -> None:
    assert explained(rf.get("/"), ZeroDivisionError()) is None


def test_the_page_for_our_fault_says_what_was_kept(rf: RequestFactory) -> None:
    answer = views.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "What you typed is still on the page you came from." in answer.content.decode()


def test_the_way_back_is_never_to_a_strangers_page(rf: RequestFactory) -> None:
    ours = views.server_error(rf.get("/", headers={"host": "testserver", "referer": "http://testserver/contacts/"}))
    theirs = views.server_error(rf.get("/", headers={"host": "testserver", "referer": "http://evil.example/"}))

    assert b'href="http://testserver/contacts/"' in ours.content
    assert b"evil.example" not in theirs.content


def broken(request: HttpRequest) -> HttpResponse:
    raise OperationalError("gone")


urlpatterns = [path("broken/", broken)]
handler500 = views.server_error


@pytest.mark.urls(__name__)
def test_a_database_lost_before_any_view_runs_is_told_the_same(settings: Settings) -> None:
    settings.MIDDLEWARE = ["trato.web.security.middleware.ContentSecurityPolicy"]
    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer.status_code == 503
