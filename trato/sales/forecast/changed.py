"""What changed in a forecast since some day: new, won, lost and moved deals, and those whose amount or day changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, LiteralString
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from psycopg import sql

from trato.commerce.public import Amount, convert_many
from trato.foundation.public import start_of
from trato.kit.money import Money, MoneyRefused
from trato.kit.numbers import grouped
from trato.sales.pipelines.models import LOST, OPEN, WON
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.scope import Scope, rows_of

MOST_SHOWN = 50
MOST_DAYS = 366
# Ids are made in the order of time, so that steps and changes of a week are found by their key.
_MOVES = """
select r.id, r.name, r.base_amount, r.base_amount_currency, f.state, t.state
  from sales_stagemove m
  join sales_deal r on r.id = m.deal_id
  join sales_stage t on t.code = m.to_stage_id
  left join sales_stage f on f.code = m.from_stage_id
 where m.id >= %s and m.at >= %s and {where} order by m.at desc, m.id desc limit %s
"""
_CHANGES = """
select r.id, r.name, r.base_amount, r.base_amount_currency, r.state, c.before::text, c.after::text
  from foundation_change c join sales_deal r on r.id = c.record_id
 where c.id >= %s and c.at >= %s and c.record_type = 'deal' and c.act = 'update'
   and (c.before ? 'amount' or c.before ? 'close_on') and {where}
 order by c.id limit %s
"""
MOST_READ = 100_000


@dataclass(frozen=True)
class Moved:
    """`was` and `now` are days or amounts, as far as something of the deal changed."""

    id: UUID
    name: str
    value: Decimal | None
    was: Any = None
    now: Any = None


@dataclass(frozen=True)
class Change:
    code: str
    label: str
    deals: Sequence[Moved]

    @property
    def count(self) -> int:
        return len(self.deals)

    @property
    def value(self) -> Decimal:
        return sum((each.value for each in self.deals if each.value is not None), Decimal())

    @property
    def shown(self) -> Sequence[Moved]:
        return self.deals[:MOST_SHOWN]


def read_days(text: str) -> int:
    if not text:
        return 7
    if not (text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST_DAYS):
        said = _("Say since how many days, from 1 to %(most)s.") % {"most": MOST_DAYS}
        raise ReportRefused(said, field="days")
    return int(text)


def what_changed(scope: Scope, *, days: int) -> list[Change]:
    """In the deals that the reader sees. What went back to what it was did not change."""
    moment = start_of(scope.today - timedelta(days=days), zone=scope.actor.time_zone)
    found = _moved(scope, moment)
    found |= _changed(scope, moment)
    return [Change(code, label, list(found.get(code, {}).values())) for code, label in change_labels().items()]


def change_labels() -> dict[str, str]:
    return {
        "new": _("New"),
        "won": _("Won"),
        "lost": _("Lost"),
        "reopened": _("Reopened"),
        "slipped": _("Slipped to a later day"),
        "sooner": _("Expected sooner"),
        "up": _("Amount went up"),
        "down": _("Amount went down"),
    }


def _shown_currency(scope: Scope) -> str:
    """In which amounts are told; in none to those who may not see them."""
    return scope.currency if scope.sees_money else ""


def _all_of(statement: LiteralString, where: sql.Composable, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Nothing is left out in silence: what is too much for one page is asked for in fewer days."""
    rows = rows_of(sql.SQL(statement).format(where=where), [*parameters, MOST_READ + 1])
    if len(rows) > MOST_READ:
        said = _("More than %(most)s changes lie in these days. Ask for fewer days, or for one team or person.")
        raise ReportRefused(said % {"most": grouped(MOST_READ)}, field="days")
    return rows


def _moved(scope: Scope, moment: datetime) -> dict[str, dict[UUID, Moved]]:
    """What each was at first against what it came to, whatever lies between. The latest stands first."""
    where, parameters = scope.where(dated=False)
    told_in = _shown_currency(scope)
    found: dict[str, dict[UUID, Moved]] = {}
    deals: dict[UUID, Moved] = {}
    first: dict[UUID, str] = {}
    last: dict[UUID, str] = {}
    for id_, name, amount, currency, was, came in _all_of(_MOVES, where, [_first_id(moment), moment, *parameters]):
        deal = deals.get(id_)
        if deal is None:
            deal = deals[id_] = Moved(id_, name, amount if currency == told_in else None)
        last.setdefault(id_, came)
        first[id_] = was or OPEN
        if was is None:
            found.setdefault("new", {})[id_] = deal
    for id_, came in last.items():
        if came != first[id_]:
            found.setdefault({WON: "won", LOST: "lost", OPEN: "reopened"}[came], {})[id_] = deals[id_]
    return found


def _changed(scope: Scope, moment: datetime) -> dict[str, dict[UUID, Moved]]:
    """From what each was first to what it is now, however often it changed between."""
    where, parameters = scope.where(dated=False)
    rows = [
        (*each[:5], orjson.loads(each[5]), orjson.loads(each[6]))
        for each in _all_of(_CHANGES, where, [_first_id(moment), moment, *parameters])
    ]
    after: dict[tuple[UUID, str], Any] = {}
    told_in = _shown_currency(scope)
    for id_, *_rest, changed in rows:
        after |= {(id_, name): changed.get(name) for name in ("amount", "close_on") if name in changed}
    found: dict[str, dict[UUID, Moved]] = {}
    amounts: dict[UUID, Moved] = {}
    seen: set[tuple[UUID, str]] = set()
    for id_, name, amount, currency, state, before, _changed_to in rows:
        for field in _told(scope, before, state):
            was, now = before[field], after.get((id_, field))
            if (id_, field) in seen:
                continue
            seen.add((id_, field))
            if field == "amount":
                amounts[id_] = Moved(id_, name, None, _amount_of(was), _amount_of(now))
            elif code := _direction(_day_of(was), _day_of(now), ("slipped", "sooner")):
                value = amount if currency == told_in else None
                found.setdefault(code, {})[id_] = Moved(id_, name, value, _day_of(was), _day_of(now))
    return found | _up_and_down(scope, list(amounts.values()))


def _told(scope: Scope, before: Mapping[str, Any], state: str) -> list[str]:
    """Of the changed fields; closing says the day as well."""
    names = ["amount", *(["close_on"] if state == OPEN else [])]
    return [name for name in names if name in before and scope.actor.may_see_field("deal", name)]


def _up_and_down(scope: Scope, amounts: Sequence[Moved]) -> dict[str, dict[UUID, Moved]]:
    """In our currency at the rates of today; money that has no rate can only be compared with the same."""
    known = [each for each in amounts if each.was is not None and each.now is not None]
    asked = [Amount(money.amount, money.currency, scope.today) for each in known for money in (each.was, each.now)]
    ours = convert_many(asked, to=scope.currency)
    found: dict[str, dict[UUID, Moved]] = {}
    for each, was, now in zip(known, ours[::2], ours[1::2], strict=True):
        if each.was.currency == each.now.currency:
            code = _direction(each.was.amount, each.now.amount, ("up", "down"))
        else:
            code = _direction(was, now, ("up", "down"))
        value = now - was if was is not None and now is not None else None
        if code:
            found.setdefault(code, {})[each.id] = replace(each, value=value)
    return found


def _direction(was: Any, now: Any, ways: tuple[str, str]) -> str:
    if was is None or now is None or was == now:
        return ""
    return ways[0] if now > was else ways[1]


def _amount_of(value: Any) -> Money | None:
    try:
        return Money.from_json(value) if isinstance(value, dict) else None
    except MoneyRefused:
        return None


def _day_of(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _first_id(moment: datetime) -> UUID:
    """The smallest of the ids that were made since: the first 48 bits are milliseconds. A minute early, for clocks."""
    return UUID(int=int((moment.timestamp() - 60) * 1000) << 80)
