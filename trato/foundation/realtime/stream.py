"""The realtime stream: server-sent events with the names of what changed, from a small process of its own (ASGI)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from trato.foundation.realtime.hub import Hub, Stream
from trato.foundation.realtime.news import ended_sessions, news_after, present
from trato.foundation.realtime.topics import opened_ticket

log = logging.getLogger("trato.realtime")
LOOK_EVERY = 0.25
SESSIONS_EVERY = 20.0
STILL_HERE_EVERY = 20.0
ASK_AGAIN_AFTER = 600.0

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Realtime:
    """The ASGI application. `__rsgi_init__`-like start-up happens at the first request's loop, or by lifespan."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.watching: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.watching = {asyncio.create_task(self._watch_log()), asyncio.create_task(self._watch_sessions())}
                await send({"type": "lifespan.startup.complete"})
            else:
                for task in self.watching:
                    task.cancel()
                self.hub.end_all()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        send = _with_origin(send, scope)
        if scope["path"] == "/healthz":
            await _plain(send, 200, b"ok")
        elif scope["path"] != "/stream" or scope["method"] != "GET":
            await _plain(send, 404, b"not found")
        elif self.hub.is_full:
            await _plain(send, 503, b"too many streams")
        else:
            query = parse_qs(scope["query_string"].decode("latin-1"))
            ticket = opened_ticket(query.get("ticket", [""])[0])
            if ticket is None:
                await _plain(send, 403, b"ask the page for a new ticket")
            else:
                await self._stream(self.hub.open(ticket, last=query.get("last", [""])[0]), receive, send)

    async def _stream(self, stream: Stream, receive: Receive, send: Send) -> None:
        """Until the page leaves, its session ends, or it is time to ask for a new ticket."""
        gone = asyncio.create_task(_until_gone(receive))
        until = asyncio.get_running_loop().time() + ASK_AGAIN_AFTER
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _headers("text/event-stream")})
            await _chunk(send, stream.take(self.hub.position))
            while not stream.is_over and not gone.done() and asyncio.get_running_loop().time() < until:
                await _wait(stream.wake, STILL_HERE_EVERY, gone)
                await _chunk(send, stream.take(self.hub.position))
                await asyncio.sleep(LOOK_EVERY)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self.hub.close(stream)

    async def _watch_log(self) -> None:
        position = None
        while True:
            try:
                position = position or await _in_thread(present)
                position, topics = await _in_thread(news_after, position)
                self.hub.tell(topics)
            except DatabaseError as problem:
                log.warning("The database does not answer: %s", str(problem).strip().splitlines()[0])
                await asyncio.sleep(1)
            await asyncio.sleep(LOOK_EVERY)

    async def _watch_sessions(self) -> None:
        while True:
            await asyncio.sleep(SESSIONS_EVERY)
            try:
                if sessions := self.hub.sessions():
                    self.hub.end_sessions(await _in_thread(ended_sessions, sessions))
            except DatabaseError:
                continue  # the log's watcher says so


async def _in_thread(read: Callable[..., Any], *arguments: Any) -> Any:
    def run() -> Any:
        close_old_connections()
        return read(*arguments)

    return await sync_to_async(run, thread_sensitive=True)()


async def _wait(wake: asyncio.Event, seconds: float, gone: "asyncio.Task[None]") -> None:
    waking = asyncio.ensure_future(wake.wait())
    await asyncio.wait({waking, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waking.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _chunk(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _plain(send: Send, status: int, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers("text/plain")})
    await send({"type": "http.response.body", "body": body})


def _with_origin(send: Send, scope: dict[str, Any]) -> Send:
    """CORS for exactly our own pages, by the name the person used for this host: the stream is on another port."""
    given = dict(scope.get("headers", ())).get(b"origin", b"").decode("latin-1")
    parts = urlsplit(given)
    is_ours = (
        parts.hostname in settings.ALLOWED_HOSTS and given == f"http://{parts.netloc}" and parts.port == settings.PORT
    )
    origin = given if is_ours else settings.BASE_URL

    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"].append((b"access-control-allow-origin", origin.encode()))
        await send(message)

    return sending


def _headers(content_type: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", f"{content_type}; charset=utf-8".encode()),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
        (b"vary", b"origin"),
    ]
