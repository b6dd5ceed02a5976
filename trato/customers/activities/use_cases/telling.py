"""What is told of calls and meetings: once for whom they are about, and to each other contact who takes part."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.customers.activities.events import (
    ActivityCancelled,
    ActivityChanged,
    ActivityHeld,
    ActivityJoined,
    ActivityLeft,
    ActivityPlanned,
)
from trato.customers.activities.models import CANCELLED, HELD, PLANNED, Activity
from trato.customers.activities.queries import contacts_in
from trato.foundation.public import Event, SavedRecord

TOLD: Mapping[str, type[ActivityPlanned | ActivityHeld | ActivityCancelled]] = {
    PLANNED: ActivityPlanned,
    HELD: ActivityHeld,
    CANCELLED: ActivityCancelled,
}


def told_created(ids: Sequence[UUID], *, change_set: UUID | None) -> list[Event]:
    rows = Activity.objects.in_bulk(ids)
    events: list[Event] = [_state(rows[id_], change_set) for id_ in ids]
    for id_, contacts in contacts_in(ids).items():
        events += joined(rows[id_], contacts, change_set)
    return events


def told_changed(
    saved: Sequence[SavedRecord], contacts_before: Mapping[UUID, Collection[UUID]], *, change_set: UUID | None
) -> Iterator[Event]:
    """What became of its state is a fact of its own; what else was changed is told beside it."""
    changed = [each for each in saved if each.fields]
    rows = Activity.objects.in_bulk([each.id for each in changed])
    contacts_now = contacts_in(list(rows))
    for each in changed:
        row, fields = rows[each.id], tuple(name for name in each.fields if name != "state")
        if "state" in each.fields:
            yield _state(row, change_set)
        if fields:
            yield ActivityChanged(**_about(row), fields=fields, change_set=change_set)
        before, now = contacts_before.get(each.id, ()), contacts_now[each.id]
        yield from joined(row, [id_ for id_ in now if id_ not in before], change_set)
        for contact in (id_ for id_ in before if id_ not in now):
            yield ActivityLeft(
                contact_id=contact, subject_id=row.id, subject_version=row.version, change_set=change_set
            )


def joined(row: Activity, contacts: Iterable[UUID], change_set: UUID | None) -> list[Event]:
    """Whom it is about was told already."""
    return [
        ActivityJoined(
            contact_id=contact,
            subject_id=row.id,
            subject_version=row.version,
            at=row.starts_at if row.state == HELD else None,
            type=row.type,
            change_set=change_set,
        )
        for contact in contacts
        if contact != row.contact_id
    ]


def _state(row: Activity, change_set: UUID | None) -> Event:
    """What was held stands in the story where it was held, not where it was written down."""
    at = row.starts_at if row.state == HELD else None
    return TOLD[row.state](**_about(row), type=row.type, at=at, change_set=change_set)


def _about(row: Activity) -> dict[str, Any]:
    return {
        "contact_id": row.contact_id,
        "company_id": row.company_id,
        "subject_id": row.id,
        "subject_version": row.version,
    }
