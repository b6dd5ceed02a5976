"""The run of one import from wherever it stands to its end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils import translation

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.imports.files import forget_file
from trato.foundation.imports.models import Import, State
from trato.foundation.imports.plans import Plan, given_row, plan_of
from trato.foundation.imports.portions import portion
from trato.foundation.imports.queries import actor_of, table_of
from trato.foundation.imports.use_cases.link import link_chunk
from trato.foundation.imports.use_cases.run import bring_in_chunk, fail_import, finish_import, take_up
from trato.foundation.jobs.leaving import step_aside_if_leaving
from trato.foundation.jobs.pacing import Pace
from trato.kit.errors import DomainError

BESIDE_AT_ONCE = 100  # photos are files, and a file costs the disk more than a row
OBJECTS_BETWEEN_COLLECTIONS = 100_000


def run_to_the_end(import_id: UUID) -> None:
    """Refusals are told in the language of whoever started it. What interrupts it leaves whole chunks behind."""
    one = Import.objects.select_related("user").get(pk=import_id)
    by = actor_of(one)
    with translation.override(by.language), _rarer_collections():
        try:
            taken = take_up(import_id, by=by)
            if taken is not None and taken.change_set is not None:
                _run(taken, plan_of(taken, by=by, change_set=taken.change_set.id), by)
        except DomainError as failure:
            # Told even to those whose rights were what it failed for.
            fail_import(import_id, reason=str(failure), by=SYSTEM.at(by.door))


def _run(one: Import, plan: Plan, by: Actor) -> None:
    if not _bring_in(one, plan, by):
        return
    while link_chunk(one, plan=plan, by=by):
        pass
    if finish_import(one.id, by=by).state == State.FINISHED:
        forget_file(one.path)


def _bring_in(one: Import, plan: Plan, by: Actor) -> bool:
    """False when it was stopped, or another worker is further."""
    pace, rows = Pace(), (given_row(plan, row) for row in table_of(one).rows(after_line=one.position))
    while chunk := portion(rows, min(pace.size, BESIDE_AT_ONCE) if plan.beside else pace.size):
        step_aside_if_leaving()
        with pace.measured(len(chunk)):
            goes_on = bring_in_chunk(one, chunk, plan=plan, by=by)
        if not goes_on:
            return False
    return True


@contextmanager
def _rarer_collections() -> Iterator[None]:
    """A chunk is many objects and no rings: looking for rings after each 700 of them takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
