"""A company brings its sellers, accounts, products and 8,800 deals in by the pages, and finds its figures again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.public import Import, User
from trato.kit.testing.real_files import real_file
from trato.sales.lines.models import DealLine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
AGENTS = 35
SAID_GTXPRO = 1_480  # as the file writes it; the match that is offered was taken
WON_BY_QUARTER = {
    "Q1 2017": "€1,134,672",
    "Q2 2017": "€3,086,111",
    "Q3 2017": "€2,982,255",
    "Q4 2017": "€2,802,496",
}


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def test_the_real_pipeline_comes_in_by_the_wizard_and_its_figures_are_met(page: OpenPage, ada: User) -> None:
    tab = page(ada, "/settings/people/")
    brings_the_sellers(tab)
    for kind, name, count in (
        ("company", "accounts", 85),
        ("product", "products", 7),
        ("deal", "sales_pipeline", 8_800),
    ):
        done = brings_in(tab, kind, real_file(f"sales_pipeline/{name}.csv"))
        assert (done.created_count, done.failed_count) == (count, 0), kind
    assert DealLine.objects.filter(product__name="GTX Pro").count() == SAID_GTXPRO
    finds_what_is_missing(tab)
    finds_the_figures(tab)
    assert_no_csp_reports(tab)


def brings_the_sellers(tab: Page) -> None:
    tab.get_by_role("link", name="Bring in a file").click()
    tab.set_input_files("input[type=file]", real_file("sales_pipeline/sales_teams.csv"))
    tab.get_by_role("button", name="Upload").click()
    tab.get_by_role("button", name="Bring people in").click()
    expect(tab.get_by_role("link", name="Darcel Schlecht")).to_be_visible()
    assert User.objects.exclude(name="Ada").count() == AGENTS


def brings_in(tab: Page, kind: str, file: Path) -> Import:
    """With the mapping that is proposed, step by step."""
    tab.goto("/imports/")
    tab.locator("select[name=kind]").select_option(kind)
    tab.set_input_files("input[type=file]", file)
    tab.get_by_role("button", name="Upload").click()
    for step in ("columns", "words", "matching", "preview"):
        if step == "words" and not asks_for_words(tab):
            continue
        tab.wait_for_url(f"**/{step}/", timeout=60_000)
        tab.get_by_role("main").locator("button.btn-primary").last.click()
    tab.wait_for_url(re.compile(r"/imports/[0-9a-f-]+/$"), timeout=60_000)
    newest = Import.objects.latest("created_at")
    run_to_the_end(newest.id)
    newest.refresh_from_db()
    return newest


def asks_for_words(tab: Page) -> bool:
    """Where a file says what no choice of ours says yet, it is asked whether to take that in."""
    tab.wait_for_url(re.compile(r"/(words|matching)/$"), timeout=60_000)
    return tab.url.endswith("/words/")


def finds_what_is_missing(tab: Page) -> None:
    for asked, count in (("company.empty=yes", "1,425"), ("begun_on.empty=yes", "500")):
        tab.goto(f"/deals/?view=all&{asked}")
        expect(tab.locator("h1 + .t-count")).to_contain_text(count)


def finds_the_figures(tab: Page) -> None:
    tab.goto("/sales/reports/?period=2017")
    for name, value in WON_BY_QUARTER.items():
        expect(line(tab, name)).to_contain_text(value)
    whole = line(tab, "All")
    for figure in ("4,238", "2,473", "63.15 %", "€10,005,534"):
        expect(whole).to_contain_text(figure)
    assert_accessible(tab)
    tab.get_by_role("link", name="Sellers").click()
    best = tab.locator(".t-report tbody tr").first
    expect(best).to_contain_text("Darcel Schlecht")
    expect(best).to_contain_text("€1,153,214")
    best.get_by_role("link", name="349", exact=True).click()
    expect(tab.locator("h1 + .t-count")).to_contain_text("349")


def line(tab: Page, name: str) -> Locator:
    return tab.get_by_role("row", name=re.compile(f"^{name}"))
