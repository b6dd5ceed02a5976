"""What the log tells whom. Modules name the events; who is told is read from the records as they stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.change_sets.use_cases.run import AT_ONCE
from trato.foundation.changes.models import ChangeSet
from trato.foundation.events.readers import ReadEvent
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.models import Import
from trato.foundation.notifications.use_cases.notify import Notice, notify

ASSIGNED = "foundation.assigned"
IMPORT_FINISHED = "foundation.import_finished"
CHANGE_SET_FINISHED = "foundation.change_set_finished"


def tell_new_owners(events: Sequence[ReadEvent]) -> None:
    """Records that were made for somebody, or given to them. A change set's are one line, with their number."""
    given: dict[str, dict[UUID, ReadEvent]] = defaultdict(dict)
    for event in events:
        if event.subject_id and "owner" in event.data.get("fields", ("owner",)):  # a new record names no fields
            given[event.subject_type][event.subject_id] = event
    notices = []
    for name, found in given.items():
        model: Any = record_kind(name).model()
        owners = model.objects.filter(pk__in=list(found), owner__isnull=False, deleted_at=None)
        for id_, owner in owners.order_by("pk").values_list("pk", "owner_id"):
            notices.append(_given(found[id_], owner))
    notify(notices, by=SYSTEM)


def _given(event: ReadEvent, owner: UUID) -> Notice:
    change_set = event.data.get("change_set")
    return Notice(
        kind=ASSIGNED,
        user_id=owner,
        subject_type=event.subject_type,
        subject_id=event.subject_id or owner,
        source_id=UUID(change_set) if change_set else event.id,
        actor_id=event.actor_id,
        at=event.at,
    )


def tell_who_brought_a_file_in(events: Sequence[ReadEvent]) -> None:
    """It ended while they did something else; that is news, though it was their own act that began it."""
    people = dict(Import.objects.filter(pk__in=[e.subject_id for e in events]).values_list("pk", "user_id"))
    notify(_ended(IMPORT_FINISHED, events, people), by=SYSTEM)


def tell_who_changed_many(events: Sequence[ReadEvent]) -> None:
    """Of what the workers did: whoever did a few at once saw them done."""
    long = ChangeSet.objects.filter(pk__in=[e.subject_id for e in events], actor_kind="user", total__gt=AT_ONCE)
    notify(_ended(CHANGE_SET_FINISHED, events, dict(long.values_list("pk", "actor_id"))), by=SYSTEM)


def _ended(kind: str, events: Sequence[ReadEvent], people: Mapping[UUID, UUID | None]) -> list[Notice]:
    return [
        Notice(
            kind=kind,
            user_id=person,
            subject_type=event.subject_type,
            subject_id=event.subject_id,
            source_id=event.id,
            actor_id=None,
            at=event.at,
        )
        for event in events
        if event.subject_id and (person := people.get(event.subject_id))
    ]
