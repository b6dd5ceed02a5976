"""Deals that are still open: how old they are, and how fast money comes out of the pipeline."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from psycopg import sql

from trato.foundation.public import Condition
from trato.sales.deals.queries import BEGUN
from trato.sales.pipelines.models import OPEN, WON
from trato.sales.reports.closed import Sums, closed_groups, whole
from trato.sales.reports.dimensions import by_quarter
from trato.sales.reports.periods import quarter_of, said
from trato.sales.reports.scope import Scope, rows_of
from trato.sales.reports.told import COUNT, DAYS, MONEY, SHARE, Cell, Column, Report, Row, share_of, with_shares

AGES = ((0, 30), (31, 60), (61, 90), (91, 180), (181, 365), (366, None))
STILL: Condition = (sql.SQL("r.state = 'open'"), [])
# One number for each age, so that a group is found by comparing and not by five conditions.
_AGEING = f"""
select width_bucket(%s - {BEGUN}, %s::int[]) as age, count(*),
       coalesce(sum(r.base_amount) filter (where r.base_amount_currency = %s), 0),
       count(*) filter (where r.amount is not null and r.base_amount_currency <> %s)
  from sales_deal r where {{where}} group by 1
"""  # noqa: S608  # constants


def ageing(scope: Scope) -> Report:
    """Whatever the period: what is open is open now."""
    where, parameters = scope.where(STILL, dated=False)
    limits = [least for least, _most in AGES]
    given = [scope.today, limits, scope.currency, scope.currency, *parameters]
    found: dict[int, list[tuple[int, Decimal, int]]] = {}
    for age, *numbers in rows_of(sql.SQL(_AGEING).format(where=where), given):
        found.setdefault(max(age, 1), []).append((numbers[0], numbers[1], numbers[2]))
    every = [each for some in found.values() for each in some]
    rows = []
    for place, (least, most) in enumerate(AGES, start=1):
        address = scope.link(f"age:{least}:{most or ''}", dated=False, state=OPEN)
        rows.append(Row(_age(least, most), str(least), _cells(scope, found.get(place, []), every, address), address))
    return Report(
        code="ageing",
        label=_("Age of open deals"),
        says=_("Since how many days the deals that are open now have been worked on."),
        heading=_("Begun"),
        columns=[
            Column("open", pgettext("deal", "Open"), COUNT),
            Column("share", _("Share"), SHARE),
            *([Column("value", _("Value"), MONEY)] if scope.sees_money else []),
        ],
        rows=with_shares(rows, 0),
        total=Row(_("All"), "all", _cells(scope, every, every, scope.link(dated=False, state=OPEN))),
        left_out=sum(each[2] for each in every) if scope.sees_money else 0,
        left_out_address=scope.link("rate:none", dated=False, state=OPEN),
    )


def _cells(
    scope: Scope, some: list[tuple[int, Decimal, int]], every: list[tuple[int, Decimal, int]], address: str
) -> list[Cell]:
    count = sum(each[0] for each in some)
    cells = [Cell(count, address), Cell(share_of(count, sum(each[0] for each in every)), address)]
    return [*cells, Cell(sum((each[1] for each in some), Decimal()), address)] if scope.sees_money else cells


def _age(least: int, most: int | None) -> str:
    if most is None:
        return _("over %(days)s days ago") % {"days": least - 1}
    return _("%(least)s to %(most)s days ago") % {"least": least, "most": most}


def velocity(scope: Scope) -> Report:
    """Value won a day: closed deals × win rate × mean value ÷ days, quarter by quarter."""
    dimension = by_quarter()
    groups = closed_groups(scope, dimension)
    total = whole(groups.values())
    money = scope.sees_money
    columns = [
        Column("won", _("Won"), COUNT),
        Column("rate", _("Win rate"), SHARE),
        Column("mean_days", _("Days to win"), DAYS),
        *([Column("mean_value", _("Mean value"), MONEY), Column("per_day", _("Won a day"), MONEY)] if money else []),
    ]
    rows = []
    for key in sorted(groups, key=lambda day: (day is None, day)):
        sums, address = groups[key], dimension.link(scope, key, state=WON)
        numbers = [sums.won, sums.rate, sums.mean_days, *([sums.mean_value, _per_day(sums)] if money else [])]
        label = _("None") if key is None else said(quarter_of(key))
        rows.append(Row(label, str(key or ""), [Cell(number, address) for number in numbers], address))
    numbers = [total.won, total.rate, total.mean_days, *([total.mean_value, _per_day(total)] if money else [])]
    everything = scope.link(state=WON)
    return Report(
        code="velocity",
        label=_("Velocity"),
        says=_("How fast money is won: closed deals × win rate × mean value ÷ days from the beginning to the win."),
        heading=_("Quarter"),
        columns=columns,
        rows=with_shares(rows, 4 if money else 0),
        total=Row(_("All"), "all", [Cell(number, everything) for number in numbers]),
        left_out=total.left_out if money else 0,
        left_out_address=scope.link("rate:none", state=["won", "lost"]),
    )


def _per_day(sums: Sums) -> Decimal | None:
    """Closed deals × win rate are the won ones."""
    if not sums.days or sums.mean_value is None:
        return None
    return sums.won * sums.mean_value * sums.timed / sums.days
