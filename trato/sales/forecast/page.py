"""The pages of a forecast, its changes and its past."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trato.foundation.public import NotAllowed, NotFound
from trato.kit.errors import DomainError
from trato.sales.forecast.behind import link_behind
from trato.sales.forecast.changed import read_days, what_changed
from trato.sales.forecast.looking_back import WEEKS, look_back, read_weeks
from trato.sales.forecast.stood import link_stood
from trato.sales.forecast.survival import AGES
from trato.sales.forecast.table import BY_PERIOD, EXPECTED, GROUPS, Forecast, forecast, read_by, read_span, told_chances
from trato.sales.goals.use_cases import adjust_forecast
from trato.sales.pipelines.models import LOST, OPEN, WON
from trato.sales.reports.dimensions import dimensions
from trato.sales.reports.page import asking, say, told, whose_choices
from trato.sales.reports.periods import quarter_of
from trato.sales.reports.periods import said as said_period
from trato.sales.reports.scope import Scope, read_scope
from trato.sales.reports.told import COUNT, MONEY, SHARE
from trato.web.public import StaffRequest
from trato.web.public import say as say_to

ASKED = ("period", "pipeline", "team", "owner", "by", "span", "days", "weeks")
STATES_SINCE = (WON, LOST, OPEN)
TABS = (("forecast", "sales:forecast"), ("changes", "sales:forecast_changes"), ("back", "sales:forecast_back"))


def _facts(request: StaffRequest, here: str) -> dict[str, Any]:
    given = {name: request.GET.get(name, "") for name in ASKED}
    kept = urlencode({name: given[name] for name in ("pipeline", "team", "owner") if given[name]})
    labels = {"forecast": _("Forecast"), "changes": _("What changed"), "back": _("How good it was")}
    return {
        **asking(given, request),
        "given": given,
        "tabs": [
            {"label": labels[code], "url": reverse(url) + (f"?{kept}" if kept else ""), "is_on": code == here}
            for code, url in TABS
        ],
        "title": labels[here],
    }


def forecast_page(request: StaffRequest, *, refusal: str = "", typed: Any = None) -> HttpResponse:
    facts = _facts(request, "forecast")
    given = facts["given"]
    groups = [(BY_PERIOD, _("Period")), *((each, _label(request, each)) for each in GROUPS)]
    facts |= {"groups": groups, "by": given["by"] or BY_PERIOD, "span": given["span"] or "quarter"}
    facts |= {"may_adjust": request.actor.may("sales.adjust_forecasts"), "typed": typed or {}}
    try:
        scope = read_scope(given, by=request.actor, default="this_quarter")
        found = forecast(scope, by=read_by(given["by"]), span=read_span(given["span"]))
        facts |= told(found.report, scope) | _said(found)
    except DomainError as refused:
        if not refused.fields:
            raise
        refusal = refusal or refused.message
    facts |= {"refusal": refusal, "whose": whose_choices()}
    return render(request, "sales/forecast/show.html", facts, status=422 if refusal else 200)


def _label(request: StaffRequest, name: str) -> str:
    found = dimensions(request.actor).get(name)
    return found.label if found else name


def _said(found: Forecast) -> dict[str, Any]:
    scope = found.scope

    def percent(share: float) -> str:
        return say(share, kind=SHARE, currency="")

    stages = [
        {
            "name": each.name,
            "said": percent(each.said),
            "seen": say(round(each.seen), kind=COUNT, currency=""),
            "spans": [f"{percent(won)} ({percent(low)}–{percent(high)})" for won, low, high in each.spans]
            if each.seen
            else [],
        }
        for each in told_chances(found.known, pipeline=scope.pipeline)
    ]
    return {
        "stages": stages,
        "ages": AGES,
        "sees_money": scope.sees_money,
        "this_quarter": quarter_of(scope.today),
        "adjustments": [
            {
                "said": each,
                "period": said_period(each.period),
                "amount": say(each.amount, kind=MONEY, currency=each.currency),
                "system": say(each.system_amount, kind=MONEY, currency=each.currency),
            }
            for each in found.said
        ],
    }


def adjusted(request: StaffRequest) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("whose", "period", "amount", "reason")}
    try:
        adjust_forecast(by=request.actor, system_amount=_system(request, typed), **typed)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return forecast_page(request, refusal=refusal.message, typed=typed)
    say_to(request, _("Your figure stands beside that of the system."))
    return redirect("sales:forecast")


def _system(request: StaffRequest, typed: dict[str, str]) -> Any:
    """What the system expects of the same deals at this moment."""
    what, _colon, id_ = typed["whose"].partition(":")
    given = {"period": typed["period"], **({"owner" if what == "user" else "team": id_} if id_ else {})}
    scope = read_scope(given, by=request.actor, default="this_quarter")
    total = forecast(scope, by="pipeline", span="quarter").report.total
    if total is None or not scope.sees_money:
        return None
    return total.cells[EXPECTED].value


def changes_page(request: StaffRequest) -> HttpResponse:
    facts = _facts(request, "changes")
    try:
        scope = read_scope(facts["given"] | {"period": "all"}, by=request.actor)
        days = read_days(facts["given"]["days"])
        facts |= {"days": days, "changes": _changes(scope, days), "sees_money": scope.sees_money}
    except DomainError as refusal:
        if not refusal.fields:
            raise
        facts["refusal"] = refusal.message
    return render(request, "sales/forecast/changes.html", facts, status=422 if "refusal" in facts else 200)


def _changes(scope: Scope, days: int) -> list[dict[str, Any]]:
    def money(value: Any) -> str:
        return say(value, kind=MONEY, currency=scope.currency) if value is not None else "—"

    return [
        {
            "code": each.code,
            "label": each.label,
            "count": each.count,
            "value": money(each.value),
            "more": each.count - len(each.shown),
            "address": link_behind(scope, each.code, days=days),
            "is_days": each.code in ("slipped", "sooner"),
            "deals": [(deal, money(deal.value)) for deal in each.shown],
        }
        for each in what_changed(scope, days=days)
        if each.count
    ]


def back_page(request: StaffRequest) -> HttpResponse:
    facts = _facts(request, "back") | {"choices": WEEKS}
    weeks = read_weeks(facts["given"]["weeks"]) or WEEKS[1]
    facts["weeks"] = weeks
    try:
        scope = read_scope(facts["given"] | {"period": "all"}, by=request.actor)
        facts |= _tried(scope, weeks)
    except DomainError as refusal:
        if not refusal.fields:
            raise
        facts["refusal"] = refusal.message
    return render(request, "sales/forecast/back.html", facts, status=422 if "refusal" in facts else 200)


def _tried(scope: Scope, weeks: int) -> dict[str, Any]:
    tried = look_back(scope, weeks=weeks)

    def percent(share: float | None) -> str:
        return say(share, kind=SHARE, currency="")

    def money(value: float) -> str:
        return say(round(value), kind=MONEY, currency=scope.currency) if scope.sees_money else "—"

    return {
        "tried": tried,
        "behind": {state: link_stood(scope, weeks=weeks, state=state) for state in STATES_SINCE},
        "then": link_stood(scope, weeks=weeks),
        "wins": say(round(tried.said.wins, 1), kind=COUNT, currency=""),
        "value": money(tried.said.value),
        "low": money(tried.said.low),
        "high": money(tried.said.high),
        "came_value": money(tried.won_value),
        "bands": [
            (
                f"{percent(each.first)} – {percent(each.last)}",
                each.count,
                percent(each.said),
                each.won,
                each.closed,
                percent(each.came),
                f"{percent(each.interval[0])} – {percent(each.interval[1])}",
            )
            for each in tried.bands
        ],
    }
