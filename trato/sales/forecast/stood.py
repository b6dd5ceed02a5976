"""The list of exactly the deals that were open some weeks ago: an address says `stood=8`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.public import Actor, Condition, FieldUnknown, ListFilter, RecordKind
from trato.sales.forecast.looking_back import moment_ago, read_weeks, stood_then
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.scope import Scope

STOOD = "stood"
MOST = 2


@dataclass(frozen=True)
class Stood:
    """One moment for all that a list asks: its page, its count and its sums."""

    weeks: int
    moment: datetime


def link_stood(scope: Scope, *, weeks: int, state: str = "") -> str:
    return scope.link(dated=False, **{STOOD: str(weeks)}, **({"state": state} if state else {}))


def _read(kind: RecordKind, texts: Sequence[str], by: Actor) -> tuple[Stood, ...]:
    if kind.name != "deal":
        raise FieldUnknown(_("There is no filter “%(name)s”.") % {"name": STOOD}, field=STOOD)
    if len(texts) > MOST:
        raise ReportRefused(_("There are too many filters in this address."), field=STOOD)
    return tuple(_asked(text) for text in texts)


def _asked(text: str) -> Stood:
    weeks = read_weeks(text)
    if weeks is None:
        raise ReportRefused(_("“%(value)s” is no value to filter by.") % {"value": text[:60]}, field=STOOD)
    return Stood(weeks, moment_ago(weeks))


def _pieces(_kind: RecordKind, values: Sequence[Stood], by: Actor) -> list[tuple[Condition, Condition, bool]]:
    found = [stood_then(each.moment) for each in values]
    return [(each, each, False) for each in found]


def _says(_kind: RecordKind, values: Sequence[Stood], by: Actor) -> str:
    return ", ".join(
        ngettext("open %(weeks)s week ago", "open %(weeks)s weeks ago", each.weeks) % {"weeks": each.weeks}
        for each in values
    )


STOOD_FILTER = ListFilter(name=STOOD, read=_read, pieces=_pieces, says=_says)
