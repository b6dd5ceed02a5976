"""What people type for a goal or an adjustment, as values that can be kept."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, Team, User, installation, today_of
from trato.kit.text import clean_text
from trato.kit.typed_money import parse_money
from trato.sales.goals.errors import GoalRefused
from trato.sales.goals.models import AMOUNT, COUNT, MEASURES
from trato.sales.goals.queries import Whose
from trato.sales.reports.periods import read_period

MOST_DEALS = 1_000_000
LONGEST_REASON = 2_000


def read_goal_period(text: str, *, by: Actor) -> str:
    """A month, a quarter or a year."""
    period = read_period(text, today=today_of(by), default="")
    if not period.is_one_span:
        raise GoalRefused(_("A goal is for a month, a quarter or a year."), field="period")
    return period.key


def read_whose(text: str) -> Whose:
    """`user:<id>`, `team:<id>`, or nothing for the company."""
    if not text:
        return None, None
    what, _colon, id_ = text.partition(":")
    model: Any = {"user": User, "team": Team}.get(what)
    try:
        found: UUID | None = UUID(id_)
    except ValueError:
        found = None
    if model is None or found is None or not model.objects.filter(pk=found).exists():
        raise GoalRefused(_("There is no such colleague or team."), field="whose")
    return (found, None) if what == "user" else (None, found)


def read_target(text: str, *, measure: str, by: Actor) -> tuple[Decimal, str]:
    """The number, and its currency unless it counts deals."""
    if measure not in dict(MEASURES):
        raise GoalRefused(_("A goal is an amount or a number of deals."), field="measure")
    if measure == COUNT:
        return _count(text), ""
    return read_amount(text, by=by, least=True)


def read_amount(text: str, *, by: Actor, least: bool = False) -> tuple[Decimal, str]:
    """In the company's currency alone: sums are in it."""
    home = installation().currency
    money = parse_money(text.strip(), currency=home, locale=by.language)
    if money.currency != home:
        said = _("Goals and forecasts are in %(currency)s.") % {"currency": home}
        raise GoalRefused(said, field=AMOUNT)
    if money.amount < 0 or (least and money.amount == 0):
        raise GoalRefused(_("A goal is more than nothing."), field=AMOUNT)
    return money.amount, home


def _count(text: str) -> Decimal:
    digits = text.strip()
    if not (digits.isdecimal() and len(digits) < 8 and 0 < int(digits) <= MOST_DEALS):
        raise GoalRefused(_("How many deals? Write a whole number above nothing."), field=AMOUNT)
    return Decimal(int(digits))


def read_reason(text: str) -> str:
    reason = clean_text(text).strip()
    if not reason:
        raise GoalRefused(_("Say why, so that the others know."), field="reason")
    return reason[:LONGEST_REASON]
