"""A move runs: its files one after the other, as one act that can be stopped, gone on with and taken back."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import ChangeSet
from trato.foundation.events.log import publish
from trato.foundation.imports.models import UNDER_WAY, Import, State
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.jobs.retrying import LONG
from trato.foundation.moving_in.errors import MoveRefused
from trato.foundation.moving_in.events import MoveFinished
from trato.foundation.moving_in.models import Move, MoveState
from trato.foundation.moving_in.queries import (
    counts_of_move,
    files_of_move,
    is_brought_in,
    move_of,
    undecided_columns,
)
from trato.foundation.moving_in.recognising import system_named
from trato.foundation.moving_in.words import unknown_words
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

JOB = "foundation.run_move"
STARTABLE = (MoveState.DRAFT, MoveState.STOPPED, MoveState.FAILED)


@use_case(right=RIGHT)
def run_move(move_id: UUID, *, by: Actor) -> Move:
    """Hand it to the workers; also to go on with one that was stopped."""
    move = prepare_move(move_id, by=by)
    app.configure_task(JOB, queue=LONG, lock=f"move {move.id}").defer(move_id=str(move.id))
    return move


@use_case(right=RIGHT)
def prepare_move(move_id: UUID, *, by: Actor) -> Move:
    move = _held(move_id, by)
    if move.state not in STARTABLE:
        raise MoveRefused(_("This move is not waiting to be started."))
    files = [one for one in files_of_move(move) if is_brought_in(one)]
    if move.state == MoveState.DRAFT:
        _refuse_unready(move, files, by)
        _agree(move, files, by)
    move.state, move.failure = MoveState.WAITING, ""
    move.save()
    return move


def _refuse_unready(move: Move, files: list[Import], by: Actor) -> None:
    if not files:
        raise MoveRefused(_("None of the files can be brought in."))
    if unknown := [each["called"] for each in move.people.values() if each["user"] is None]:
        said = _("Say who of you is meant by: %(names)s.")
        raise MoveRefused(said % {"names": ", ".join(unknown[:10])}, field="people")
    for one in files:
        if columns := undecided_columns(one, by=by):
            said = _("%(file)s: say how the values of these columns are written: %(names)s.")
            raise MoveRefused(said % {"file": one.file_name, "names": ", ".join(columns)}, field="files")
        if words := [each.word for each in unknown_words(one) if each.said is None]:
            said = _("%(file)s: say what these words are here: %(names)s.")
            raise MoveRefused(said % {"file": one.file_name, "names": ", ".join(words[:10])}, field="files")


def _agree(move: Move, files: list[Import], by: Actor) -> None:
    """One change set for all of them; and who is who, in each."""
    label = _("Moving in from %(system)s") % {"system": getattr(system_named(move.system), "label", move.system)}
    who = {"actor_kind": by.kind, "actor_id": by.id, "door": move.door}
    move.change_set = ChangeSet.objects.create(kind="import", label=label, **who)
    # What is nobody's is seen by those who see everything: who does not must not lose sight of what he brings.
    otherwise = "" if by.is_everything or not by.id else str(by.id)
    people = {key: each["user"] or otherwise for key, each in move.people.items()}
    for one in files:
        one.change_set, one.state, one.door = move.change_set, State.PREVIEW, move.door
        one.arrangement = {**one.arrangement, **({"people": people} if people else {})}
        one.save()


@use_case(right=RIGHT)
def stop_move(move_id: UUID, *, by: Actor) -> Move:
    """After the chunk that is being written. It can go on later."""
    move = _held(move_id, by)
    if move.is_under_way:
        move.state = MoveState.STOPPED
        move.save(update_fields=["state"])
        Import.objects.filter(move=move, state__in=UNDER_WAY).update(state=State.STOPPED)
    return move


@use_case(right=RIGHT)
def take_up_move(move_id: UUID, *, by: Actor) -> Move | None:
    move = _held(move_id, by)
    if not move.is_under_way:
        return None
    move.state, move.started_at = MoveState.RUNNING, move.started_at or now()
    move.save(update_fields=["state", "started_at"])
    return move


@use_case(right=RIGHT)
def next_file(move_id: UUID, *, by: Actor) -> Import | None:
    """The first that is not in. None at the end, and when somebody stopped the move."""
    move = _held(move_id, by)
    if move.state != MoveState.RUNNING:
        return None
    return next((one for one in files_of_move(move) if is_brought_in(one) and one.state != State.FINISHED), None)


@use_case(right=RIGHT)
def finish_move(move_id: UUID, *, by: Actor) -> Move:
    move = _held(move_id, by)
    waiting = [one for one in files_of_move(move) if is_brought_in(one) and one.state != State.FINISHED]
    if move.state != MoveState.RUNNING or move.change_set is None or waiting:
        return move
    move.state, move.finished_at = MoveState.FINISHED, now()
    move.save(update_fields=["state", "finished_at"])
    counts: dict[str, Any] = dict(counts_of_move(move))
    ChangeSet.objects.filter(pk=move.change_set.pk).update(finished_at=move.finished_at, counts=counts)
    publish(MoveFinished(subject_id=move.id, change_set=move.change_set.id, system=move.system, **counts), by=by)
    return move


@use_case(right=RIGHT)
def fail_move(move_id: UUID, *, reason: str, by: Actor) -> None:
    move = _held(move_id, by)
    move.state, move.failure = MoveState.FAILED, reason
    move.save(update_fields=["state", "failure"])


def _held(move_id: UUID, by: Actor) -> Move:
    move_of(move_id, seen_by=by)
    return Move.objects.select_for_update(of=("self",)).select_related("change_set", "user").get(pk=move_id)
