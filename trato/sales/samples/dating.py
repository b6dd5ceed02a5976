"""Sample deals stand where they are since long ago: their steps, their moments, and what is told of them.

Their owners took these steps. The deals themselves are made by the system, which no gate of a stage stops.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection

from trato.foundation.public import Actor, publish_all
from trato.sales.deals.events import DealStageChanged
from trato.sales.deals.use_cases.moves import Step, write_moves
from trato.sales.samples.ways import Way

_DEALS = """update sales_deal r set created_at = d.first, stage_since = d.last,
  closed_at = case when r.state = 'open' then null else d.last end
from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) as d(id, first, last) where r.id = d.id"""
_EVENTS = """update event e set at = case when e.kind = 'sales.deal_created' then d.first else d.last end,
  actor_kind = d.kind, actor_id = d.who, door = d.door
from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::uuid[], %s::text[])
  as d(id, first, last, kind, who, door)
where e.subject_id = d.id and e.subject_type = 'deal' and e.company_id = any(%s)"""
_CHANGES = """update foundation_change c set at = d.first, created_at = d.first,
  actor_kind = d.kind, actor_id = d.who, door = d.door
from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::uuid[], %s::text[])
  as d(id, first, last, kind, who, door) where c.record_id = d.id"""


@dataclass(frozen=True)
class Went:
    deal: UUID
    company: UUID
    contact: UUID | None
    pipeline: str
    way: Way
    by: Actor


def date_back_deals(went: Sequence[Went], *, change_set: UUID) -> None:
    """Of deals made in this very transaction: nobody has read of them yet."""
    ids = [each.deal for each in went]
    moments: list[Any] = [ids, [each.way.at[0] for each in went], [each.way.at[-1] for each in went]]
    who: list[Any] = [[each.by.kind for each in went], [each.by.id for each in went], [each.by.door for each in went]]
    with connection.cursor() as cursor:
        cursor.execute(_DEALS, moments)
        cursor.execute(_EVENTS, [*moments, *who, list({each.company for each in went})])
        cursor.execute(_CHANGES, [*moments, *who])
        cursor.execute("delete from sales_stagemove where deal_id = any(%s)", [ids])
    for by in {each.by.id: each.by for each in went}.values():
        _take_steps([each for each in went if each.by.id == by.id], change_set=change_set, by=by)


def _take_steps(went: Sequence[Went], *, change_set: UUID, by: Actor) -> None:
    """One step of each at a time: each goes on from where the one before left it."""
    write_moves((Step(each.deal, each.way.stages[0], each.way.at[0]) for each in went), by=by)
    for number in range(max(len(each.way.stages) for each in went) - 1):
        write_moves([_step(each, number) for each in went if number + 1 < len(each.way.stages)], by=by)
    publish_all([event for each in went for event in _told(each, change_set)], by=by, quietly=True)


def _step(one: Went, number: int) -> Step:
    stages, at = one.way.stages, one.way.at
    return Step(one.deal, stages[number + 1], at[number + 1], stages[number], at[number])


def _told(one: Went, change_set: UUID) -> list[DealStageChanged]:
    """Steps between open stages; how it ended was told when it was made."""
    steps = list(pairwise(zip(one.way.stages, one.way.at, strict=True)))
    return [
        DealStageChanged(
            company_id=one.company,
            contact_id=one.contact,
            subject_id=one.deal,
            subject_version=1,
            pipeline=one.pipeline,
            from_stage=before,
            to_stage=stage,
            days=(at - since).days,
            change_set=change_set,
            at=at,
        )
        for (before, since), (stage, at) in steps[: -1 if one.way.is_over else None]
    ]
