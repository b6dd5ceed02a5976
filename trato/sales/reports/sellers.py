"""Who sold how much in which quarter."""

from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import NotAllowed, record_kind
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
    owner = dimension_named("owner", scope.actor)
    people: dict[Any, list[tuple[Any, ...]]] = {}
    for each in found:
        people.setdefault(each[0], []).append(each)
    names = owner.names(list(people))
    rows = [
        Row(
            names.get(key, _("None")),
            str(key or ""),
            _cells(scope, key, mine, quarters),
            owner.link(scope, key, state=["won", "lost"]),
        )
        for key, mine in people.items()
    ]
    value = 2 if scope.sees_money else 0
    rows.sort(key=lambda row: (-(row.cells[value].value or 0), row.label, row.key))
    return Report(
        code="sellers",
        label=_("Sellers"),
        says=_("Who won most, and in which quarter."),
        heading=str(record_kind("deal").by_name["owner"].label),
        columns=_columns(scope, quarters),
        rows=with_shares(rows, value)[:MOST_SELLERS],
        total=Row(_("All"), "all", _cells(scope, "", found, quarters)),
        left_out=sum(each[5] for each in found) if scope.sees_money else 0,
        left_out_address=scope.link("rate:none", state=["won", "lost"]),
    )


def _columns(scope: Scope, quarters: list[Any]) -> list[Column]:
    kind = MONEY if scope.sees_money else COUNT
    return [
        Column("won", _("Won"), COUNT),
        Column("rate", _("Win rate"), SHARE),
        *([Column("won_value", _("Won value"), MONEY)] if scope.sees_money else []),
        *(Column(quarter_of(day), said(quarter_of(day)), kind) for day in quarters),
    ]


def _cells(scope: Scope, key: Any, mine: list[tuple[Any, ...]], quarters: list[Any]) -> list[Cell]:
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
