"""What is asked of every page in a real browser."""

from collections.abc import Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK_AXE = """async ({rules, without}) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, preload: false,
    rules: Object.fromEntries(without.map(name => [name, {enabled: false}]))});
  return found.violations.map(each => `${each.id}: ${each.help}\\n` +
    each.nodes.slice(0, 5).map(node => `    ${node.html.slice(0, 200)}`).join("\\n"));
}"""

# htmx begins a moment after the page has loaded: what is pressed before that would wait for nothing.
LISTENS = """() => document.readyState === "complete"
  && (!document.querySelector("[hx-get], [hx-post]") || document.querySelector("[data-htmx-powered]") !== null)"""

# What the browser says of the animation between two pages when somebody is quicker than it.
LEFT_MIDWAY = "Transition was aborted"

_reports: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def watch(page: Page) -> None:
    """Keep what the policy stopped and what broke on a page."""
    kept = _reports.setdefault(page, [])

    def keep(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            kept.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: None if LEFT_MIDWAY in str(error) else kept.append(f"script: {error}"))


def await_scripts(page: Page) -> None:
    """Keys and presses are heard from now on."""
    page.wait_for_function(LISTENS)


def assert_no_csp_reports(page: Page) -> None:
    """Nothing was stopped by the policy, and no script of ours broke, since the page was opened."""
    assert not _reports[page], _reports[page]


def assert_accessible(page: Page, *, without: Sequence[str] = ()) -> None:
    """axe finds nothing: WCAG 2.0 to 2.2, A and AA, best practices. A rule in `without` needs its reason beside it."""
    if not AXE.is_file():
        pytest.skip("not proven: node_modules/axe-core is missing")
    before = list(_reports.get(page, []))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(ASK_AXE, {"rules": RULES, "without": list(without)})
    if page in _reports:
        _reports[page][:] = before  # axe sets styles of its own, which the policy rightly stops
    assert not found, "\n".join([page.url, *found])
