"""Who sold how much in which quarter."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from trato.foundation.public import NotAllowed, record_kind
from trato.kit.numbers import grouped
from trato.sales.pipelines.models import WON
from trato.sales.reports.closed import CLOSED
from trato.sales.reports.dimensions import by_quarter, dimension_named
from trato.sales.reports.periods import quarter_of, said
from trato.sales.reports.scope import NOBODY, Scope, rows_of
from trato.sales.reports.told import COUNT, MONEY, SHARE, Cell, Column, Report, Row, share_of, with_shares

MOST_QUARTERS = 4
MOST_SELLERS = 200
_SELLERS = """
select r.owner_id, date_trunc('quarter', r.close_on::timestamp)::date,
       count(*) filter (where r.state = 'won'), count(*),
       coalesce(sum(r.base_amount) filter (where r.state = 'won' and r.base_amount_currency = %s), 0),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
  from sales_deal r where {where} group by 1, 2
"""


def sellers(scope: Scope) -> Report:
    """Won value by seller, all of the period and in each of its last quarters; without amounts, how many were won."""
    if not scope.actor.may_see_field("deal", "owner"):
        raise NotAllowed(_("Your role does not allow this."))
    where, parameters = scope.where(CLOSED)
    found = rows_of(sql.SQL(_SELLERS).format(where=where), [scope.currency, scope.currency, *parameters])
    quarters = sorted({each[1] for each in found if each[1]})[-MOST_QUARTERS:]
    rows, beyond = _rows(scope, found, quarters)
    return Report(
        code="sellers",
        label=_("Sellers"),
        says=_("Who won most, and in which quarter."),
        heading=str(record_kind("deal").by_name["owner"].label),
        columns=_columns(scope, quarters),
        rows=with_shares(rows, _place(scope)),
        total=Row(_("All"), "all", _cells(scope, "", found, quarters)),
        notes=[_told_together(beyond)] if beyond else [],
        left_out=sum(each[5] for each in found) if scope.sees_money else 0,
        left_out_address=scope.link("rate:none", state=["won", "lost"]),
    )


Found = Sequence[tuple[Any, ...]]


def _place(scope: Scope) -> int:
    """Of the column by which they are ordered."""
    return 2 if scope.sees_money else 0


def _rows(scope: Scope, found: Found, quarters: Sequence[Any]) -> tuple[list[Row], int]:
    """The best first; beyond a page's worth the others are put together. Answers how many those are, too."""
    owner, people = dimension_named("owner", scope.actor), defaultdict[Any, list[tuple[Any, ...]]](list)
    for each in found:
        people[each[0]].append(each)
    names = owner.names(list(people))
    rows = {
        key: Row(
            names.get(key, _("None")),
            str(key or ""),
            _cells(scope, key, mine, quarters),
            owner.link(scope, key, state=["won", "lost"]),
        )
        for key, mine in people.items()
    }
    place = _place(scope)
    ordered = sorted(rows, key=lambda key: (-(rows[key].cells[place].value or 0), rows[key].label, rows[key].key))
    kept, beyond = ordered[:MOST_SELLERS], ordered[MOST_SELLERS:]
    told = [rows[key] for key in kept]
    if beyond:
        cells = _cells(scope, "", [each for key in beyond for each in people[key]], quarters)
        told.append(Row(_("Others"), "others", [Cell(cell.value) for cell in cells]))
    return told, len(beyond)


def _told_together(count: int) -> str:
    return ngettext(
        "%(count)s more seller is told as “Others”.", "%(count)s more sellers are told together as “Others”.", count
    ) % {"count": grouped(count)}


def _columns(scope: Scope, quarters: Sequence[Any]) -> list[Column]:
    kind = MONEY if scope.sees_money else COUNT
    return [
        Column("won", _("Won"), COUNT),
        Column("rate", _("Win rate"), SHARE),
        *([Column("won_value", _("Won value"), MONEY)] if scope.sees_money else []),
        *(Column(quarter_of(day), said(quarter_of(day)), kind) for day in quarters),
    ]


def _cells(scope: Scope, key: Any, mine: Found, quarters: Sequence[Any]) -> list[Cell]:
    """`key` is an owner, None for nobody, or an empty text for all of them."""
    whose: dict[str, Any] = {} if key == "" else {"owner": str(key) if key else NOBODY}
    won, closed = sum(each[2] for each in mine), sum(each[3] for each in mine)
    cells = [
        Cell(won, scope.link(state=WON, **whose)),
        Cell(share_of(won, closed), scope.link(state=["won", "lost"], **whose)),
    ]
    if scope.sees_money:
        cells.append(Cell(sum(each[4] for each in mine), scope.link(state=WON, **whose)))
    place = 4 if scope.sees_money else 2
    for day in quarters:
        address = by_quarter().link(scope, day, state=WON, **whose)
        cells.append(Cell(sum(each[place] for each in mine if each[1] == day), address))
    return cells
