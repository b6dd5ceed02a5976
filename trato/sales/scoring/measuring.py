"""Points of many contacts at a moment: one statement for each rule, whatever the number of contacts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.public import SYSTEM, Condition, RuleRefused, compiled, record_kind
from trato.sales.scoring.models import ScoringRule

ALWAYS: Condition = (sql.SQL("true"), [])
EVER = datetime(1900, 1, 1, tzinfo=UTC)
_FITS = sql.SQL("select r.id, 1, 1.0 from customers_contact r where r.id = any(%s) and {condition}")
# The events of all that were merged into one. A half-life of none is one that never halves.
_HAPPENED = sql.SQL("""
select r.id, count(*), sum(power(0.5, extract(epoch from (%s - e.at)) / 86400 / %s))
from customers_contact r
join customers_contact m on m.root_id = r.id
join event e on e.contact_id = m.id and e.kind = %s and e.at > %s and e.at <= %s
where r.id = any(%s) and {condition}
group by r.id""")
NEVER_HALVES = 1e12
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Part:
    """What one rule gives: how often it was counted, and the points after they faded and were cut."""

    rule: ScoringRule
    times: int
    points: Decimal

    @property
    def reason(self) -> str:
        """Without words of ours: it is kept, and read in several languages."""
        often = f" (×{self.times})" if self.rule.event else ""  # noqa: RUF001  # the sign that people read
        return f"{plainly(self.points, signed=True)} {self.rule.name[:200]}{often}"


@dataclass
class Score:
    parts: list[Part] = field(default_factory=list)

    @property
    def total(self) -> int:
        return int(sum((each.points for each in self.parts), Decimal()).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def reasons(self) -> list[str]:
        """What counts most first."""
        return [each.reason for each in sorted(self.parts, key=lambda each: (-abs(each.points), str(each.rule.id)))][
            :20
        ]


def plainly(points: Decimal, *, signed: bool = False) -> str:
    text = f"{points:+f}" if signed else f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scores_of(contacts: Collection[UUID], rules: Sequence[ScoringRule], *, at: datetime) -> dict[UUID, Score]:
    """Only of those whom a rule gives something."""
    found: dict[UUID, Score] = {}
    for rule in rules:
        for contact, times, weight in _asked(rule, contacts, at):
            part = Part(rule, int(times), _points(rule, Decimal(str(weight))))
            if part.points:
                found.setdefault(contact, Score()).parts.append(part)
    return found


def _points(rule: ScoringRule, weight: Decimal) -> Decimal:
    points = (rule.points * weight).quantize(CENT, ROUND_HALF_UP)
    if rule.most is None:
        return points
    return min(points, Decimal(rule.most)) if rule.points > 0 else max(points, Decimal(-rule.most))


def _asked(rule: ScoringRule, contacts: Collection[UUID], at: datetime) -> list[Any]:
    condition = condition_of(rule, at)
    if condition is None:
        return []
    where, given = condition
    if rule.event:
        since = at - timedelta(days=rule.days) if rule.days else EVER
        halves = float(rule.half_life) if rule.half_life else NEVER_HALVES
        parameters = [at, halves, rule.event, since, at, list(contacts), *given]
        statement = _HAPPENED.format(condition=where)
    else:
        statement, parameters = _FITS.format(condition=where), [list(contacts), *given]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def condition_of(rule: ScoringRule, at: datetime) -> Condition | None:
    """None while the rule cannot be read, as when a field it asks is gone."""
    if not rule.rules:
        return ALWAYS
    try:
        return compiled(record_kind("contact"), rule.rules, seen_by=SYSTEM, moment=at, place="rules").checked
    except RuleRefused:
        return None
