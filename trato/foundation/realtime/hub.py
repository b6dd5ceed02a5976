"""Who listens to what, and what happened since they were last told. Nothing here touches the database."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from secrets import token_hex

from trato.foundation.realtime.topics import Ticket

MOST_STREAMS = 10_000
REMEMBERED = 20_000  # names, of tellings that have thousands when much is changed at once
LONGEST_NUMBER = 18


@dataclass(eq=False)
class Stream:
    """One open page. Topics gather in `news` until the stream writes them: 4 times a second at most."""

    ticket: Ticket
    news: set[str] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    def tell(self, topics: set[str]) -> None:
        if heard := topics & self.ticket.topics:
            self.news |= heard
            self.wake.set()

    def end(self) -> None:
        self.is_over = True
        self.wake.set()

    def take(self, position: str) -> bytes:
        """The gathered news as one event of the stream: names of what changed, never content. Often there are none."""
        self.wake.clear()
        news, self.news = sorted(self.news), set()
        return b"id: %s\ndata: %s\n\n" % (position.encode(), json.dumps(news).encode())


class Hub:
    """It remembers what it told lately, under numbers: whoever was away for a moment says which one he heard last."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.name = token_hex(4)  # numbers of another process, or of this one's last life, mean nothing here
        self.number = 0
        self.told: deque[tuple[int, frozenset[str]]] = deque()
        self.remembered = 0

    @property
    def is_full(self) -> bool:
        return len(self.streams) >= MOST_STREAMS

    @property
    def position(self) -> str:
        return f"{self.name}.{self.number}"

    def open(self, ticket: Ticket, *, last: str = "") -> Stream:
        stream = Stream(ticket)
        self.streams.add(stream)
        if last and last != self.position:
            stream.tell(self._told_after(last, ticket.topics))
        return stream

    def close(self, stream: Stream) -> None:
        self.streams.discard(stream)

    def tell(self, topics: set[str]) -> None:
        if topics:
            self._remember(frozenset(topics))
            for stream in self.streams:
                stream.tell(topics)

    def _remember(self, topics: frozenset[str]) -> None:
        self.number += 1
        self.told.append((self.number, topics))
        self.remembered += len(topics)
        while self.remembered > REMEMBERED and len(self.told) > 1:
            self.remembered -= len(self.told.popleft()[1])

    def _told_after(self, last: str, topics: frozenset[str]) -> set[str]:
        """Where that is not known any more, everything may have changed."""
        name, _dot, number = last.partition(".")
        is_known = name == self.name and number.isdecimal() and len(number) <= LONGEST_NUMBER
        if not (is_known and self.told and self.told[0][0] - 1 <= int(number) <= self.number):
            return set(topics)
        return {topic for at, told in self.told if at > int(number) for topic in told}

    def sessions(self) -> set[str]:
        return {stream.ticket.session for stream in self.streams}

    def end_sessions(self, gone: set[str]) -> None:
        for stream in self.streams:
            if stream.ticket.session in gone:
                stream.end()

    def end_all(self) -> None:
        for stream in self.streams:
            stream.end()
