"""Segments by the clock, and full recounts in the background."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from trato.customers.segments.models import Segment
from trato.customers.segments.recounting import recount, recount_owed
from trato.customers.segments.use_cases.follow import follow_clock, note_problem
from trato.customers.segments.use_cases.rules import RECOUNT
from trato.foundation.public import LONG, PATIENTLY, SYSTEM, RuleRefused
from trato.kit.clock import now


@app.task(name=RECOUNT, retry=PATIENTLY, queue=LONG)
def recount_segment(segment_id: str) -> None:
    """A second run finds what the first one left and goes on from there."""
    recount(UUID(segment_id))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tick_segments", pass_context=False)
def tick_segments(timestamp: int) -> None:
    """What time alone changes, and recounts that were owed when a worker died."""
    for id_ in Segment.objects.filter(is_standing=True, follows_time=True).order_by("pk").values_list("pk", flat=True):
        try:
            follow_clock(id_, by=SYSTEM)
        except RuleRefused as refusal:
            note_problem(id_, str(refusal), by=SYSTEM)
    recount_owed()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="recount_segments", queue=LONG, pass_context=False)
def recount_segments(timestamp: int) -> None:
    """Once a day all of them, so that nothing that was missed stays missed, and each day has its size."""
    recount_owed(older_than=now() + timedelta(minutes=1))
