"""The run of one change set from wherever it stands to its end."""

from time import perf_counter
from uuid import UUID

from django.utils import translation

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.change_sets.queries import actor_of_set
from trato.foundation.change_sets.use_cases.run import (
    AT_ONCE,
    do_chunk,
    fail_change_set,
    finish_change_set,
    run_change_set,
    take_up,
)
from trato.foundation.change_sets.use_cases.undo import start_undo
from trato.foundation.changes.models import ChangeSet
from trato.foundation.jobs.leaving import step_aside_if_leaving
from trato.kit.errors import DomainError

FIRST_CHUNK = 200
SMALLEST_CHUNK, LARGEST_CHUNK = 20, 2_000
CHUNK_SECONDS = 0.5  # half of what a writing transaction may last, so that a slow moment still fits


def carry_out(change_set_id: UUID, *, by: Actor) -> ChangeSet:
    """Small ones here and now; answers how it stands."""
    return _at_once_if_small(run_change_set(change_set_id, by=by))


def undo(change_set_id: UUID, *, by: Actor) -> ChangeSet:
    """Answers the set that takes the other back."""
    return _at_once_if_small(start_undo(change_set_id, by=by))


def _at_once_if_small(one: ChangeSet) -> ChangeSet:
    if one.total <= AT_ONCE:
        run_to_the_end(one.id)
        one.refresh_from_db()
    return one


def run_to_the_end(change_set_id: UUID) -> None:
    """Refusals are told in the language of whoever started it. What interrupts it leaves whole chunks behind."""
    one = ChangeSet.objects.get(pk=change_set_id)
    try:
        by = actor_of_set(one)
        with translation.override(by.language):
            taken = take_up(change_set_id, by=by)
            if taken is not None:
                _run(taken, by)
    except DomainError as failure:
        # Told even to those whose rights were what it failed for.
        fail_change_set(change_set_id, reason=str(failure), by=SYSTEM.at(one.door))


def _run(one: ChangeSet, by: Actor) -> None:
    size, goes_on = FIRST_CHUNK, True
    while goes_on:
        step_aside_if_leaving()
        began = perf_counter()
        goes_on = do_chunk(one, limit=size, by=by)
        took = max(perf_counter() - began, 0.001)
        size = max(SMALLEST_CHUNK, min(LARGEST_CHUNK, int(size * CHUNK_SECONDS / took)))
    finish_change_set(one, by=by)
