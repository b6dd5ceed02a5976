"""What colleagues are told of records given to them, and by which way it reaches them."""

from datetime import timedelta

import pytest

from tests.flows.news.ground import MONDAY, give, notice, sentences
from trato.customers.public import Contact, create_contacts, create_tasks, update_contacts
from trato.customers.tests.reading import Readers
from trato.foundation.notifications.models import Mail
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Change,
    ChangeSet,
    Notification,
    RecordUpdate,
    User,
    choose_notifications,
    mark_read,
    news_of,
    notify,
    unread_count,
)
from trato.kit.ids import new_id
from trato.kit.testing.frozen_clock import FrozenClock


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
