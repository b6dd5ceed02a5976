"""What changed in a forecast since some day: new, won, lost and moved deals, and those whose amount or day changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import start_of
from trato.sales.pipelines.models import LOST, OPEN, WON
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.scope import Scope, rows_of

MOST_SHOWN = 50
MOST_DAYS = 366
_MOVES = """
select r.id, r.name, r.base_amount, r.base_amount_currency, r.close_on, f.state, t.state, m.at
  from sales_stagemove m
  join sales_deal r on r.id = m.deal_id
  join sales_stage t on t.code = m.to_stage_id
  left join sales_stage f on f.code = m.from_stage_id
 where m.at >= %s and {where} order by m.at desc, m.id desc limit %s
"""
# Ids are made in the order of time, so that the changes of a week are found by their key.
_CHANGES = """
select r.id, r.name, r.base_amount, r.base_amount_currency, r.state, c.before::text, c.after::text, c.at
  from foundation_change c join sales_deal r on r.id = c.record_id
 where c.id >= %s and c.at >= %s and c.record_type = 'deal' and c.act = 'update'
   and (c.before ? 'amount' or c.before ? 'close_on') and {where}
 order by c.id limit %s
"""
MOST_READ = 20_000


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
    """In the deals that the reader sees. One that was won and reopened counts for what it came to last."""
    moment = start_of(scope.today - timedelta(days=days), zone=scope.actor.time_zone)
    found = _moved(scope, moment)
    found |= _changed(scope, moment)
    labels = {
        "new": _("New"),
        "won": _("Won"),
        "lost": _("Lost"),
        "reopened": _("Reopened"),
        "slipped": _("Slipped to a later day"),
        "sooner": _("Expected sooner"),
        "up": _("Amount went up"),
        "down": _("Amount went down"),
    }
    return [Change(code, label, list(found.get(code, {}).values())) for code, label in labels.items()]


def _value(scope: Scope, amount: Decimal | None, currency: str) -> Decimal | None:
    return amount if scope.sees_money and currency == scope.currency else None


def _moved(scope: Scope, moment: datetime) -> dict[str, dict[UUID, Moved]]:
    where, parameters = scope.where(dated=False)
    found: dict[str, dict[UUID, Moved]] = {}
    told: set[UUID] = set()
    for id_, name, amount, currency, _day, was, came, _at in rows_of(
        sql.SQL(_MOVES).format(where=where), [moment, *parameters, MOST_READ]
    ):
        deal = Moved(id_, name, _value(scope, amount, currency))
        if was is None:
            found.setdefault("new", {})[id_] = deal
        code = {WON: "won", LOST: "lost", OPEN: "reopened"}[came]
        if id_ not in told and came != (was or OPEN):
            found.setdefault(code, {})[id_] = deal
        told.add(id_)
    return found


def _changed(scope: Scope, moment: datetime) -> dict[str, dict[UUID, Moved]]:
    """From what each was first to what it is now, however often it changed between."""
    where, parameters = scope.where(dated=False)
    given = [_first_id(moment), moment, *parameters, MOST_READ]
    found: dict[str, dict[UUID, Moved]] = {}
    seen: set[tuple[UUID, str]] = set()
    after: dict[tuple[UUID, str], Any] = {}
    rows = [
        (*each[:5], orjson.loads(each[5]), orjson.loads(each[6]), each[7])
        for each in rows_of(sql.SQL(_CHANGES).format(where=where), given)
    ]
    for id_, *_rest, changed, _at in rows:
        after |= {(id_, name): changed.get(name) for name in ("amount", "close_on") if name in changed}
    for id_, name, amount, currency, state, before, _changed_to, _at in rows:
        for field in ("amount", "close_on"):
            if field not in before or (id_, field) in seen or not scope.actor.may_see_field("deal", field):
                continue
            seen.add((id_, field))
            if field == "close_on" and state != OPEN:
                continue  # closing says the day as well
            read: Callable[[Any], Any] = _amount_of if field == "amount" else _day_of
            was, now = read(before[field]), read(after.get((id_, field)))
            if code := _direction(field, was, now):
                value = now - was if field == "amount" else _value(scope, amount, currency)
                found.setdefault(code, {})[id_] = Moved(id_, name, value, was, now)
    return found


def _direction(field: str, was: Any, now: Any) -> str:
    if was is None or now is None or was == now:
        return ""
    if field == "amount":
        return "up" if now > was else "down"
    return "slipped" if now > was else "sooner"


def _amount_of(value: Any) -> Decimal | None:
    """Of amounts in the same money only: others cannot be compared."""
    try:
        return Decimal(str(value["amount"])) if isinstance(value, dict) else Decimal(str(value)) if value else None
    except (InvalidOperation, KeyError):
        return None


def _day_of(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _first_id(moment: datetime) -> UUID:
    """The smallest of the ids that were made since: the first 48 bits are milliseconds. A minute early, for clocks."""
    return UUID(int=int((moment.timestamp() - 60) * 1000) << 80)
