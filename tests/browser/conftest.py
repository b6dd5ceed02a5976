"""Real Chromium in front of a live server. `page` opens one as a person, at a width, in a theme, in a language."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import await_scripts, watch
from trato.foundation.public import User

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PLACES = ["chromium", "chromium-browser", "google-chrome"]
OpenPage = Callable[..., Page]
expect.set_options(timeout=20_000)  # two cores under a whole suite: what comes late is not what is missing


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not for the whole session: Playwright's event loop would be in the way of tests with a loop of their own."""
    found = next(filter(None, map(shutil.which, PLACES)), None)
    if found is None:
        pytest.skip("not proven: Chromium is missing")
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """page(alice, "/contacts/", width=375, theme="dark") is a tab where Alice has signed in; None is a stranger.

    A stranger's browser asks for `language`; whoever has signed in chose their own.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        person: User | None,
        address: str = "/",
        *,
        width: int = 1440,
        height: int = 900,
        theme: str = "light",
        language: str = "en",
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=width < 768,
            locale=language,
        )
        contexts.append(context)
        if person is not None:
            _sign_in(context, person, live_server.url)
        tab = context.new_page()
        watch(tab)
        tab.goto(address)
        await_scripts(tab)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    _let_requests_end()


def _let_requests_end() -> None:
    """A request whose browser is gone goes on in its thread, and the tables that are emptied next are in its hands."""
    busy = """select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle'
      and backend_type = 'client backend' and pid <> pg_backend_pid()"""
    quiet, until = 0, time.monotonic() + 20
    while quiet < 4 and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(busy)
            quiet = 0 if cursor.fetchall() != [(0,)] else quiet + 1
        time.sleep(0.04)


def _sign_in(context: BrowserContext, person: User, url: str) -> None:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the one it replaces
        return


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another origin: its address, and the folder of its pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", tmp_path
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(chromium: Browser, site: tuple[str, Path]) -> Iterator[Callable[..., Page]]:
    """A page of the other site with this in it."""
    contexts = []

    def opened(html: str, query: str = "") -> Page:
        address, folder = site
        (folder / "offer.html").write_text(f"<!doctype html><title>Acequia</title><h1>Solar</h1>{html}", "utf-8")
        context = chromium.new_context(locale="en")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/offer.html{query}")
        return page

    yield opened
    for context in contexts:
        context.close()
    _let_requests_end()
