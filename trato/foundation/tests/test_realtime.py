"""The stream that tells open pages what changed."""

import asyncio
import json
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import override_settings

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.events.log import publish
from trato.foundation.realtime import hub as hubs
from trato.foundation.realtime import stream as streaming
from trato.foundation.realtime.hub import Hub
from trato.foundation.realtime.news import ended_sessions, news_after, present
from trato.foundation.realtime.stream import Realtime
from trato.foundation.realtime.topics import Ticket, list_topic, opened_ticket, record_topic, signed_ticket
from trato.foundation.tests.test_event_log import BellRung
from trato.kit.ids import new_id


def ticket(*topics: str, session: str = "s") -> Ticket:
    return Ticket(user="u", session=session, topics=frozenset(topics))


def test_a_ticket_opens_only_what_was_signed() -> None:
    sealed = signed_ticket(user="u", session="s", topics=["contact:1", "list:contact"])

    assert opened_ticket(sealed) == Ticket("u", "s", frozenset({"contact:1", "list:contact"}))


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "\x00"])
def test_a_forged_ticket_opens_nothing(text: str) -> None:
    assert opened_ticket(text) is None


def test_a_ticket_is_for_connecting_soon() -> None:
    from datetime import UTC, datetime, timedelta

    sealed = signed_ticket(user="u", session="s", topics=[])
    later = (datetime.now(UTC) + timedelta(minutes=3)).timestamp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: later)
        assert opened_ticket(sealed) is None


def test_a_page_hears_its_own_topics_once_each() -> None:
    hub = Hub()
    mine, other = hub.open(ticket("contact:1")), hub.open(ticket("contact:2"))

    hub.tell({"contact:1", "list:contact"})
    hub.tell({"contact:1"})

    assert mine.take("here.2") == b'id: here.2\ndata: ["contact:1"]\n\n'
    assert other.take("here.2") == b"id: here.2\ndata: []\n\n"


def told(hub: Hub, *topics: str, last: str) -> list[str]:
    """What somebody is told at once who comes back."""
    text = hub.open(ticket(*topics), last=last).take(hub.position).decode()
    return list(json.loads(text.partition("data: ")[2]))


def test_who_comes_back_is_told_what_he_missed_and_no_more() -> None:
    hub = Hub()
    hub.tell({"contact:1"})
    heard = hub.position
    hub.tell({"contact:2", "list:contact"})
    hub.tell({"contact:3"})

    assert told(hub, "contact:1", "contact:2", "contact:9", last=heard) == ["contact:2"]
    assert told(hub, "contact:3", last=hub.position) == []
    assert told(hub, "contact:3", last="") == []  # a new page has everything


@pytest.mark.parametrize(
    "last", ["elsewhere.1", "x", "NAME.", "NAME.-1", "NAME.99", "NAME.²", "NAME." + "9" * 5_000, "\x00"]
)
def test_who_was_away_for_longer_than_is_remembered_looks_at_everything_again(last: str) -> None:
    hub = Hub()
    hub.tell({"contact:1"})

    assert told(hub, "contact:1", "contact:2", last=last.replace("NAME", hub.name)) == ["contact:1", "contact:2"]


def test_a_change_of_very_many_records_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "REMEMBERED", 100)
    hub = Hub()
    begin = hub.position
    for number in range(50):
        hub.tell({f"contact:{number}-{each}" for each in range(40)})

    assert sum(len(topics) for _at, topics in hub.told) <= 100
    assert told(hub, "contact:0-0", "deal:1", last=begin) == ["contact:0-0", "deal:1"]
    assert told(hub, "contact:49-0", "deal:1", last=f"{hub.name}.{hub.number - 1}") == ["contact:49-0"]


def test_a_signed_out_session_loses_its_streams() -> None:
    hub = Hub()
    gone, stays = hub.open(ticket("a", session="gone")), hub.open(ticket("a", session="stays"))

    hub.end_sessions({"gone"})

    assert (gone.is_over, stays.is_over) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_what_is_published_becomes_topics_of_record_and_list() -> None:
    from django.db import transaction

    bell = new_id()
    position = present()
    with transaction.atomic():
        publish(BellRung(subject_id=bell), by=SYSTEM)

    position, topics = news_after(position)

    assert topics == {record_topic("bell", bell), list_topic("bell")}
    assert news_after(position)[1] == set()


@pytest.mark.django_db
def test_sessions_end_by_sign_out_and_by_time() -> None:
    living, expired = SessionStore(), SessionStore()
    living.create()
    expired.set_expiry(-10)
    expired.create()

    keys = str(living.session_key), str(expired.session_key)
    assert ended_sessions({*keys, "never"}) == {keys[1], "never"}


class Visitor:
    """Speaks ASGI to the stream and writes down what it is sent."""

    def __init__(self, path: str, query: str = "") -> None:
        self.scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
        self.sent: list[dict[str, Any]] = []
        self.leave = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


def test_without_a_ticket_nothing_is_told() -> None:
    visitor = Visitor("/stream")

    asyncio.run(Realtime()(visitor.scope, visitor.receive, visitor.send))

    assert visitor.sent[0]["status"] == 403


@override_settings(BASE_URL="https://crm.example")
def test_only_our_own_pages_may_read_the_answer() -> None:
    visitor = Visitor("/healthz")

    asyncio.run(Realtime()(visitor.scope, visitor.receive, visitor.send))

    assert (b"access-control-allow-origin", b"https://crm.example") in visitor.sent[0]["headers"]


def test_an_open_page_is_told_and_can_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LOOK_EVERY", 0.01)
    visitor = Visitor("/stream", "ticket=" + signed_ticket(user="u", session="s", topics=["contact:1"]))
    realtime = Realtime()

    async def visit() -> None:
        page = asyncio.create_task(realtime(visitor.scope, visitor.receive, visitor.send))
        while not realtime.hub.streams:
            await asyncio.sleep(0.01)
        realtime.hub.tell({"contact:1", "contact:2"})
        while b"contact:1" not in visitor.body:
            await asyncio.sleep(0.01)
        visitor.leave.set()
        await asyncio.wait_for(page, 5)

    asyncio.run(visit())

    lines = [line for line in visitor.body.decode().splitlines() if line.startswith("data: ")]
    assert [json.loads(line.removeprefix("data: ")) for line in lines[:2]] == [[], ["contact:1"]]
    assert f"id: {realtime.hub.name}.1" in visitor.body.decode()
    assert not realtime.hub.streams
