"""What waits for a colleague goes out as one mail, once, or is known not to have gone."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tests.flows.news.ground import notice
from trato.customers.public import Contact
from trato.foundation.notifications.use_cases.mail import claim_mail, send_waiting_mails
from trato.foundation.public import (
    SYSTEM,
    Notification,
    User,
    confirm_address,
    mark_read,
    notify,
)
from trato.kit.testing.frozen_clock import FrozenClock


@pytest.fixture
def waiting(alice: User, nuria: Contact, clock: FrozenClock, mail_server: None) -> User:
    """Alice has confirmed her address; two contacts were given to her, and nobody was told yet."""
    confirm_address(by=alice.acting())
    notify([notice(alice, subject_id=nuria.id), notice(alice, subject_id=nuria.id)], by=SYSTEM)
    clock.advance(timedelta(minutes=2))
    return alice


def states() -> list[str]:
    return list(Notification.objects.order_by("id").values_list("mail", flat=True))


def test_what_waits_for_one_person_is_one_mail(waiting: User) -> None:
    assert (send_waiting_mails(), send_waiting_mails()) == (1, 0)
    (sent,) = mail.outbox

    assert sent.to == ["alice@acequia.example"]
    assert sent.subject == "Something is given to me: 2 pieces of news"
    assert len(re.findall(r"Trato gave you the contact Núria Bosch\nhttp://\S+/contacts/", sent.body)) == 2
    assert states() == ["sent", "sent"]


def test_it_speaks_the_readers_language_and_holds_no_markup(waiting: User, nuria: Contact) -> None:
    Contact.objects.filter(pk=nuria.id).update(name="Sol & <b>Sombra</b>\r\nBcc: x@y.example")
    Notification.objects.filter(pk=Notification.objects.order_by("id").values("id")[:1]).delete()
    send_waiting_mails()

    assert "Sol & <b>Sombra</b> Bcc: x@y.example" in mail.outbox[0].body
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["alice@acequia.example"]


def test_no_mail_goes_to_an_address_nobody_confirmed(bob: User, clock: FrozenClock, mail_server: None) -> None:
    notify([notice(bob)], by=SYSTEM)
    clock.advance(timedelta(minutes=2))

    assert (send_waiting_mails(), mail.outbox, states()) == (0, [], [""])


def test_what_was_read_meanwhile_is_not_mailed(waiting: User) -> None:
    mark_read(by=waiting.acting())

    assert (send_waiting_mails(), states()) == (0, ["", ""])


def test_without_a_server_nothing_is_kept_for_later(alice: User, clock: FrozenClock) -> None:
    notify([notice(alice)], by=SYSTEM)

    assert (states(), send_waiting_mails()) == ([""], 0)


def _failing(monkeypatch: pytest.MonkeyPatch, step: str, failure: Exception) -> None:
    def fail(self: EmailBackend, *args: Any) -> int:
        raise failure

    monkeypatch.setattr(EmailBackend, step, fail)


@pytest.mark.parametrize(
    ("step", "failure"),
    [
        ("open", ConnectionRefusedError("nobody there")),
        ("send_messages", SMTPRecipientsRefused({"a@b.example": (450, b"later")})),
    ],
)
def test_a_server_that_refuses_is_asked_again_later(
    waiting: User, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, step: str, failure: Exception
) -> None:
    with monkeypatch.context() as broken:
        _failing(broken, step, failure)
        assert (send_waiting_mails(), states()) == (0, ["due", "due"])
    assert send_waiting_mails() == 0, "not at once"

    clock.advance(timedelta(minutes=3))
    assert (send_waiting_mails(), len(mail.outbox)) == (1, 1)


def test_after_eight_tries_it_is_given_up(waiting: User, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "open", ConnectionRefusedError("nobody there"))
    for _try in range(9):
        send_waiting_mails()
        clock.advance(timedelta(hours=9))

    assert states() == ["failed", "failed"]


def test_a_cut_after_the_mail_was_handed_over_is_unknown_and_not_repeated(
    waiting: User, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        _failing(broken, "send_messages", SMTPServerDisconnected("gone"))
        send_waiting_mails()
    clock.advance(timedelta(days=1))

    assert (send_waiting_mails(), states()) == (0, ["unknown", "unknown"])


def test_what_a_killed_worker_had_in_hand_is_unknown_and_not_repeated(waiting: User, clock: FrozenClock) -> None:
    claim = claim_mail(by=SYSTEM)
    assert claim is not None
    assert len(claim.ids) == 2
    assert claim_mail(by=SYSTEM) is None, "another worker finds nothing"
    clock.advance(timedelta(minutes=11))

    assert (send_waiting_mails(), states(), mail.outbox) == (0, ["unknown", "unknown"], [])


# On the pages
