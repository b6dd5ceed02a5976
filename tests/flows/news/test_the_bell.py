"""The bell, its page, and what one chooses to be told."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests.flows.news.ground import MONDAY, notice, text
from trato.customers.public import Contact
from trato.foundation.public import (
    SYSTEM,
    User,
    notify,
    unread_count,
)
from trato.kit.testing.frozen_clock import FrozenClock


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
    from trato.foundation.public import NotificationKind, contributions, own_channels

    names = [each.kind.name for each in own_channels(hire("Zoe").id)]
    assert names == [each.name for each in contributions(NotificationKind)]
    assert {"customers.mentioned", "customers.task_due", "foundation.assigned"} <= set(names)
