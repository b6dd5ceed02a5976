"""By which stages a deal went and how long it stood in each, kept at the deal, so that no report reads history.

A deal that has not moved yet has none of it: it entered the stage in which it stands when its stage began.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from trato.sales.deals.models import Course, digest_of

MOST_STAGES = 200  # of one deal: an index has no room for more
_HELD = """select r.id, c.stages, c.times_left, r.stays, r.entered_at
  from sales_deal r left join sales_course c on c.id = r.course_id where r.id = any(%s)"""
_KEEP = """update sales_deal r set course_id = g.course, stays = g.stays::bigint[], entered_at = g.entered
  from unnest(%s::uuid[], %s::int[], %s::text[], %s::timestamptz[]) g (id, course, stays, entered) where r.id = g.id"""


@dataclass(frozen=True)
class Left:
    """A deal left a stage in which it had stood since then, for so many thousandths of a day."""

    deal: UUID
    stage: str
    to_stage: str
    since: datetime
    thousandths: int


@dataclass(frozen=True)
class Way:
    stages: tuple[str, ...]
    times_left: tuple[int, ...]

    @property
    def digest(self) -> str:
        return digest_of(self.stages, self.times_left)


@dataclass(frozen=True)
class _Went:
    deal: UUID
    way: Way
    stays: Sequence[int]
    entered: datetime


def keep_courses(steps: Sequence[Left]) -> None:
    """Of deals that are locked."""
    if not steps:
        return
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [[step.deal for step in steps]])
        held = {id_: before for id_, *before in cursor.fetchall()}
    went = [_went_on(step, *held[step.deal]) for step in steps]
    ids = courses({each.way for each in went})
    told = [(each.deal, ids[each.way], "{" + ",".join(map(str, each.stays)) + "}", each.entered) for each in went]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [list(column) for column in zip(*told, strict=True)])


def _went_on(step: Left, stages: Any, times_left: Any, stays: Any, entered: datetime | None) -> _Went:
    through = list(dict.fromkeys([*(stages or []), step.stage, step.to_stage]))[:MOST_STAGES]
    missing = len(through) - len(stages or [])
    left, days = [*(times_left or []), *[0] * missing], [*(stays or []), *[0] * missing]
    if step.stage in through:
        place = through.index(step.stage)
        left[place] += 1
        days[place] += step.thousandths
    return _Went(step.deal, Way(tuple(through), tuple(left)), days, entered or step.since)


def courses(ways: Collection[Way]) -> dict[Way, int]:
    """Their ids; new ones are made, always in the same order, so that two at once wait for each other."""
    known = _known(ways)
    new = sorted((way for way in ways if way not in known), key=lambda way: way.digest)
    if new:
        made = [Course(digest=way.digest, stages=way.stages, times_left=way.times_left) for way in new]
        Course.objects.bulk_create(made, ignore_conflicts=True)
        known |= _known(new)
    return known


def _known(ways: Collection[Way]) -> dict[Way, int]:
    by_digest = {way.digest: way for way in ways}
    rows = Course.objects.filter(digest__in=list(by_digest)).values_list("digest", "pk")
    return {by_digest[digest]: pk for digest, pk in rows}
