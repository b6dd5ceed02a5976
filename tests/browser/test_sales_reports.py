"""A manager's Monday: the forecast, what changed, and reports whose numbers open their rows."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.foundation.public import Actor, User
from trato.sales.goals.use_cases import adjust_forecast, set_goal
from trato.sales.public import create_deals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("REPORT_SHOTS", "")
PAGES = {
    "quarters": "/sales/reports/?period=2017",
    "sellers": "/sales/reports/sellers/?period=2017",
    "funnel": "/sales/reports/funnel/?period=all",
    "forecast": "/sales/forecast/",
    "by-owner": "/sales/forecast/?by=owner",
    "changes": "/sales/forecast/changes/",
    "back": "/sales/forecast/back/",
    "goals": "/sales/goals/",
}


@pytest.fixture
def sold(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> None:
    """Eight won and four lost ones in 2017, and some that are open now."""
    for who, step in ((as_alice, 3), (as_bob, 5)):
        rows = [
            {
                "name": f"{who.name} {n}",
                "stage": "lost" if n % 3 == 2 else "won",
                "amount": f"{n * step * 1000 + 500} EUR",
                "close_on": f"2017-{n * 2 + 1:02}-10",
                "begun_on": "2016-12-01",
                "lost_reason": "Too dear" if n % 3 == 2 else "",
            }
            for n in range(6)
        ]
        still = [
            {"name": f"Open {stage}", "stage": stage, "amount": "12000 EUR", "close_on": who_day(as_ada)}
            for stage in ("qualification", "proposal", "ready_to_close")
        ]
        create_deals(
            [*rows, *still, {"name": "Abroad", "stage": "won", "amount": "5 INR", "close_on": "2017-02-02"}], by=who
        )
    set_goal(whose="", period="this_quarter", measure="amount", target="90000", by=as_ada)
    adjust_forecast(whose="", period="this_quarter", amount="50000", reason="The fair", by=as_ada)


def who_day(actor: Actor) -> str:
    from trato.foundation.public import today_of

    return today_of(actor).isoformat()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (768, "dark"), (375, "light")])
def test_reports_forecast_and_goals_are_fit_for_everybody(
    sold: None, ada: User, page: OpenPage, width: int, theme: str
) -> None:
    for name, address in PAGES.items():
        tab = page(ada, address, width=width, theme=theme)
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        if SHOTS:
            tab.screenshot(path=str(Path(SHOTS) / f"{name}-{width}-{theme}.png"), full_page=True)
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} is too wide"
        assert_accessible(tab)
        assert_no_csp_reports(tab)
        tab.context.close()


def test_a_manager_goes_from_a_number_to_its_rows_by_keyboard_alone(sold: None, ada: User, page: OpenPage) -> None:
    tab = page(ada, "/sales/reports/?period=2017")
    lost = tab.get_by_role("row", name="Q2 2017").get_by_role("link", name="2", exact=True).first
    lost.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("row").filter(has_text="Alice 2").first).to_be_visible()
    expect(tab.get_by_role("row").filter(has_text="Bob 2").first).to_be_visible()
    expect(tab.get_by_role("row").filter(has_text="Alice 0")).to_have_count(0)
