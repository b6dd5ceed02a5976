"""Won and lost deals: how many, worth what, at which rate, how fast. One statement for each report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import Condition
from trato.sales.deals.queries import BEGUN
from trato.sales.pipelines.models import LOST, WON
from trato.sales.reports.dimensions import Dimension
from trato.sales.reports.scope import Scope, rows_of
from trato.sales.reports.told import COUNT, DAYS, MONEY, SHARE, Cell, Column, Report, Row, share_of, with_shares

MOST_ROWS = 60
CLOSED: Condition = (sql.SQL("r.state <> 'open'"), [])
_GROUPS = f"""
select {{value}} as key,
       count(*) filter (where r.state = 'won'), count(*) filter (where r.state = 'lost'),
       sum(r.base_amount) filter (where r.state = 'won' and r.base_amount_currency = %s),
       sum(r.base_amount) filter (where r.state = 'lost' and r.base_amount_currency = %s),
       count(*) filter (where r.state = 'won' and r.base_amount_currency = %s),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s),
       sum(greatest(r.close_on - {BEGUN}, 0)) filter (where r.state = 'won'),
       count(r.close_on) filter (where r.state = 'won')
  from sales_deal r {{join}} where {{where}} group by 1
"""  # noqa: S608  # constants


@dataclass
class Sums:
    """Of one group. `valued` are the won deals whose amount is known in the company's currency."""

    won: int = 0
    lost: int = 0
    won_value: Decimal = field(default_factory=Decimal)
    lost_value: Decimal = field(default_factory=Decimal)
    valued: int = 0
    left_out: int = 0
    days: int = 0
    timed: int = 0

    @property
    def closed(self) -> int:
        return self.won + self.lost

    @property
    def rate(self) -> float | None:
        return share_of(self.won, self.closed)

    @property
    def mean_value(self) -> Decimal | None:
        return self.won_value / self.valued if self.valued else None

    @property
    def mean_days(self) -> float | None:
        return share_of(self.days, self.timed)

    def add(self, other: "Sums") -> "Sums":
        return Sums(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


Groups = Mapping[Any, Sums]


def closed_groups(scope: Scope, dimension: Dimension, *more: Condition) -> dict[Any, Sums]:
    """By the key of the group; an empty text and none at all are one group."""
    where, parameters = scope.where(CLOSED, *more)
    statement = sql.SQL(_GROUPS).format(value=dimension.value, join=dimension.join, where=where)
    groups: dict[Any, Sums] = {}
    for key, *numbers in rows_of(statement, [*[scope.currency] * 4, *dimension.parameters, *parameters]):
        sums = Sums(*(number or type(empty)() for number, empty in zip(numbers, vars(Sums()).values(), strict=True)))
        groups[key or None] = sums.add(groups.get(key or None, Sums()))
    return groups


def whole(groups: Iterable[Sums]) -> Sums:
    total = Sums()
    for each in groups:
        total = total.add(each)
    return total


def total_of(scope: Scope) -> Sums:
    """Of all that is asked for, whatever it is grouped by."""
    everything = Dimension("all", "", sql.SQL("1"), lambda keys: {}, lambda _scope, _key: "")
    return whole(closed_groups(scope, everything).values())


def closed_columns(scope: Scope, *, is_timed: bool = False) -> list[Column]:
    money = [Column("won_value", _("Won value"), MONEY)] if scope.sees_money else []
    pace = [Column("mean_days", _("Days to win"), DAYS)] if is_timed else []
    counts = [Column("won", _("Won"), COUNT), Column("lost", _("Lost"), COUNT)]
    return [*counts, Column("rate", _("Win rate"), SHARE), *money, *pace]


def closed_cells(scope: Scope, sums: Sums, links: Mapping[str, str], *, is_timed: bool = False) -> list[Cell]:
    cells = [
        Cell(sums.won, links.get(WON, "")),
        Cell(sums.lost, links.get(LOST, "")),
        Cell(sums.rate, links.get("closed", "")),
    ]
    if scope.sees_money:
        cells.append(Cell(sums.won_value, links.get(WON, "")))
    return [*cells, Cell(sums.mean_days, links.get(WON, ""))] if is_timed else cells


def links_of(scope: Scope, dimension: Dimension, key: Any) -> dict[str, str]:
    return {
        WON: dimension.link(scope, key, state=WON),
        LOST: dimension.link(scope, key, state=LOST),
        "closed": dimension.link(scope, key, state=[WON, LOST]),
    }


def links_of_all(scope: Scope) -> dict[str, str]:
    return {
        WON: scope.link(state=WON),
        LOST: scope.link(state=LOST),
        "closed": scope.link(state=[WON, LOST]),
    }


def closed_report(
    scope: Scope,
    dimension: Dimension,
    *,
    code: str,
    label: str,
    says: str,
    is_timed: bool = False,
    bar: str = "won",
) -> Report:
    groups = closed_groups(scope, dimension)
    columns = closed_columns(scope, is_timed=is_timed)
    total = total_of(scope) if dimension.overlaps else whole(groups.values())
    kept, others = _largest(groups, by_key=dimension.is_time or dimension.is_ordered)
    names = dimension.names([key for key, _sums in kept])
    rows = [
        Row(
            _("None") if key is None else names.get(key, str(key)),
            "" if key is None else str(key),
            closed_cells(scope, sums, links_of(scope, dimension, key), is_timed=is_timed),
            dimension.link(scope, key, state=[WON, LOST]),
        )
        for key, sums in kept
    ]
    if others.closed:
        rows.append(Row(_("Others"), "others", closed_cells(scope, others, {}, is_timed=is_timed)))
    place = next((n for n, column in enumerate(columns) if column.code == bar), 0)
    return Report(
        code=code,
        label=label,
        says=says,
        heading=dimension.label,
        columns=columns,
        rows=with_shares(rows, place),
        total=Row(_("All"), "all", closed_cells(scope, total, links_of_all(scope), is_timed=is_timed)),
        left_out=total.left_out if scope.sees_money else 0,
        left_out_address=scope.link("rate:none", state=[WON, LOST]),
        notes=[_("A deal with several of them counts in each.")] if dimension.overlaps else [],
    )


def lost_report(scope: Scope, dimension: Dimension) -> Report:
    """Lost deals alone, the most frequent reason first."""
    groups = closed_groups(scope, dimension, (sql.SQL("r.state = 'lost'"), []))
    total = whole(groups.values())
    ordered = sorted(groups.items(), key=lambda pair: (-pair[1].lost, str(pair[0])))
    rows = [
        Row(
            _("None") if key is None else str(key),
            str(key or ""),
            _lost_cells(scope, sums, total, dimension.link(scope, key, state=LOST)),
            dimension.link(scope, key, state=LOST),
        )
        for key, sums in ordered[:MOST_ROWS]
    ]
    if others := whole(sums for _key, sums in ordered[MOST_ROWS:]):
        rows += [Row(_("Others"), "others", _lost_cells(scope, others, total, ""))] if others.lost else []
    money = [Column("lost_value", _("Lost value"), MONEY)] if scope.sees_money else []
    return Report(
        code="lost_reasons",
        label=_("Lost because"),
        says=_("Why deals were lost."),
        heading=dimension.label,
        columns=[Column("lost", _("Lost"), COUNT), Column("share", _("Share"), SHARE), *money],
        rows=with_shares(rows, 0),
        total=Row(_("All"), "all", _lost_cells(scope, total, total, scope.link(state=LOST))),
        left_out=total.left_out if scope.sees_money else 0,
        left_out_address=scope.link("rate:none", state=LOST),
    )


def _lost_cells(scope: Scope, sums: Sums, total: Sums, address: str) -> list[Cell]:
    cells = [Cell(sums.lost, address), Cell(share_of(sums.lost, total.lost), address)]
    return [*cells, Cell(sums.lost_value, address)] if scope.sees_money else cells


def _largest(groups: Groups, *, by_key: bool) -> tuple[list[tuple[Any, Sums]], Sums]:
    """In the order of time, else the most won value first; what is beyond a page's worth is put together."""
    if by_key:
        return sorted(groups.items(), key=lambda pair: (pair[0] is None, pair[0])), Sums()
    ordered = sorted(groups.items(), key=lambda pair: (-pair[1].won_value, -pair[1].closed, str(pair[0])))
    return ordered[:MOST_ROWS], whole(sums for _key, sums in ordered[MOST_ROWS:])
