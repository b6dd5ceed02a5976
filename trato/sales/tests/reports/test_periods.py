"""Periods as addresses say them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.periods import SPANS, days_of, read_period, spans_around

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-Q1", "2017-01-01", "2017-03-31"),
        ("2017q4", "2017-10-01", "2017-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2017-03-05..2017-04-01", "2017-03-05", "2017-04-01"),
        ("2017-04-01..2017-03-05", "2017-03-05", "2017-04-01"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this_quarter", "2026-10-01", "2026-12-31"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("last_12_months", "2025-12-01", "2026-11-30"),
    ],
)
def test_a_period_is_understood(text: str, first: str, last: str) -> None:
    found = read_period(text, today=TODAY)
    assert (str(found.first), str(found.last)) == (first, last)


def test_all_time_has_no_days() -> None:
    assert read_period("all", today=TODAY).is_all
    assert read_period("all", today=TODAY).key == "all"


def test_the_same_days_have_the_same_key_whatever_they_are_called() -> None:
    for text in ("this_quarter", "2026-Q4", "2026-10-01..2026-12-31"):
        assert read_period(text, today=TODAY).key == "2026-Q4"
    assert read_period("2026-10-02..2026-12-31", today=TODAY).key == "2026-10-02..2026-12-31"
    assert not read_period("2026-10-02..2026-12-31", today=TODAY).is_one_span
    assert read_period("2026-11", today=TODAY).is_one_span


@pytest.mark.parametrize(
    "text", ["Q1", "2017-Q5", "2017-13", "0000", "99999", "yesterday", "2017-02-30..2017-03-01", "1-2", "\x00", "١٢٣٤٥"]
)
def test_what_is_no_period_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        read_period(text, today=TODAY)
    assert refused.value.message.endswith(".")


@given(some.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        found = read_period(text, today=TODAY)
    except ReportRefused:
        return
    assert found.is_all or (found.first and found.last and found.first <= found.last)


@given(some.dates(date(1801, 1, 1), date(2998, 12, 31)), some.sampled_from(list(SPANS)))
def test_a_day_is_in_the_span_around_it(day: date, span: str) -> None:
    first, last = days_of(day, span=span)
    assert first <= day <= last
    assert days_of(first, span=span) == days_of(last, span=span) == (first, last)


@given(some.dates(date(1810, 1, 1), date(2990, 12, 31)), some.sampled_from(["month", "quarter"]))
def test_neighbouring_periods_leave_no_day_out(day: date, span: str) -> None:
    around = list(spans_around(day, span=span, before=3, after=3))
    assert len(around) == 7
    for one, other in zip(around, around[1:], strict=False):
        assert one.last is not None
        assert other.first is not None
        assert (other.first - one.last).days == 1
