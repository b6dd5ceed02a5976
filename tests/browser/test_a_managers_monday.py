"""A manager's Monday: what will come, what changed, who sold what; each number opens exactly its rows."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.conftest import SELLING
from trato.customers.public import create_activities, create_companies
from trato.foundation.public import Actor, Reach, RecordUpdate, Role, Team, User, today_of
from trato.sales.goals.models import Adjustment
from trato.sales.public import Deal, StageMove, create_deals, update_deals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORTS = ["quarters", "sellers", "win_rate", "lost_reasons", "funnel", "velocity", "ageing", "activity"]
COUNTS = {"Won", "Lost", "Open", "Came here"}
MANAGING = {"sales.set_goals": Reach.ALL, "sales.adjust_forecasts": Reach.ALL}


@pytest.fixture
def marta(hire: Callable[..., User], north: Team) -> User:
    """Marta leads the north: she sees what it sells, and not the south."""
    rights = {name: int(reach) for name, reach in (SELLING | MANAGING).items()}
    return hire("Marta", role=Role.objects.create(name="Manager", rights=rights), team=north)


@pytest.fixture
def last_week(as_alice: Actor, as_bob: Actor) -> None:
    """What stood there a week ago."""
    today = today_of(as_alice)
    firms = create_companies([{"name": "Mill"}, {"name": "Dairy"}], by=as_alice)
    firm = [str(each.id) for each in firms]
    early, later = (today - timedelta(days=40)).isoformat(), today.isoformat()
    open_now = {"close_on": later, "begun_on": early}
    rows = [
        {"name": "Roof", "stage": "ready_to_close", "amount": "9000 EUR", "company": firm[0], **open_now},
        {"name": "Pump", "stage": "proposal", "amount": "5000 EUR", "source": "Fair", **open_now},
        {"name": "Drip", "stage": "qualification", "amount": "2000 EUR", "source": "Web", **open_now},
        {"name": "Old roof", "stage": "won", "amount": "7000 EUR", "close_on": early, "company": firm[1]},
        {"name": "Old pump", "stage": "won", "amount": "1500 EUR", "close_on": early, "begun_on": early},
        {"name": "Old drip", "stage": "lost", "amount": "800 EUR", "close_on": early, "lost_reason": "Too dear"},
    ]
    create_deals(rows, by=as_alice)
    theirs = [
        {"name": f"South {number}", "stage": stage, "amount": "100000 EUR", **open_now, "lost_reason": "Slow"}
        for number, stage in enumerate(("proposal", "won", "lost"))
    ]
    create_deals(theirs, by=as_bob)
    calls = [{"type": "call", "name": "Offer", "company": firm[1], "starts_at": f"{early}T09:00:00Z", "state": "held"}]
    create_activities(calls, by=as_alice)
    StageMove.objects.update(at=f"{early}T09:00:00Z")


@pytest.fixture
def this_week(last_week: None, as_alice: Actor) -> None:
    """Since then one is new, one is won, one is lost, one slipped, and one grew."""
    create_deals([{"name": "New roof", "stage": "demo", "amount": "3000 EUR"}], by=as_alice)
    change("Roof", as_alice, stage="won")
    change("Drip", as_alice, stage="lost", lost_reason="No answer")
    change("Pump", as_alice, amount="6500 EUR", close_on=(today_of(as_alice) + timedelta(days=1)).isoformat())


def change(name: str, by: Actor, **values: str) -> None:
    update_deals([RecordUpdate(id=Deal.objects.get(name=name).id, values=values)], by=by)


def test_a_manager_looks_forward_back_and_behind_each_number(
    page: OpenPage, this_week: None, marta: User, bob: User
) -> None:
    tab = page(marta, "/sales/goals/")
    sets_a_goal(tab)
    says_another_figure(tab)
    looks_what_changed(tab)
    every_report_opens_its_rows(tab)
    assert_no_csp_reports(tab)
    behind = tab.url
    the_south_sees_its_own(page(bob, behind))


def sets_a_goal(tab: Page) -> None:
    form = tab.locator("form[method=post]", has=tab.get_by_label("Goal"))
    form.get_by_label("For whom").select_option(label="North")
    form.get_by_label("Month, quarter or year").fill(quarter(today()))
    form.get_by_label("Goal").fill("20000")
    form.get_by_role("button", name="Set").click()
    expect(tab.get_by_role("main")).to_contain_text("€20,000")
    assert_accessible(tab)


def says_another_figure(tab: Page) -> None:
    """It stands beside what the system says, and does not replace it."""
    tab.goto("/sales/forecast/?by=team")
    north = row_of(tab, "North")
    expect(north["Goal"]).to_have_text("€20,000")
    expect(north["Attained"]).not_to_have_text("—")
    expect(north["Best case"]).to_have_text("€6,500")
    system = north["Expected"].inner_text()
    form = tab.locator("form[method=post]", has=tab.get_by_label("Why"))
    form.get_by_label("For whom").select_option(label="North")
    form.get_by_label("Amount").fill("25000")
    form.get_by_label("Why").fill("The mill buys two roofs")
    form.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("Your figure stands beside that of the system.")).to_be_visible()
    tab.goto("/sales/forecast/?by=team")
    north = row_of(tab, "North")
    expect(north["Managers say"]).to_have_text("€25,000")
    expect(north["Expected"]).to_have_text(system)
    expect(tab.get_by_role("main")).to_contain_text("The mill buys two roofs")
    expect(tab.get_by_role("main")).to_contain_text("the system said €")
    assert Adjustment.objects.get().author.name == "Marta"
    assert_accessible(tab)
    north["Best case"].get_by_role("link").click()
    expect(tab.get_by_role("link", name="Pump")).to_be_visible()
    expect(tab.locator("tr[data-row]")).to_have_count(1)


def looks_what_changed(tab: Page) -> None:
    tab.goto("/sales/forecast/")
    tab.get_by_role("link", name="What changed").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("What changed")
    for what, deal in {
        "New": "New roof",
        "Won": "Roof",
        "Lost": "Drip",
        "Slipped to a later day": "Pump",
        "Amount went up": "Pump",
    }.items():
        part = tab.locator("section", has=tab.get_by_role("heading", name=re.compile(f"^{what} 1 deal")))
        expect(part.get_by_role("link", name=deal, exact=True)).to_be_visible()
        behind = part.get_by_role("link", name="1 deal").get_attribute("href")
        assert rows_in(tab, behind) == 1, what
    assert_accessible(tab)
    tab.get_by_role("link", name="Roof", exact=True).focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Roof")
    expect(tab.locator("#story")).to_contain_text("Alice won Roof")


def every_report_opens_its_rows(tab: Page) -> None:
    for report in REPORTS:
        tab.goto(f"/sales/reports/{report}/?period=all")
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        doors = list(doors_of(tab))
        assert doors, report
        for number, address in doors:
            assert rows_in(tab, address) == number, (report, number, address)
        number, address = doors[0]
        link = tab.locator(f'td.c-num a[href="{address}"]').first
        link.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator("tr[data-row]")).to_have_count(number)


def rows_in(tab: Page, address: str | None) -> int:
    """Read as the browser reads it, without drawing it: there are many."""
    return tab.request.get(address or "").text().count("<tr data-row")


def doors_of(tab: Page) -> Iterator[tuple[int, str]]:
    """Each count of the table, and where it leads."""
    table = tab.locator(".t-report table").first
    heads = [text.strip() for text in table.locator("thead th").all_inner_texts()]
    for line in table.locator("tbody tr, tfoot tr").all():
        for head, cell in zip(heads, line.locator("th, td").all(), strict=True):
            link = cell.get_by_role("link")
            if head in COUNTS and link.count():
                yield int(link.inner_text().replace(",", "")), link.get_attribute("href") or ""


def row_of(tab: Page, name: str) -> dict[str, Locator]:
    table = tab.locator(".t-report table").first
    line = table.get_by_role("row", name=re.compile(f"^{name}"))
    expect(line).to_be_visible()
    heads = [text.strip() for text in table.locator("thead th").all_inner_texts()]
    return {head: line.locator("th, td").nth(place) for place, head in enumerate(heads)}


def the_south_sees_its_own(tab: Page) -> None:
    """The same address, asked by somebody of another team."""
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab.get_by_role("link", name=re.compile("roof|pump|drip", re.IGNORECASE))).to_have_count(0)
    tab.goto("/sales/reports/sellers/?period=all")
    expect(tab.get_by_role("rowheader", name="Bob")).to_be_visible()
    expect(tab.get_by_role("rowheader", name="Alice")).to_have_count(0)
    tab.goto("/sales/forecast/")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Forecast")
    expect(tab.get_by_text("The mill buys two roofs")).to_have_count(0)


def today() -> date:
    return today_of(User.objects.get(name="Marta").acting())


def quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
