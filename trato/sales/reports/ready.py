"""Lists of deals that everybody needs, whatever day it is: won this month, closing this month, too long in a stage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from trato.foundation.public import Actor, Condition, FieldUnknown, ListFilter, ReadyView, RecordKind, today_of
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.periods import days_of

NOW = "now"
THIS_MONTH, ROTTING = "this_month", "rotting"
_ROTTING = """(r.state = 'open' and exists (select from sales_stage s where s.code = r.stage_id
  and r.stage_since <= now() - make_interval(days => s.rots_after_days + 1) offset 0))"""


def _in_this_month(by: Actor) -> Condition:
    return sql.SQL("r.close_on between %s and %s"), list(days_of(today_of(by), span="month"))


def _rotting(_by: Actor) -> Condition:
    return sql.SQL(_ROTTING), []


ASKED: Mapping[str, Callable[[Actor], Condition]] = {THIS_MONTH: _in_this_month, ROTTING: _rotting}


def _read(kind: RecordKind, texts: Sequence[str], _by: Actor) -> tuple[str, ...]:
    if kind.name != "deal":
        raise FieldUnknown(_("There is no filter “%(name)s”.") % {"name": NOW}, field=NOW)
    if unknown := next((text for text in texts if text not in ASKED), ""):
        raise ReportRefused(_("“%(value)s” is no value to filter by.") % {"value": unknown[:60]}, field=NOW)
    return tuple(dict.fromkeys(texts))


def _pieces(_kind: RecordKind, values: Sequence[Any], by: Actor) -> list[tuple[Condition, Condition, bool]]:
    """Of days the planner knows how many deals there are."""
    return [(ASKED[each](by), ASKED[each](by), each == THIS_MONTH) for each in values]


def _says(_kind: RecordKind, values: Sequence[Any], _by: Actor) -> str:
    said = {THIS_MONTH: _("closes this month"), ROTTING: _("too long in its stage")}
    return ", ".join(said[each] for each in values)


contributions = [
    ListFilter(name=NOW, read=_read, pieces=_pieces, says=_says),
    *(
        ReadyView(kind="deal", label=label, query=query, order=order)
        for order, (label, query) in enumerate(
            (
                (gettext_lazy("Won this month"), {"state": ["won"], NOW: [THIS_MONTH]}),
                (gettext_lazy("Closing this month"), {"state": ["open"], NOW: [THIS_MONTH]}),
                (gettext_lazy("Rotting"), {NOW: [ROTTING]}),
            )
        )
    ),
]
