"""A file comes in, a chunk at a time: each is one transaction with its progress, and can be the last."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import ChangeSet
from trato.foundation.events.log import publish
from trato.foundation.imports.chunks import bring_in
from trato.foundation.imports.errors import ImportNotReady
from trato.foundation.imports.events import ImportFinished
from trato.foundation.imports.models import Import, ImportLink, ImportRefusal, State
from trato.foundation.imports.plans import GivenRow, Outcome, Plan
from trato.foundation.imports.queries import import_of
from trato.foundation.imports.use_cases.preview import MOST_NOTICES, storable_refusal
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.jobs.retrying import LONG
from trato.foundation.kinds.preparing import reading_once
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

JOB = "foundation.run_import"
STARTABLE = (State.PREVIEW, State.STOPPED, State.FAILED)


@use_case(right=RIGHT)
def run_import(import_id: UUID, *, by: Actor) -> Import:
    """Hand it to the workers; also to go on with one that was stopped."""
    one = prepare_run(import_id, by=by)
    app.configure_task(JOB, queue=LONG, lock=f"import {one.id}").defer(import_id=str(one.id))
    return one


@use_case(right=RIGHT)
def prepare_run(import_id: UUID, *, by: Actor) -> Import:
    one = _held(import_id, by)
    if one.state not in STARTABLE:
        raise ImportNotReady(_("This import is not waiting to be started."))
    if one.change_set is None:
        one.change_set = ChangeSet.objects.create(
            kind="import", label=one.file_name, actor_kind=by.kind, actor_id=by.id, door=one.door
        )
    one.state, one.failure, one.preview = State.WAITING, "", {}
    one.save()
    return one


@use_case(right=RIGHT)
def stop_import(import_id: UUID, *, by: Actor) -> Import:
    """After the chunk that is being written. It can go on later."""
    one = _held(import_id, by)
    if one.is_under_way:
        one.state = State.STOPPED
        one.save(update_fields=["state"])
    return one


@use_case(right=RIGHT)
def take_up(import_id: UUID, *, by: Actor) -> Import | None:
    """A worker begins, or goes on where another one fell; nothing if there is nothing to do."""
    one = _held(import_id, by)
    if not one.is_under_way:
        return None
    one.state, one.started_at = State.RUNNING, one.started_at or now()
    one.save(update_fields=["state", "started_at"])
    return one


@use_case(right=RIGHT)
def bring_in_chunk(one: Import, rows: Sequence[GivenRow], *, plan: Plan, by: Actor) -> bool:
    """False when it was stopped, or another worker is further: then nothing is written."""
    held = _held(one.id, by)
    if held.state != State.RUNNING or held.position != one.position:
        return False
    with reading_once():
        outcome = bring_in(plan, rows)
    _keep(one.id, outcome)
    one.position = rows[-1].line
    Import.objects.filter(pk=one.id).update(
        position=one.position,
        row_count=F("row_count") + len(rows),
        created_count=F("created_count") + outcome.created,
        updated_count=F("updated_count") + outcome.updated,
        skipped_count=F("skipped_count") + outcome.skipped,
        failed_count=F("failed_count") + len(outcome.refusals),
        keyless_count=F("keyless_count") + outcome.keyless,
        shared_count=F("shared_count") + len(outcome.shared),
        notice_count=F("notice_count") + len(outcome.notices),
        notices=[*held.notices, *outcome.notices][:MOST_NOTICES],
    )
    return True


def _keep(import_id: UUID, outcome: Outcome) -> None:
    told = [storable_refusal(each) for each in outcome.refusals]
    ImportRefusal.objects.bulk_create(ImportRefusal(of_id=import_id, **each) for each in told)
    ImportLink.objects.bulk_create(
        ImportLink(of_id=import_id, line=line, record_id=id_, values=values) for line, id_, values in outcome.links
    )


@use_case(right=RIGHT)
def finish_import(import_id: UUID, *, by: Actor) -> Import:
    one = _held(import_id, by)
    if one.state != State.RUNNING or one.change_set is None:
        return one
    one.state, one.finished_at = State.FINISHED, now()
    one.save(update_fields=["state", "finished_at"])
    counts: dict[str, Any] = {
        "created": one.created_count,
        "updated": one.updated_count,
        "skipped": one.skipped_count,
        "failed": one.failed_count,
    }
    if one.move_id is None:  # a move counts all its files together
        ChangeSet.objects.filter(pk=one.change_set.pk).update(finished_at=one.finished_at, counts=counts)
    publish(ImportFinished(subject_id=one.id, change_set=one.change_set.id, **counts), by=by)
    return one


@use_case(right=RIGHT)
def fail_import(import_id: UUID, *, reason: str, by: Actor) -> None:
    """What came in stays and is told; it can be tried again from there."""
    one = _held(import_id, by)
    one.state, one.failure = State.FAILED, reason
    one.save(update_fields=["state", "failure"])


def _held(import_id: UUID, by: Actor) -> Import:
    """Locked for the chunk: whoever comes second sees what the first one did."""
    import_of(import_id, seen_by=by)
    return Import.objects.select_for_update(of=("self",)).select_related("change_set", "user").get(pk=import_id)
