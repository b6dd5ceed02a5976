"""Carry a change set out, chunk by chunk. What a chunk did and how far it came is one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.change_sets.acting import act_on
from trato.foundation.change_sets.acts import ACTS
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.events import ChangeSetFinished
from trato.foundation.change_sets.outcomes import Outcome, Refusal
from trato.foundation.change_sets.queries import (
    change_set_of,
    changed_before,
    chosen_after,
    chosen_by,
    count_chosen,
    kind_or_none,
)
from trato.foundation.change_sets.undoing import by_kind, told_of, undo_records
from trato.foundation.change_sets.use_cases.choose import refuse_act
from trato.foundation.changes.models import ChangeSet, ChangeSetRefusal, SetState
from trato.foundation.events.log import publish
from trato.foundation.extensions.registry import record_kind
from trato.foundation.files.use_cases.photos import take_files_back
from trato.foundation.jobs.retrying import LONG
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.numbers import grouped

JOB = "foundation.run_change_set"
FILES = "file"  # what hangs on records and is none
AT_ONCE = 200
TAKEN_UP_ANYWAY = 30  # seconds, after which a worker looks whether whoever did a small one at once has died over it
NOTHING_DONE = {"done": 0, "changed": 0, "same": 0, "refused": 0}


@use_case()
def run_change_set(change_set_id: UUID, *, by: Actor) -> ChangeSet:
    """Begin, or go on with one that was stopped. Small ones are done by whoever asks, the others by the workers."""
    one = held(change_set_id, by)
    if (one.actor_kind, one.actor_id) != (by.kind, by.id):
        raise NotAllowed(_("Somebody else prepared this."))
    if not (one.is_draft or one.can_go_on):
        raise ChangeSetRefused(_("This has been started already."))
    if one.is_draft and one.kind != "undo":
        _count(one, by)
    return hand_over(one)


def _count(one: ChangeSet, by: Actor) -> None:
    kind, act = record_kind(one.record_type), ACTS[one.kind]
    refuse_act(kind, act, by=by)
    if act.takes and not one.values:
        raise ChangeSetRefused(_("Choose at least one field to change."))
    one.total = count_chosen(chosen_by(one), verb=act.verb, by=by).total
    if not one.total:
        raise ChangeSetRefused(_("Nothing is selected any more."))
    one.label = _("%(act)s: %(count)s %(records)s") % {
        "act": act.label,
        "count": grouped(one.total),
        "records": str(kind.label if one.total == 1 else kind.label_plural).lower(),
    }


def hand_over(one: ChangeSet) -> ChangeSet:
    one.state, one.failure = SetState.WAITING, ""
    one.counts = one.counts or dict(NOTHING_DONE)
    one.save()
    later: dict[str, Any] = {"schedule_in": {"seconds": TAKEN_UP_ANYWAY}} if one.total <= AT_ONCE else {}
    app.configure_task(JOB, queue=LONG, lock=f"change set {one.id}", **later).defer(change_set_id=str(one.id))
    return one


@use_case()
def stop_change_set(change_set_id: UUID, *, by: Actor) -> ChangeSet:
    """After the chunk that is being written. It can go on later, or be undone."""
    one = held(change_set_id, by)
    if one.is_under_way:
        one.state = SetState.STOPPED
        one.save(update_fields=["state"])
    return one


@use_case()
def take_up(change_set_id: UUID, *, by: Actor) -> ChangeSet | None:
    """Somebody begins, or goes on where another one fell; the other one's attempt is over with that."""
    one = held(change_set_id, by)
    if not one.is_under_way:
        return None
    one.state, one.started_at, one.attempt = SetState.RUNNING, one.started_at or now(), one.attempt + 1
    one.save(update_fields=["state", "started_at", "attempt"])
    return one


@use_case()
def do_chunk(one: ChangeSet, *, limit: int, by: Actor) -> bool:
    """False at the end, or when it was stopped or taken over: then nothing is written."""
    now_held = held(one.id, by)
    if not _is_mine(now_held, one):
        return False
    done = undo_next(one, limit, by) if one.kind == "undo" else act_on_next(one, limit, by)
    if done is None:
        return False
    place, count, outcome = done
    one.position = place
    _keep(one, now_held.counts, count, outcome)
    return True


def _is_mine(now_held: ChangeSet, one: ChangeSet) -> bool:
    same = (now_held.attempt, now_held.position) == (one.attempt, one.position)
    return now_held.state == SetState.RUNNING and same


Done = tuple[UUID, int, Outcome]


def act_on_next(one: ChangeSet, limit: int, by: Actor) -> Done | None:
    ids = [id_ for (id_,) in chosen_after(chosen_by(one), one.position, until=one.id, by=by, limit=limit)]
    return (ids[-1], len(ids), act_on(one, ids, by=by)) if ids else None


def undo_next(one: ChangeSet, limit: int, by: Actor) -> Done | None:
    if one.undoes_id is None:
        return None
    rows = changed_before(one.undoes_id, one.position, limit=limit)
    if not rows:
        return None
    outcome = Outcome()
    for name, ids in by_kind([(kind, id_) for _place, kind, id_ in rows]).items():
        part = _taken_back(name, ids, of=one.undoes_id, undo=one.id, by=by)
        outcome.changed += part.changed
        outcome.same += part.same
        outcome.refusals += part.refusals
    return rows[-1][0], len(rows), outcome


def _taken_back(name: str, ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Outcome:
    if name == FILES:
        return told_of(name, take_files_back(ids, of=of, undo=undo, by=by), among=ids)
    kind = kind_or_none(name)
    if kind is None:
        said = _("This cannot be taken back here.")
        return Outcome(refusals=[Refusal(record_type=name, record_id=id_, reason=said) for id_ in ids])
    return undo_records(kind, ids, of=of, undo=undo, by=by)


def _keep(one: ChangeSet, counts: dict[str, int], done: int, outcome: Outcome) -> None:
    told: Sequence[Refusal] = outcome.refusals
    ChangeSetRefusal.objects.bulk_create(
        ChangeSetRefusal(
            of_id=one.id,
            record_type=each.record_type,
            record_id=each.record_id,
            fields=list(each.fields),
            reason=each.reason,
        )
        for each in told
    )
    more = {"done": done, "changed": outcome.changed, "same": outcome.same, "refused": outcome.refused}
    one.counts = {name: counts.get(name, 0) + number for name, number in more.items()}
    one.save(update_fields=["position", "counts"])


@use_case()
def finish_change_set(one: ChangeSet, *, by: Actor) -> ChangeSet:
    now_held = held(one.id, by)
    if not _is_mine(now_held, one):
        return now_held
    now_held.state, now_held.finished_at = SetState.FINISHED, now()
    now_held.save(update_fields=["state", "finished_at"])
    changed, same, refused = (int(now_held.counts.get(name, 0)) for name in ("changed", "same", "refused"))
    told = ChangeSetFinished(
        subject_id=one.id, act=one.kind, undoes=one.undoes_id, changed=changed, same=same, refused=refused
    )
    publish(told, by=by)
    return now_held


@use_case()
def fail_change_set(change_set_id: UUID, *, reason: str, by: Actor) -> None:
    """What was done stays and is told; it can be tried again from there, or undone."""
    one = held(change_set_id, by)
    if one.is_under_way:
        one.state, one.failure = SetState.FAILED, reason
        one.save(update_fields=["state", "failure"])


def held(change_set_id: UUID, by: Actor) -> ChangeSet:
    """Locked for the chunk: whoever comes second sees what the first one did."""
    change_set_of(change_set_id, seen_by=by)
    return ChangeSet.objects.select_for_update(of=("self",)).get(pk=change_set_id)
