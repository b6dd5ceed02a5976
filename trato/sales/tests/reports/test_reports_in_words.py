"""What a list shows because of a report is said as people say it: no codes, days and numbers as readers write them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from trato.customers.public import create_companies
from trato.foundation.public import Actor
from trato.sales.reports.exactly import said
from trato.sales.reports.page import say
from trato.sales.reports.periods import read_period
from trato.sales.reports.told import MONEY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("category:best", "in the category “Best case”"),
        ("category:commit", "in the category “Commit”"),
        ("age:0:30", "begun 0–30 days ago"),
        ("age:181", "begun 181 and more days ago"),
        ("age:1200:", "begun 1,200 and more days ago"),
        ("activities:0:0", "calls and meetings: 0"),
        ("activities:6:", "calls and meetings: 6 and more"),
        ("begun:2026-01-01:2026-03-31", "made within Jan. 1, 2026 – March 31, 2026"),
        ("reached:proposal", "came as far as “Proposal”"),
        ("left:demo", "left the stage “Demo”"),
        ("lost_reason:Too dear", "lost because “Too dear”"),
        ("rate:none", "without an exchange rate"),
        ("company.industry:", "“Industry” of the company is empty"),
    ],
)
def test_a_condition_of_a_report_is_a_sentence(as_alice: Actor, text: str, sentence: str) -> None:
    assert said(text, seen_by=as_alice) == sentence


def test_what_a_company_is_bears_the_name_of_its_field(as_alice: Actor) -> None:
    create_companies([{"name": "Mill", "industry": "Food"}], by=as_alice)
    assert said("company.industry:Food", seen_by=as_alice) == "“Industry” of the company is “Food”"


def test_another_language_says_it_in_its_words(as_alice: Actor) -> None:
    with override("es"):
        assert "2026-01-01" not in said("begun:2026-01-01:2026-03-31", seen_by=as_alice)
        assert "best" not in said("category:best", seen_by=as_alice)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2026", "2026"),
        ("2026-Q1", "Q1 2026"),
        ("2026-03", "March 2026"),
        ("2026-01-15..2026-02-14", "Jan. 15, 2026 – Feb. 14, 2026"),
        ("this_quarter", "This quarter"),
        ("all", "All time"),
    ],
)
def test_a_period_is_said_as_people_say_it(code: str, label: str) -> None:
    assert read_period(code, today=TODAY).label == label


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", "883217.49", "€883,217"),
        ("en", "1234.5", "€1,234.50"),
        ("en", "1234.00", "€1,234"),
        ("en", "-20000.5", "-€20,001"),
        ("es", "883217", "883.217 €"),
        ("es", "9999.95", "9.999,95 €"),
        ("te", "883217", "€8,83,217"),
    ],
)
def test_money_is_written_as_everywhere_else(language: str, value: str, written: str) -> None:
    with override(language):
        assert say(Decimal(value), kind=MONEY, currency="EUR").replace("\xa0", " ") == written
