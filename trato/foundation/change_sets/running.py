"""The run of one change set from wherever it stands to its end."""

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
from trato.foundation.jobs.pacing import Pace
from trato.kit.errors import DomainError


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
    pace, goes_on = Pace(), True
    while goes_on:
        step_aside_if_leaving()
        with pace.measured(pace.size):
            goes_on = do_chunk(one, limit=pace.size, by=by)
    finish_change_set(one, by=by)
