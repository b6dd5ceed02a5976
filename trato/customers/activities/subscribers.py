"""What is told of calls and meetings that are about to begin."""

from collections.abc import Sequence

from trato.customers.activities.queries import people_told
from trato.foundation.public import SYSTEM, Notice, ReadEvent, notify

SOON = "customers.activity_soon"


def tell_of_coming_activities(events: Sequence[ReadEvent]) -> None:
    """The owner and the colleagues who take part, as they are now; each reminder is a line of its own."""
    people = people_told([event.subject_id for event in events if event.subject_id])
    notices = [
        Notice(
            kind=SOON,
            user_id=user,
            subject_type="activity",
            subject_id=event.subject_id,
            source_id=event.id,
            actor_id=None,
            at=event.at,
        )
        for event in events
        if event.subject_id
        for user in sorted(people[event.subject_id])
    ]
    notify(notices, by=SYSTEM)
