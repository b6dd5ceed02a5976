import re

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from trato.foundation.notifications.use_cases import one_line
from trato.foundation.public import (
    Installation,
    MailNotSent,
    NotAllowed,
    User,
    confirm_address,
    mail_invitation,
    mail_password_link,
)


@pytest.fixture
def mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"


@pytest.mark.parametrize(
    "subject",
    ["Hello\r\nBcc: x@y.example", "Hello\nBcc: x@y.example", "Hello\u2028Bcc", "Hello\x00Bcc", "Hello\x85Bcc"],
)
def test_a_subject_stays_one_line(subject: str) -> None:
    assert re.fullmatch(r"Hello Bcc(: x@y.example)?", one_line(subject))
    assert len(one_line("x" * 1000)) == 150


def test_a_companys_name_cannot_become_a_header(mail_server: None, alice: User) -> None:
    Installation.objects.update(name="Acequia\r\nBcc: thief@evil.example")
    mail_invitation(alice, path="/x/")

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["alice@acequia.example"]


def test_mail_speaks_the_language_of_its_reader_and_holds_no_markup(mail_server: None, alice: User) -> None:
    Installation.objects.update(name="Sol & Sombra")
    mail_invitation(alice, path="/x/")

    assert "Sol & Sombra" in mail.outbox[0].body
    assert "http://127.0.0.1:8000/x/" in mail.outbox[0].body


def test_no_password_link_goes_to_an_address_nobody_confirmed(mail_server: None, alice: User) -> None:
    with pytest.raises(NotAllowed):
        mail_password_link(alice, path="/x/")
    confirm_address(by=alice.acting())
    mail_password_link(alice, path="/x/")

    assert len(mail.outbox) == 1


def test_without_a_mail_server_sending_says_so(alice: User) -> None:
    with pytest.raises(MailNotSent, match="no mail server"):
        mail_invitation(alice, path="/x/")
