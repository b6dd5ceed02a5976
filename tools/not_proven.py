"""A pytest plugin: a test that could not prove its point says why, and the summary lists it.

`pytest.skip("not proven: no Chromium on this machine")` is the only skip there is. A skip with any other reason fails:
a suite that goes quiet must not look green.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable

import pytest
from _pytest.terminal import TerminalReporter

PREFIX = "not proven: "


def reason_of(report: pytest.CollectReport | pytest.TestReport) -> str:
    """The sentence given to `pytest.skip`, without pytest's own word before it."""
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")


def refuse_silent_skip(report: pytest.CollectReport | pytest.TestReport) -> None:
    if report.outcome == "skipped" and not hasattr(report, "wasxfail") and not reason_of(report).startswith(PREFIX):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped: {reason_of(report)}\nA reason begins with “{PREFIX}”."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_silent_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_silent_skip(report)
    return report


def grouped(reports: Iterable[pytest.CollectReport | pytest.TestReport]) -> dict[str, list[str]]:
    """The tests under each reason, both in a stable order."""
    found: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        found[reason_of(report).removeprefix(PREFIX)].append(report.nodeid)
    return {reason: sorted(found[reason]) for reason in sorted(found)}


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    chosen = terminalreporter.config.option.markexpr or "everything"
    terminalreporter.section("what ran")
    terminalreporter.line(f"tests marked: {chosen}")
    reasons = grouped(terminalreporter.stats.get("skipped", []))
    terminalreporter.section("NOT PROVEN" if reasons else "nothing was left unproven")
    for reason, tests in reasons.items():
        terminalreporter.line(f"{reason} ({len(tests)})")
        for test in tests:
            terminalreporter.line(f"    {test}")
