"""Who listens to what, and what happened since they were last told. Nothing here touches the database."""

import asyncio
import json
from dataclasses import dataclass, field

from trato.foundation.realtime.topics import Ticket

MOST_STREAMS = 10_000


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

    def take(self) -> bytes:
        """The gathered news as one event of the stream: names of what changed, never content."""
        self.wake.clear()
        news, self.news = sorted(self.news), set()
        return b"data: " + json.dumps(news).encode() + b"\n\n" if news else b": still here\n\n"


class Hub:
    def __init__(self) -> None:
        self.streams: set[Stream] = set()

    @property
    def is_full(self) -> bool:
        return len(self.streams) >= MOST_STREAMS

    def open(self, ticket: Ticket) -> Stream:
        stream = Stream(ticket)
        self.streams.add(stream)
        return stream

    def close(self, stream: Stream) -> None:
        self.streams.discard(stream)

    def tell(self, topics: set[str]) -> None:
        if topics:
            for stream in self.streams:
                stream.tell(topics)

    def sessions(self) -> set[str]:
        return {stream.ticket.session for stream in self.streams}

    def end_sessions(self, gone: set[str]) -> None:
        for stream in self.streams:
            if stream.ticket.session in gone:
                stream.end()

    def end_all(self) -> None:
        for stream in self.streams:
            stream.end()
