"""The run of one move from wherever it stands to its end."""

from uuid import UUID

from django.utils import translation

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.imports.models import UNDER_WAY, Import, State
from trato.foundation.imports.running import run_to_the_end as run_import_to_the_end
from trato.foundation.imports.use_cases.run import prepare_run
from trato.foundation.moving_in.models import Move
from trato.foundation.moving_in.queries import actor_of_move
from trato.foundation.moving_in.use_cases.run import fail_move, finish_move, next_file, take_up_move
from trato.kit.errors import DomainError


def run_move_to_the_end(move_id: UUID) -> None:
    """A second run goes on in the file, and at its line, where the first one fell."""
    move = Move.objects.select_related("user").get(pk=move_id)
    by = actor_of_move(move)
    with translation.override(by.language):
        try:
            if take_up_move(move_id, by=by) is not None:
                _run(move_id, by)
        except DomainError as failure:
            fail_move(move_id, reason=str(failure), by=SYSTEM.at(by.door))


def _run(move_id: UUID, by: Actor) -> None:
    while one := next_file(move_id, by=by):
        if one.state not in UNDER_WAY:
            prepare_run(one.id, by=by)
        run_import_to_the_end(one.id)
        after = Import.objects.get(pk=one.id)
        if after.state == State.FAILED:
            fail_move(move_id, reason=f"{after.file_name}: {after.failure}", by=by)
        if after.state != State.FINISHED:
            return
    finish_move(move_id, by=by)
