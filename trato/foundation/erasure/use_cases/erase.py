"""Erasing a person: decided once, then done in pieces until nothing is left."""

from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import Conflict, NotFound
from trato.foundation.actors.queries import refuse_people
from trato.foundation.erasure.events import ErasureBegun
from trato.foundation.erasure.models import ErasedRecord, Erasure, ErasureState
from trato.foundation.erasure.outside import digest_of
from trato.foundation.erasure.queries import erasable, subject_of
from trato.foundation.events.log import publish
from trato.foundation.extensions.persons import PersonalData, Subject
from trato.foundation.jobs.retrying import LONG
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

JOB = "foundation.erase"
CHUNK = 500


@use_case()
def begin_erasure(subject: Subject, *, why: str, keys: list[str], by: Actor) -> Erasure:
    """The caller has asked whether the actor may, and holds the records. From here on they are out of sight."""
    if ErasedRecord.objects.filter(pk__in=subject.ids).exists():
        raise Conflict(_("This person is being erased already."))
    one = Erasure(
        record_type=subject.kind,
        record_id=subject.ids[0],
        record_ids=[str(each) for each in subject.ids],
        why=why,
        traces={"traces": list(subject.traces), "names": list(subject.names)},
        digests=[digest_of(each) for each in keys],
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
    )
    one.save(force_insert=True)
    rows = [ErasedRecord(record_id=each, record_type=subject.kind, erasure=one) for each in subject.ids]
    ErasedRecord.objects.bulk_create(rows)
    erasable(subject.kind).hide(subject, by=by)
    publish(ErasureBegun(subject_id=one.id, records=subject.kind, why=why), by=by)
    app.configure_task(JOB, queue=LONG, lock=f"erasure {one.id}").defer(erasure_id=str(one.id))
    return one


@use_case()
def take_up_erasure(erasure_id: UUID, *, by: Actor) -> Erasure | None:
    """A worker begins, or goes on where another one fell; nothing if it is done."""
    refuse_people(by)
    one = _held(erasure_id)
    if one.is_finished:
        return None
    one.state, one.failure, one.started_at = ErasureState.RUNNING, "", one.started_at or now()
    one.save(update_fields=["state", "failure", "started_at"])
    return one


@use_case()
def erase_piece(erasure_id: UUID, what: PersonalData, *, by: Actor) -> int:
    """At most a chunk of one thing. The count is kept in the transaction of what it counts."""
    refuse_people(by)
    one = _held(erasure_id)
    if one.state != ErasureState.RUNNING:
        return 0
    gone = what.erase(subject_of(one), CHUNK)
    one.counts = {**one.counts, what.name: one.counts.get(what.name, 0) + gone}
    one.save(update_fields=["counts"])
    return gone


@use_case()
def finish_erasure(erasure_id: UUID, *, by: Actor) -> None:
    """With it goes what the work looked for."""
    refuse_people(by)
    one = _held(erasure_id)
    event = erasable(one.record_type).told(subject_of(one), one.id)
    one.state, one.finished_at, one.traces = ErasureState.FINISHED, now(), {}
    one.save(update_fields=["state", "finished_at", "traces"])
    publish(event, by=Actor(kind=one.actor_kind, id=one.actor_id, name="", door=one.door))


@use_case()
def fail_erasure(erasure_id: UUID, *, reason: str, by: Actor) -> None:
    refuse_people(by)
    one = _held(erasure_id)
    one.state, one.failure = ErasureState.FAILED, reason
    one.save(update_fields=["state", "failure"])


def _held(erasure_id: UUID) -> Erasure:
    found = Erasure.objects.select_for_update().filter(pk=erasure_id).first()
    if found is None:
        raise NotFound(_("There is no such erasure."))
    return found
