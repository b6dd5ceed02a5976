"""Pages that change by themselves: a whole `trato serve` with its stream, several tabs, and somebody elsewhere."""

from collections.abc import Iterator

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports, watch
from tests.faults.running import Ledger, RunningTrato, kill, running_trato, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]
ADA = "ada@live.example"
WITHOUT_WORKERS = "delete window.SharedWorker"
WRITE_DOWN = """() => new MutationObserver(() => {
  (window.turns ??= []).push(document.documentElement.dataset.stream);
}).observe(document.documentElement, { attributeFilter: ["data-stream"] })"""
SIGNED_IN = f"""
from django.conf import settings
from django.test import Client
from trato.foundation.public import Installation, User
Installation.objects.exists() or Installation.objects.create(name="Acequia Solar", phone_country="ES", currency="EUR")
client = Client()
client.force_login(User.objects.get(email="{ADA}"))
print(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


@pytest.fixture(scope="module")
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        yield started


@pytest.fixture(scope="module")
def elsewhere(trato: RunningTrato) -> Ledger:
    """A program of Ada's, on another machine."""
    trato.command("user", "create", "--admin", ADA)
    return Ledger(trato.port, trato.command("token", "create", "--user", ADA).strip())


@pytest.fixture(scope="module")
def window(chromium: Browser, trato: RunningTrato, elsewhere: Ledger) -> Iterator[BrowserContext]:
    context = signed_in(chromium, trato)
    yield context
    context.close()


def signed_in(chromium: Browser, trato: RunningTrato) -> BrowserContext:
    """A browser of Ada's."""
    name, value = trato.command("shell", "-v", "0", "-c", SIGNED_IN).split()[-2:]
    address = f"http://127.0.0.1:{trato.port}"
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def listening(window: BrowserContext, address: str) -> Page:
    """A tab whose stream is open: only from then on does it hear of anything."""
    tab = window.new_page()
    watch(tab)
    tab.goto(address)
    hears(tab)
    return tab


def hears(tab: Page) -> None:
    expect(tab.locator("html[data-stream=open]")).to_have_count(1, timeout=40_000)


def streams(trato: RunningTrato) -> int:
    """Connections that are open at the stream's own process."""
    family = [each for one in trato.processes("realtime") for each in (one, *one.children(recursive=True))]
    found = {
        (each.raddr.ip, each.raddr.port)
        for process in family
        for each in process.net_connections("tcp")
        if each.status == psutil.CONN_ESTABLISHED and each.laddr.port == trato.port + 1
    }
    return len(found)


def made(elsewhere: Ledger, **values: object) -> str:
    status, body = elsewhere.call("POST", "/contacts", values)
    assert status == 201, body
    return str(body["id"])


def test_a_list_changes_where_it_stands_and_says_what_came_in(window: BrowserContext, elsewhere: Ledger) -> None:
    nuria = made(elsewhere, name="Núria Bosch", email="nuria@live.example")
    made(elsewhere, name="Ona Puig")
    tab = listening(window, "/contacts/")
    expect(tab.locator("tr[data-row]")).to_have_count(2)

    elsewhere.call("PATCH", f"/contacts/{nuria}", {"email": "nb@live.example"})
    expect(tab.locator("tr[data-row]", has_text="Núria Bosch")).to_contain_text("nb@live.example")

    for name in ("Ana", "Zoe"):
        made(elsewhere, name=name)
    announced = tab.get_by_role("button", name="2 new: show")
    expect(announced).to_be_visible()
    expect(tab.locator("tr[data-row]")).to_have_count(2)  # nothing jumps
    assert_accessible(tab)
    announced.click()
    expect(tab.locator("tr[data-row]")).to_have_count(4)
    expect(announced).to_have_count(0)
    assert_no_csp_reports(tab)
    tab.close()


def test_an_open_cell_is_left_alone(window: BrowserContext, elsewhere: Ledger) -> None:
    rosa = made(elsewhere, name="Rosa Vidal", email="rosa@live.example", source="Fair")
    tab = listening(window, "/contacts/?columns=name,email,source")
    line = tab.locator("tr[data-row]", has_text="Rosa Vidal")
    line.locator("td", has_text="Fair").dblclick()
    editor = line.locator("[data-cell-editor] :is(input:not([type=hidden]), textarea)")
    expect(editor).to_be_focused()
    editor.fill("Friend of a fr")

    elsewhere.call("PATCH", f"/contacts/{rosa}", {"email": "rv@live.example", "source": "Web site"})
    expect(line).to_contain_text("rv@live.example")
    expect(editor).to_have_value("Friend of a fr")
    expect(editor).to_be_focused()

    editor.press("Enter")  # somebody was faster: that is said, and nothing is overwritten
    expect(line.get_by_role("alert")).to_contain_text("Web site")
    tab.keyboard.press("Escape")
    tab.close()


def test_what_one_tab_does_the_other_shows(window: BrowserContext, elsewhere: Ledger) -> None:
    eva = made(elsewhere, name="Eva Serra", source="Fair")
    listed = listening(window, "/contacts/?columns=name,source")
    opened = listening(window, f"/contacts/{eva}/")
    writing = window.new_page()
    writing.goto(f"/contacts/{eva}/")

    writing.locator("#field-source [data-edit]").click()
    writing.locator("#field-source input[name=value]").fill("Radio")
    writing.keyboard.press("Enter")
    expect(writing.locator("#field-source [data-edit]")).to_contain_text("Radio")

    expect(opened.locator("#field-source [data-edit]")).to_contain_text("Radio")
    expect(opened.locator("#story")).to_contain_text("changed Source")
    expect(listed.locator("tr[data-row]", has_text="Eva Serra")).to_contain_text("Radio")

    writing.locator("#composer textarea").first.fill("She listens to the radio.")
    writing.locator("#composer button[type=submit]").first.click()
    expect(opened.locator("#story")).to_contain_text("She listens to the radio.")
    for tab in (listed, opened, writing):
        tab.close()


def test_the_bell_rings_without_a_reload(window: BrowserContext, trato: RunningTrato, elsewhere: Ledger) -> None:
    """Ada is told of what a colleague gives her; of her own acts nobody is told."""
    trato.command("user", "create", "--admin", "nora@live.example")
    nora = Ledger(trato.port, trato.command("token", "create", "--user", "nora@live.example").strip())
    tab = listening(window, "/contacts/")
    expect(tab.locator("#bell")).not_to_contain_text("unread")
    _status, people = elsewhere.call("GET", "/users")
    ada = next(each["id"] for each in people["results"] if each["email"] == ADA)

    status, body = nora.call("POST", "/contacts", {"name": "Given to Ada", "owner": ada})

    assert status == 201, body
    expect(tab.locator("#bell")).to_contain_text("1 unread", timeout=30_000)
    tab.close()


def source_of(tab: Page) -> Locator:
    return tab.locator("#field-source [data-edit]")


def test_all_tabs_of_a_browser_hear_by_one_stream(
    window: BrowserContext, trato: RunningTrato, elsewhere: Ledger
) -> None:
    iris, joan = made(elsewhere, name="Iris Mas", source="Fair"), made(elsewhere, name="Joan Mas", source="Fair")
    tabs = [listening(window, f"/contacts/{each}/") for each in (iris, joan)]
    wait_until(lambda: streams(trato) == 1, what="a single stream")

    for each in (iris, joan):
        elsewhere.call("PATCH", f"/contacts/{each}", {"source": "Radio"})
    for tab in tabs:
        expect(source_of(tab)).to_contain_text("Radio")

    tabs[0].goto(f"/contacts/{joan}/")  # what a tab hears changes with its page
    hears(tabs[0])
    elsewhere.call("PATCH", f"/contacts/{joan}", {"source": "Letter"})
    for tab in tabs:
        expect(source_of(tab)).to_contain_text("Letter")
    assert streams(trato) == 1

    tabs[0].close()
    elsewhere.call("PATCH", f"/contacts/{joan}", {"source": "Fair"})
    expect(source_of(tabs[1])).to_contain_text("Fair")
    assert_no_csp_reports(tabs[1])
    tabs[1].close()


def test_after_a_cut_the_stream_comes_back_and_nothing_was_missed(
    window: BrowserContext, trato: RunningTrato, elsewhere: Ledger
) -> None:
    kim = made(elsewhere, name="Kim Roca", source="Fair")
    tab = listening(window, f"/contacts/{kim}/")
    tab.evaluate(WRITE_DOWN)

    for process in trato.processes("realtime"):
        kill(process)
    wait_until(lambda: bool(tab.evaluate("window.turns?.includes('down')")), what="word of the cut")
    elsewhere.call("PATCH", f"/contacts/{kim}", {"source": "Radio"})  # nobody was there to tell

    hears(tab)
    expect(source_of(tab)).to_contain_text("Radio", timeout=10_000)
    tab.close()


def test_a_browser_without_shared_workers_hears_in_each_tab(
    chromium: Browser, trato: RunningTrato, elsewhere: Ledger
) -> None:
    lea = made(elsewhere, name="Lea Sala", source="Fair")
    context = signed_in(chromium, trato)
    context.add_init_script(WITHOUT_WORKERS)
    wait_until(lambda: streams(trato) == 0, what="the end of the streams before")
    tabs = [listening(context, f"/contacts/{lea}/") for _ in range(2)]
    wait_until(lambda: streams(trato) == len(tabs), what="a stream for each tab")

    elsewhere.call("PATCH", f"/contacts/{lea}", {"source": "Radio"})

    for tab in tabs:
        expect(source_of(tab)).to_contain_text("Radio")
    context.close()
    wait_until(lambda: streams(trato) == 0, what="the end of both")
