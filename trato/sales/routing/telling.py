"""Why somebody got a lead, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.sales.routing.choosing import NO_TERRITORY, NOBODY_THERE, NOBODY_WORKS
from trato.sales.routing.models import RoutingDecision, Way


@dataclass(frozen=True)
class ToldDecision:
    at: datetime
    rule: str
    owner: str
    reasons: list[str]


def told_decision(one: RoutingDecision) -> ToldDecision:
    owner = str(one.user) if one.user else ""
    return ToldDecision(one.created_at, one.rule.name if one.rule else "", owner, reasons_in(one.why))


def reasons_in(why: Mapping[str, Any]) -> list[str]:
    """The choice first, then what else led to it."""
    found = [_said_of_nobody(str(why["none"]))] if "none" in why else [_said_of_choice(why)]
    if count := int(why.get("away") or 0):
        found.append(
            ngettext("%(count)s other did not work then.", "%(count)s others did not work then.", count)
            % {"count": count}
        )
    if passed := len(why.get("passed") or ()):
        found.append(
            ngettext("%(count)s rule before found nobody.", "%(count)s rules before found nobody.", passed)
            % {"count": passed}
        )
    return found


def _said_of_choice(why: Mapping[str, Any]) -> str:
    among = int(why.get("among") or 1)
    if why.get("way") == Way.TERRITORY:
        place = " ".join(filter(None, (why.get("country"), why.get("region"), why.get("prefix"))))
        return _("Their territory is closest: %(place)s.") % {"place": place or _("everywhere")}
    if why.get("way") == Way.LOAD:
        told = {"load": why.get("load", 0), "count": among}
        return (
            ngettext(
                "They were the only one, with %(load)s open leads and deals.",
                "Of %(count)s they had the fewest open leads and deals: %(load)s.",
                among,
            )
            % told
        )
    return ngettext("They were the only one.", "It was their turn among %(count)s.", among) % {"count": among}


def _said_of_nobody(code: str) -> str:
    return {
        NOBODY_THERE: _("Nobody is in this rule any more."),
        NOBODY_WORKS: _("Nobody of this rule worked then."),
        NO_TERRITORY: _("No territory fits."),
    }.get(code, _("No rule fits."))
