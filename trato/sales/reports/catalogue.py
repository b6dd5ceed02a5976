"""The reports there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from trato.foundation.public import Actor, NotFound
from trato.sales.reports.closed import closed_report, lost_report
from trato.sales.reports.dimensions import Dimension, by_quarter, dimension_named
from trato.sales.reports.funnel import funnel
from trato.sales.reports.open_deals import ageing, velocity
from trato.sales.reports.scope import Scope
from trato.sales.reports.sellers import sellers
from trato.sales.reports.told import Report

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CALLS = (0, 1, 3, 6)


@dataclass(frozen=True)
class ReportKind:
    """`asks_by` takes a dimension; `ignores_period` speaks of now."""

    code: str
    label: "StrOrPromise"
    make: Callable[[Scope, str], Report]
    asks_by: bool = False
    ignores_period: bool = False
    right: str = ""


def _quarters(scope: Scope, _by: str) -> Report:
    says = _("Deals that were closed, by the quarter of the day on which they closed.")
    return closed_report(scope, by_quarter(), code="quarters", label=_("Won and lost"), says=says, bar="won_value")


def _win_rate(scope: Scope, by: str) -> Report:
    says = _("How many of the closed deals were won.")
    dimension = dimension_named(by or "owner", scope.actor)
    return closed_report(scope, dimension, code="win_rate", label=_("Win rate"), says=says, is_timed=True, bar="rate")


def _lost_reasons(scope: Scope, _by: str) -> Report:
    return lost_report(scope, dimension_named("lost_reason", scope.actor))


def _activity(scope: Scope, _by: str) -> Report:
    says = _("How many calls and meetings were held with the contact or the company before a deal was won or lost.")
    label = _("Activity and outcome")
    return closed_report(scope, _by_calls(), code="activity", label=label, says=says, bar="rate")


def _by_calls() -> Dimension:
    limits = sql.SQL("array[{}]").format(sql.SQL(",").join(sql.Literal(each) for each in CALLS))
    ends = dict(zip(CALLS, [each - 1 for each in CALLS[1:]], strict=False))

    def names(keys: Any) -> dict[int, str]:
        return {key: _span(CALLS[key - 1], ends.get(CALLS[key - 1])) for key in keys}

    def asks(_scope: Scope, key: int) -> str:
        least = CALLS[key - 1]
        return f"exactly=activities%3A{least}%3A{ends.get(least, '')}"

    value = sql.SQL("width_bucket(r.held_count, {})").format(limits)
    return Dimension("activities", _("Calls and meetings"), value, names, asks, is_ordered=True)


def _span(least: int, most: int | None) -> str:
    if most is None:
        return _("%(count)s and more") % {"count": least}
    return str(least) if least == most else f"{least}–{most}"


REPORTS = {
    each.code: each
    for each in (
        ReportKind("quarters", gettext_lazy("Won and lost"), _quarters),
        ReportKind("sellers", gettext_lazy("Sellers"), lambda scope, _by: sellers(scope)),
        ReportKind("win_rate", gettext_lazy("Win rate"), _win_rate, asks_by=True),
        ReportKind("lost_reasons", gettext_lazy("Lost because"), _lost_reasons),
        ReportKind("funnel", gettext_lazy("Funnel"), lambda scope, _by: funnel(scope)),
        ReportKind("velocity", gettext_lazy("Velocity"), lambda scope, _by: velocity(scope)),
        ReportKind("ageing", gettext_lazy("Age of open deals"), lambda scope, _by: ageing(scope), ignores_period=True),
        ReportKind("activity", gettext_lazy("Activity and outcome"), _activity, right="customers.see_activities"),
    )
}


def reports_for(actor: Actor) -> list[ReportKind]:
    return [each for each in REPORTS.values() if not each.right or actor.may(each.right)]


def report_named(code: str, *, seen_by: Actor) -> ReportKind:
    found = next((each for each in reports_for(seen_by) if each.code == code), None)
    if found is None:
        raise NotFound(_("There is no report “%(value)s”.") % {"value": code[:60]})
    return found
