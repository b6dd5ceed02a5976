"""Taking exchange rates in. Rates that stand already are written once more only where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from trato.commerce.rates.events import RatesTaken
from trato.commerce.rates.formats import Rate, read_rates
from trato.commerce.rates.models import RateFile
from trato.foundation.public import Actor, record_and_publish, use_case
from trato.kit.text import clean_text

CHUNK = 20_000  # a third of a second
LONGEST_NAME = 200
_DIFFERING = """
select g.currency, g.day, r.rate, g.rate
  from unnest(%s::text[], %s::date[], %s::numeric[]) as g (currency, day, rate)
  join commerce_exchangerate r on r.currency = g.currency and r.day = g.day
 where r.rate <> g.rate
"""
_WRITE = """
insert into commerce_exchangerate as r (currency, day, rate)
select * from unnest(%s::text[], %s::date[], %s::numeric[]) as g (currency, day, rate) order by 1, 2
on conflict (currency, day) do update set rate = excluded.rate where r.rate <> excluded.rate
"""


@dataclass(frozen=True)
class TakenRates:
    """What of a file was news."""

    rates: int
    new: int
    changed: int
    first_day: date
    last_day: date


def take_rate_file(content: bytes, *, name: str, by: Actor) -> TakenRates:
    """All of a file, in pieces that hold nobody up; one that is broken is refused before anything is written."""
    rates = read_rates(content)
    file_id: UUID | None = None
    for start in range(0, len(rates), CHUNK):
        file_id = take_rates(rates[start : start + CHUNK], name=name, file_id=file_id, by=by)
    done = RateFile.objects.get(pk=str(file_id))
    return TakenRates(done.rate_count, done.new_count, done.changed_count, done.first_day, done.last_day)


@use_case(right="commerce.manage_prices")
def take_rates(rates: Sequence[Rate], *, name: str, by: Actor, file_id: UUID | None = None) -> UUID:
    """A piece of the file of that id, or the first of a new one, whose id is returned."""
    days = [each.day for each in rates]
    columns: list[Any] = [[each.currency for each in rates], days, [each.per_euro for each in rates]]
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, columns)
        differing: list[tuple[str, date, Decimal, Decimal]] = cursor.fetchall()
        cursor.execute(_WRITE, columns)
        written = cursor.rowcount
    file = _file_of(file_id, name, days)
    new, changed = written - len(differing), len(differing)
    file.rate_count += len(rates)
    file.new_count += new
    file.changed_count += changed
    file.first_day, file.last_day = min(file.first_day, *days), max(file.last_day, *days)
    file.save()
    told = RatesTaken(
        subject_id=file.id,
        first_day=min(days).isoformat(),
        last_day=max(days).isoformat(),
        new=new,
        changed=changed,
    )
    before = {f"{currency} {day}": str(old) for currency, day, old, _new in differing}
    after = {f"{currency} {day}": str(rate) for currency, day, _old, rate in differing}
    counts = {"rate_count": file.rate_count, "new_count": file.new_count}
    record_and_publish(
        told, by=by, act="update" if file_id else "create", before=before, after={"name": file.name, **counts, **after}
    )
    return file.id


def _file_of(file_id: UUID | None, name: str, days: Sequence[date]) -> RateFile:
    if file_id:
        return RateFile.objects.select_for_update().get(pk=file_id)
    called = clean_text("".join(letter for letter in name if letter.isprintable())).strip()[:LONGEST_NAME]
    return RateFile(name=called or "eurofxref", first_day=min(days), last_day=max(days))
