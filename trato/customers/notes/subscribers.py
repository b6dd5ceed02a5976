"""Who is mentioned hears of it."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.notes.models import Note
from trato.foundation.public import SYSTEM, Notice, ReadEvent, User, notify

MENTIONED = "customers.mentioned"
MENTIONING = ("customers.note_written", "customers.note_changed")


def tell_the_mentioned(events: Sequence[ReadEvent]) -> None:
    """Those who may see the note; others would learn that there is one about somebody."""
    pairs = [(event, UUID(id_)) for event in events for id_ in event.data.get("mentioned", ())]
    people = User.objects.filter(is_active=True).in_bulk({id_ for _event, id_ in pairs})
    notices = [
        Notice(
            kind=MENTIONED,
            user_id=id_,
            subject_type="note",
            subject_id=event.subject_id,
            source_id=event.id,
            actor_id=event.actor_id,
            at=event.at,
        )
        for event, id_ in pairs
        if event.subject_id and id_ in people and _may_read(event.subject_id, people[id_])
    ]
    notify(notices, by=SYSTEM)


def _may_read(note_id: UUID, person: User) -> bool:
    return Note.objects.seen_by(person.acting()).filter(pk=note_id).exists()
