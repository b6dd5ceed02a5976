"""Values that a machine writes, up to a thousand at once. Each replaces the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils.translation import gettext as _

from trato.customers.traits.errors import TraitRefused
from trato.customers.traits.events import TraitsRecorded
from trato.customers.traits.models import Trait, TraitType
from trato.customers.traits.queries import COLUMNS, field_name, trait_called
from trato.foundation.public import Actor, NotAllowed, NotFound, publish, record_kind, use_case
from trato.kit.clock import now
from trato.kit.ids import new_id

MOST_AT_ONCE, MOST_REASONS, LONGEST = 1_000, 20, 500
LARGEST = Decimal(10) ** 17

# Read by position into arrays, written in one statement, in the order of the records so that two never lock crosswise.
_WRITE = """
insert into customers_traitvalue (record_id, trait_id, number, text, moment, reasons, source, run, batch, at)
select v.record_id, %s, v.number, v.text, v.moment, v.reasons, %s, %s, %s, %s
from unnest(%s::uuid[], %s::numeric[], %s::text[], %s::timestamptz[], %s::jsonb[])
  as v (record_id, number, text, moment, reasons) order by v.record_id
on conflict (record_id, trait_id) do update set number = excluded.number, text = excluded.text,
  moment = excluded.moment, reasons = excluded.reasons, source = excluded.source, run = excluded.run,
  batch = excluded.batch, at = excluded.at
where customers_traitvalue.at <= excluded.at
"""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What is said about one record. None takes the value away, with its reasons."""

    record_id: UUID
    value: Any
    reasons: Sequence[str] = field(default=())


@use_case(right="customers.record_traits")
def record_traits(
    code: str, rows: Sequence[Scored], *, by: Actor, member_kind: str = "contact", run: str = "", source: str = ""
) -> int:
    """All of them or, when one is refused, none. What is said of a merged record is kept for the one it is now."""
    trait = trait_called(code, member_kind)
    kind = record_kind(member_kind)
    if not by.may_edit_field(kind.name, field_name(trait)):
        raise NotAllowed(_("You may not change this field."))
    if not 0 < len(rows) <= MOST_AT_ONCE:
        raise TraitRefused(_("Give 1 to %(most)s values at once.") % {"most": f"{MOST_AT_ONCE:,}"}, field="values")
    read = {number: _read(trait, row, number) for number, row in enumerate(rows)}
    roots = _roots(kind.name, [row.record_id for row in rows], by)
    latest = {roots[row.record_id]: (read[number], list(row.reasons)) for number, row in enumerate(rows)}
    batch = new_id()
    _write(trait, latest, source=source[:80], run=run[:80], batch=batch)
    publish(TraitsRecorded(subject_id=trait.id, code=trait.code, batch=batch, count=len(latest)), by=by)
    return len(latest)


def _roots(kind: str, ids: Sequence[UUID], by: Actor) -> dict[UUID, UUID]:
    records: Any = record_kind(kind).model()._default_manager
    found = dict(records.filter(pk__in=set(ids), deleted_at=None).values_list("pk", "root_id"))
    seen = set(records.seen_by(by).filter(pk__in=set(found.values())).values_list("pk", flat=True))
    if missing := [id_ for id_ in ids if found.get(id_) not in seen]:
        said = _("There is no such record, or it is not yours to see.")
        raise NotFound(said, field=f"values/{ids.index(missing[0])}/id")
    return found


def _read(trait: Trait, row: Scored, number: int) -> Any:
    place = f"values/{number}"
    if len(row.reasons) > MOST_REASONS or any(len(each) > LONGEST or "\x00" in each for each in row.reasons):
        said = _("At most %(most)s reasons of %(length)s letters.") % {"most": MOST_REASONS, "length": LONGEST}
        raise TraitRefused(said, field=f"{place}/reasons")
    if row.value is None:
        return None
    try:
        return _READERS[TraitType(trait.type)](trait, row.value)
    except (ValueError, InvalidOperation):
        said = _("“%(value)s” is no value of this trait.") % {"value": str(row.value)[:60]}
        raise TraitRefused(said, field=f"{place}/value") from None


def _number(trait: Trait, given: Any) -> Decimal:
    if isinstance(given, bool):
        raise ValueError(given)
    number = Decimal(str(given)[:40])
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError(given)
    return round(number, 6)


def _choice(trait: Trait, given: Any) -> str:
    if given not in [code for code, _label in trait.options]:
        raise ValueError(given)
    return str(given)


def _text(trait: Trait, given: Any) -> str:
    if not isinstance(given, str) or "\x00" in given or len(given) > LONGEST:
        raise ValueError(given)
    return given


def _moment(trait: Trait, given: Any) -> datetime:
    moment = datetime.fromisoformat(str(given)[:60])
    if moment.tzinfo is None or not 1800 <= moment.year <= 2999:
        raise ValueError(given)
    return moment


_READERS = {
    TraitType.NUMBER: _number,
    TraitType.CHOICE: _choice,
    TraitType.TEXT: _text,
    TraitType.MOMENT: _moment,
}


def _write(trait: Trait, latest: Mapping[UUID, tuple[Any, list[str]]], *, source: str, run: str, batch: UUID) -> None:
    column = COLUMNS[TraitType(trait.type)]
    values = [value for value, _reasons in latest.values()]
    nothing = [None] * len(values)
    columns = [values if column == name else nothing for name in ("number", "text", "moment")]
    reasons = [orjson.dumps(each if value is not None else []).decode() for value, each in latest.values()]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [trait.id, source, run, batch, now(), list(latest), *columns, reasons])
