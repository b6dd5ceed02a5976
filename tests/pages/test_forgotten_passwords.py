"""A forgotten password: what is mailed, to whom, and what whoever asks learns of it."""

import logging
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from tests.pages.test_sign_in import OTHER, PASSWORD, is_signed_in, open_link
from trato.foundation.notifications.tasks import mail_link
from trato.foundation.notifications.use_cases import JOB, send_password_link
from trato.foundation.public import User, choose_password, confirm_address


@pytest.fixture
def mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"


@pytest.fixture
def alices_account(alice: User) -> User:
    return choose_password(PASSWORD, by=alice.acting())


def run_mail_jobs() -> None:
    """What a worker does with the jobs that were left to it."""
    for job in ProcrastinateJob.objects.filter(task_name=JOB, status="todo").order_by("id"):
        mail_link(**job.args)


def test_without_a_mail_server_nothing_pretends_to_be_sent(alices_account: User, client: Client) -> None:
    for page in (
        client.get("/account/password/reset/"),
        client.post("/account/password/reset/", {"email": "alice@acequia.example"}),
    ):
        assert page.status_code == 200
        assert "Ask an administrator" in page.content.decode()
    assert mail.outbox == []


def test_a_forgotten_password_brings_a_mail_to_a_confirmed_address(
    alices_account: User, mail_server: None, client: Client
) -> None:
    confirm_address(by=alices_account.acting())
    client.post("/account/password/reset/", {"email": "Alice@Acequia.example"})
    assert mail.outbox == [], "nobody waits for the mail server"

    run_mail_jobs()

    (sent,) = mail.outbox
    assert sent.to == ["alice@acequia.example"]
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(/account/password/reset/key/\S+)", str(sent.body))
    form, _page = open_link(client, path)
    client.post(form, {"password1": OTHER})
    assert is_signed_in(client)


def test_known_unknown_and_unconfirmed_addresses_get_the_same_answer(
    alices_account: User, bob: User, mail_server: None, client: Client
) -> None:
    confirm_address(by=alices_account.acting())
    answers = {
        client.post("/account/password/reset/", {"email": email}, follow=True).content.split(b"<main")[1]
        for email in ("alice@acequia.example", "bob@acequia.example", "nobody@acequia.example")
    }

    run_mail_jobs()

    assert len(answers) == 1
    assert [each.to for each in mail.outbox] == [["alice@acequia.example"]]


def test_asking_for_a_link_takes_the_same_steps_for_any_address(
    alices_account: User, mail_server: None, client: Client
) -> None:
    confirm_address(by=alices_account.acting())
    steps = []
    for email in ("nobody@acequia.example", "alice@acequia.example"):
        with CaptureQueriesContext(connection) as asked:
            client.post("/account/password/reset/", {"email": email})
        steps.append(len(asked))

    assert steps[0] == steps[1], "what takes longer tells that an address is known"


def test_a_mail_server_that_fails_is_for_the_log_alone(
    alices_account: User, settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm_address(by=alices_account.acting())
    monkeypatch.setattr(logging.getLogger("trato"), "propagate", True)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    send_password_link("alice@acequia.example")

    assert "could not be mailed" in caplog.text


def test_too_many_requests_for_mail_are_told_to_wait(alices_account: User, mail_server: None, client: Client) -> None:
    answers = [client.post("/account/password/reset/", {"email": "alice@acequia.example"}) for _ in range(6)]

    assert [each.status_code for each in answers] == [302] * 5 + [429]
    assert "Too many tries" in answers[-1].content.decode()
