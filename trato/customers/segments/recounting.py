"""A full recount of one segment: everybody is asked in one reading, what differs is written in short pieces.

Killed anywhere it leaves whole pieces behind and is still owed; the next one begins anew.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from trato.customers.segments.evaluating import stage, staged
from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.follow import (
    AT_ONCE,
    finish_recount,
    follow_these,
    move_members,
    note_problem,
)
from trato.foundation.public import SYSTEM, RuleRefused, step_aside_if_leaving
from trato.kit.clock import now

PAGES_AT_ONCE = 40  # some seven thousand records
BEFORE = timedelta(seconds=10)  # as long as a transaction that began earlier may have gone on


def recount(segment_id: UUID) -> None:
    one = Segment.objects.filter(pk=segment_id, is_standing=True).first()
    if one is None:
        return
    began = now()
    try:
        pages = stage(one, moment=began)
    except RuleRefused as refusal:
        note_problem(one.id, str(refusal), by=SYSTEM)
        return
    joined = left = 0
    for page in range(0, pages, PAGES_AT_ONCE):
        step_aside_if_leaving()
        came, went = move_members(one.id, staged(page, pages=PAGES_AT_ONCE), by=SYSTEM)
        joined, left = joined + came, left + went
    if joined or left:
        _look_again(one, since=began - BEFORE)
    finish_recount(one.id, began=began, joined=joined, left=left, by=SYSTEM)


def _look_again(one: Segment, *, since: datetime) -> None:
    """At those to whom something happened while the others were written."""
    column = "contact_id" if one.member_kind == "contact" else "company_id"
    statement = f"select distinct {column} from event where recorded_at >= %s and {column} is not null"  # noqa: S608  # one of two constants
    with connection.cursor() as cursor:
        cursor.execute(statement, [since])
        ids = [id_ for (id_,) in cursor.fetchall()]
    for first in range(0, len(ids), AT_ONCE):
        follow_these(one.id, ids[first : first + AT_ONCE], by=SYSTEM)


def recount_owed(*, older_than: datetime | None = None) -> int:
    """Those that were marked stale, and with `older_than` those not counted since then."""
    owed = Segment.objects.filter(is_standing=True, stale_since__isnull=False)
    if older_than:
        counted_before = Segment.objects.filter(is_standing=True, counted_at__lt=older_than)
        owed = owed | counted_before
    ids = list(owed.order_by("pk").values_list("pk", flat=True))
    for id_ in ids:
        recount(id_)
    return len(ids)
