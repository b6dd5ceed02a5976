"""Pages that change by themselves: a whole `trato serve` with its stream, several tabs, and somebody elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports, watch
from tests.faults.running import Ledger, RunningTrato, running_trato

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]
ADA = "ada@live.example"
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
    """Ada has signed in."""
    name, value = trato.command("shell", "-v", "0", "-c", SIGNED_IN).split()[-2:]
    address = f"http://127.0.0.1:{trato.port}"
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": name, "value": value, "url": address}])
    yield context
    context.close()


def listening(window: BrowserContext, address: str) -> Page:
    """A tab whose stream is open: only from then on does it hear of anything."""
    tab = window.new_page()
    watch(tab)
    with tab.expect_response(lambda answer: "/stream?" in answer.url and answer.status == 200, timeout=30_000):
        tab.goto(address)
    return tab


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
