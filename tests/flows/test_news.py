"""What colleagues are told of records given to them, and by which way it reaches them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django.fixtures import Settings

from trato.customers.public import Contact, create_contacts, create_tasks, update_contacts
from trato.customers.tests.reading import Readers
from trato.foundation.notifications.models import Mail
from trato.foundation.notifications.use_cases.mail import claim_mail, send_waiting_mails
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Change,
    ChangeSet,
    Notice,
    Notification,
    RecordUpdate,
    User,
    choose_notifications,
    confirm_address,
    mark_read,
    news_of,
    notify,
    unread_count,
)
from trato.kit.ids import new_id
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def readers() -> Readers:
    return Readers()


@pytest.fixture
def clock() -> Iterator[FrozenClock]:
    with frozen_clock(MONDAY) as clock:
        yield clock


@pytest.fixture
def mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"


def sentences(user: User) -> list[str]:
    return [each.sentence for each in news_of(user.acting()).told]


def notice(user: User, **more: Any) -> Notice:
    facts: dict[str, Any] = {"subject_type": "contact", "subject_id": new_id(), "source_id": new_id()}
    return Notice(kind="foundation.assigned", user_id=user.id, actor_id=None, **{**facts, "at": MONDAY, **more})


def give(contact: Contact, user: User, by: Actor, **more: Any) -> None:
    update_contacts([RecordUpdate(id=contact.id, values={"owner": str(user.id)})], by=by, **more)


def test_who_is_given_a_record_is_told_by_whom(readers: Readers, as_ada: Actor, nuria: Contact, bob: User) -> None:
    readers.run()
    give(nuria, bob, as_ada)
    readers.run()

    assert sentences(bob) == ["Ada gave you the contact Núria Bosch"]
    assert news_of(bob.acting()).told[0].url == f"/contacts/{nuria.id}/"


def test_a_task_made_for_somebody_is_news_for_them(readers: Readers, as_ada: Actor, alice: User) -> None:
    create_tasks([{"name": "Call the mill", "owner": str(alice.id)}], by=as_ada)
    readers.run()

    assert sentences(alice) == ["Ada gave you the task Call the mill"]


def test_nobody_is_told_of_what_they_took_themselves(readers: Readers, as_alice: Actor, nuria: Contact) -> None:
    readers.run()

    assert Notification.objects.count() == 0


def test_a_whole_change_set_is_one_line_with_its_number(readers: Readers, as_ada: Actor, bob: User) -> None:
    saved = create_contacts([{"name": f"Customer {n}"} for n in range(1_500)], by=as_ada)
    readers.run()
    act = ChangeSet.objects.create(kind="edit", label="Give to Bob", actor_kind="user", actor_id=as_ada.id, door="page")
    for start in range(0, 1_500, 500):
        chunk = [RecordUpdate(id=each.id, values={"owner": str(bob.id)}) for each in saved[start : start + 500]]
        update_contacts(chunk, by=as_ada, change_set=act.id)
        readers.run()

    assert Notification.objects.get().count == 1_500
    assert sentences(bob) == ["Ada gave you 1,500 contacts"]
    assert news_of(bob.acting()).told[0].url == "/contacts/?owner=me"


def test_more_of_an_act_that_was_read_in_the_middle_is_new_again(alice: User, clock: FrozenClock) -> None:
    act = new_id()
    notify([notice(alice, source_id=act)], by=SYSTEM)
    mark_read(by=alice.acting())
    notify([notice(alice, source_id=act)], by=SYSTEM)

    assert (Notification.objects.get().count, unread_count(alice.id)) == (2, 1)


def test_what_is_old_is_no_news(alice: User, clock: FrozenClock) -> None:
    assert notify([notice(alice, at=MONDAY - timedelta(days=3))], by=SYSTEM) == 0


def test_who_left_is_told_nothing(alice: User, clock: FrozenClock) -> None:
    User.objects.filter(pk=alice.id).update(is_active=False)

    assert notify([notice(alice)], by=SYSTEM) == 0


def test_what_one_gave_away_again_is_not_told_any_more(
    readers: Readers, as_ada: Actor, nuria: Contact, alice: User, bob: User
) -> None:
    readers.run()
    give(nuria, bob, as_ada)
    readers.run()
    give(nuria, alice, as_ada)

    assert sentences(bob) == ["This is no longer yours to see."]


def test_reading_is_for_ones_own(alice: User, bob: User, clock: FrozenClock) -> None:
    notify([notice(alice), notice(alice), notice(bob)], by=SYSTEM)
    ids = list(Notification.objects.values_list("id", flat=True))

    assert mark_read(ids, by=bob.acting()) == 1
    assert (unread_count(alice.id), unread_count(bob.id)) == (2, 0)
    assert mark_read(by=alice.acting()) == 2
    assert mark_read(by=alice.acting()) == 0


def test_the_newest_come_first_and_pages_go_on(alice: User, clock: FrozenClock) -> None:
    for minute in range(7):
        notify([notice(alice, at=MONDAY + timedelta(minutes=minute))], by=SYSTEM)
    first = news_of(alice.acting(), limit=3)
    second = news_of(alice.acting(), limit=3, before=first.older)
    third = news_of(alice.acting(), limit=3, before=second.older)

    moments = [each.at for page in (first, second, third) for each in page.told]
    assert moments == sorted(moments, reverse=True)
    assert (len(moments), third.older) == (7, "")


@pytest.mark.parametrize("app", [True, False])
@pytest.mark.parametrize("by_mail", [True, False])
def test_each_kind_goes_where_its_reader_wants_it(
    alice: User, clock: FrozenClock, mail_server: None, app: bool, by_mail: bool
) -> None:
    choose_notifications({"foundation.assigned": (app, by_mail)}, by=alice.acting())
    notify([notice(alice)], by=SYSTEM)

    assert unread_count(alice.id) == int(app)
    assert Notification.objects.filter(mail=Mail.DUE).count() == int(by_mail)
    assert Change.objects.filter(record_id=alice.id).exists() == (not (app and by_mail))


# By mail


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


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())


def test_the_bell_counts_what_is_unread_and_listens(page: Client, alice: User, clock: FrozenClock) -> None:
    notify([notice(alice), notice(alice)], by=SYSTEM)
    bell = text(page.get("/notifications/bell/"))

    assert ">2</b>" in bell
    assert f'data-live="bell:{alice.id}"' in bell
    assert "2 unread" in bell


def test_opening_the_menu_reads_what_it_shows(page: Client, alice: User, nuria: Contact, clock: FrozenClock) -> None:
    notify([notice(alice, subject_id=nuria.id)], by=SYSTEM)
    menu = text(page.get("/notifications/latest/"))
    assert "Trato gave you the contact Núria Bosch" in menu

    answer = page.post("/notifications/read/", {"id": re.findall(r'name="id" value="(.*?)"', menu)}, headers=HTMX)
    assert "</b>" not in text(answer), "the bell is quiet"
    assert unread_count(alice.id) == 0


HTMX = {"HX-Request": "true"}


def test_all_of_them_have_a_page(page: Client, alice: User, nuria: Contact, clock: FrozenClock) -> None:
    for minute in range(60):
        notify([notice(alice, subject_id=nuria.id, at=MONDAY + timedelta(minutes=minute))], by=SYSTEM)
    whole = text(page.get("/notifications/"))
    older = re.findall(r'href="(/notifications/\?before=.*?)"', whole)[0]

    assert whole.count('class="t-news is-new"') == 50
    assert text(page.get(older.replace("&amp;", "&"), headers=HTMX)).count('class="t-news is-new"') == 10
    assert page.get("/notifications/?before=bent").status_code == 404


def test_bent_ids_are_nobodys(page: Client, alice: User, clock: FrozenClock) -> None:
    notify([notice(alice)], by=SYSTEM)
    assert page.post("/notifications/read/", {"id": ["x", "\0", ""]}).status_code == 302

    assert unread_count(alice.id) == 1


def test_one_chooses_where_one_is_told_what(page: Client, alice: User) -> None:
    whole = text(page.get("/settings/notifications/"))
    assert "Somebody mentions me" in whole
    assert "no mail server" in whole
    page.post("/settings/notifications/", {"app": ["customers.mentioned"], "mail": ["foundation.assigned"]})
    whole = text(page.get("/settings/notifications/"))

    boxes = re.findall(r'name="(\w+)" value="([\w.]+)"[^>]*? checked', whole)
    assert boxes == [("app", "customers.mentioned"), ("mail", "foundation.assigned")]


def test_a_page_may_listen_to_its_readers_bell_alone(page: Client, alice: User, bob: User) -> None:
    answer = page.get("/live/ticket/", {"topic": [f"bell:{alice.id}", f"bell:{bob.id}"]})

    assert answer.json()["topics"] == [f"bell:{alice.id}"]


def test_every_kind_there_is_can_be_told(hire: Callable[..., User]) -> None:
    from trato.foundation.public import own_channels

    names = [each.kind.name for each in own_channels(hire("Zoe").id)]
    assert names[:4] == [
        "customers.mentioned",
        "customers.task_due",
        "foundation.assigned",
        "foundation.import_finished",
    ]
