"""What else one can ask of a field than which values it has: not, empty, holds, since, at least …

An address says `owner.not=…`, `created_at.after=2026-01-01`, `annual_revenue.least=1000`, `email.empty=yes`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.installation.queries import installation
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.joining import among_rows, column, stored
from trato.foundation.kinds.stored import NULLABLE
from trato.foundation.search.queries import Condition, all_of, any_of, contains
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.typed_money import parse_money

IS, NOT = "is", "not"
EMPTY, FILLED, HOLDS = "empty", "filled", "holds"
AFTER, BEFORE, BETWEEN = "after", "before", "between"
LEAST, MOST = "least", "most"
WORDS = (
    FieldType.TEXT,
    FieldType.LONG_TEXT,
    FieldType.EMAIL,
    FieldType.PHONE,
    FieldType.LINK,
    FieldType.DOMAIN,
    FieldType.EXTERNAL_ID,
    FieldType.URL,
)
AMOUNTS = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY)
LINKS = (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE)
DATED = (FieldType.MOMENT, FieldType.DAY)
WHOLE_RECORDS = (
    FieldType.IDENTITIES,
    FieldType.ADDRESSES,
    FieldType.COMPANIES,
    FieldType.REFERENCES,
    FieldType.USERS,
    FieldType.LINES,
)
PLAIN = re.compile(r"[a-z0-9]{3,}")
RELATIVE = re.compile(r"[+-]\d{1,4}")
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)


def operators_of(spec: Field, *, by_value: bool) -> tuple[str, ...]:
    """`by_value` says that its values can be asked for one by one."""
    if spec.type in WHOLE_RECORDS:
        return ()
    if spec.type in WORDS:
        return (HOLDS, EMPTY, FILLED)
    if spec.type in DATED:
        return (AFTER, BEFORE, BETWEEN, EMPTY, FILLED)
    if spec.type in AMOUNTS:
        return (LEAST, MOST, BETWEEN, EMPTY, FILLED) if spec.column or spec.joined or spec.is_made else ()
    return (IS, NOT, EMPTY, FILLED) if by_value else (EMPTY, FILLED)


def read_values(spec: Field, operator: str, texts: Sequence[str], *, coercion: Coercion, by: Actor) -> tuple[Any, ...]:
    """The values an operator works with. Refuses what is none, in words."""
    if operator in (EMPTY, FILLED):
        return ()
    if operator == BETWEEN and len(texts) != 2:
        raise DomainError(_("“Between” needs two values."))
    if operator == HOLDS:
        return tuple(text[:200] for text in texts)
    wanted = texts if operator == BETWEEN else texts[:1]
    if spec.type in DATED:
        return tuple(_day(text, by) for text in wanted)
    return tuple(_amount(spec, text, coercion, by) for text in wanted)


def operator_sql(spec: Field, operator: str, values: Sequence[Any], *, by: Actor) -> Condition:
    """Of a field that people made, the rows of its table are found, so that an index of it can find them."""
    if operator in (EMPTY, FILLED):
        if spec.stands_in:
            has_one = among_rows(spec, sql.SQL("{} is not null").format(stored(spec)))
            return (has_one if operator == FILLED else sql.SQL("(not {})").format(has_one)), []
        return sql.SQL("({})" if operator == EMPTY else "(not {})").format(_is_empty(spec)), []
    fits, parameters = _fits(spec, operator, values, by)
    return (among_rows(spec, fits) if spec.stands_in else fits), parameters


def _fits(spec: Field, operator: str, values: Sequence[Any], by: Actor) -> Condition:
    if operator == HOLDS:
        return any_of(_holds(spec, str(value)) for value in values)
    if spec.type in DATED:
        return _in_days(spec, operator, values, by)
    return _in_amounts(spec, operator, values)


def _value_of(spec: Field) -> sql.Composable:
    return stored(spec) if spec.stands_in else sql.SQL(spec.sql)


def _holds(spec: Field, text: str) -> Condition:
    """What the search column does not hold is not asked of the field: that column has an index.

    Only by letters that are folded as they stand; what is folded otherwise is left to the field alone.
    """
    held = sql.SQL("({}) ilike %s").format(_value_of(spec)), [_pattern(text)]
    is_searched = spec.searchable or (spec.type == FieldType.EMAIL and bool(spec.part))
    if spec.stands_in or not is_searched or not text.isascii():
        return held
    return all_of([contains(PLAIN.findall(text.lower())), held])


def start_of(day: date, *, zone: str) -> datetime:
    """The moment a day begins for somebody."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def today_of(actor: Actor) -> date:
    return now().astimezone(ZoneInfo(actor.time_zone)).date()


def _day(text: str, by: Actor) -> date:
    """A date, or one that moves along: `-7` is a week ago, `0` or `today` is today."""
    text = text.strip()
    if text in ("today", "0"):
        return today_of(by)
    if RELATIVE.fullmatch(text):
        return today_of(by) + timedelta(days=int(text))
    try:
        day = date.fromisoformat(text)
    except ValueError as wrong:
        raise DomainError(_("“%(value)s” is no date.") % {"value": text[:60]}) from wrong
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DomainError(_("“%(value)s” is no date.") % {"value": text[:60]})
    return day


def _amount(spec: Field, text: str, coercion: Coercion, by: Actor) -> Any:
    if spec.type == FieldType.MONEY:
        return parse_money(text, currency=installation().currency, locale=by.language)
    value = coercion.value(spec, text)
    if value is None:
        raise DomainError(_("“%(value)s” is no value to filter by.") % {"value": text[:60]})
    return value


def _is_empty(spec: Field) -> sql.Composable:
    if spec.column:
        return sql.SQL("{} is null" if spec.type in (*NULLABLE, *AMOUNTS, *DATED) else "{} = ''").format(column(spec))
    if spec.type == FieldType.TAGS:
        return sql.SQL("({})::text = '[]'").format(sql.SQL(spec.sql))
    nothing = "({}) is null" if spec.type in (*NULLABLE, *LINKS, *DATED) else "coalesce({}, '') = ''"
    return sql.SQL(nothing).format(sql.SQL(spec.sql))


def _pattern(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _in_days(spec: Field, operator: str, days: Sequence[date], by: Actor) -> Condition:
    """Since a day and between days count these days in, before a day does not."""
    value = _value_of(spec)
    starts = [_beginning(spec, day, by) for day in days]
    if operator == AFTER:
        return sql.SQL("{} >= %s").format(value), starts[:1]
    if operator == BEFORE:
        return sql.SQL("{} < %s").format(value), starts[:1]
    first, last = sorted(days)
    ends = [_beginning(spec, first, by), _beginning(spec, last + timedelta(days=1), by)]
    return sql.SQL("({} >= %s and {} < %s)").format(value, value), ends


def _beginning(spec: Field, day: date, by: Actor) -> date | datetime:
    return day if spec.type == FieldType.DAY else start_of(day, zone=by.time_zone)


def _in_amounts(spec: Field, operator: str, values: Sequence[Any]) -> Condition:
    """Money is compared within its currency only."""
    amount = column(spec) if spec.column else _value_of(spec)
    shape = {LEAST: "{0} >= %s", MOST: "{0} <= %s", BETWEEN: "({0} >= %s and {0} <= %s)"}[operator]
    compared = sql.SQL(shape).format(amount)
    if spec.type != FieldType.MONEY:
        return compared, sorted(values)
    currency = sql.SQL("{} = %s").format(column(spec, "_currency"))
    amounts = sorted(value.amount for value in values)
    return sql.SQL("({} and {})").format(compared, currency), [*amounts, values[0].currency]
