"""What a reader of the log would hear, inside one transaction of a test."""

from uuid import UUID

from trato.foundation.public import LoggedEvent, Reader, ReadEvent, contributions

HEARD = (
    *("id", "kind", "at", "actor_kind", "actor_id", "contact_id", "company_id", "subject_type", "subject_id"),
    *("subject_version", "channel", "data"),
)


class Listening:
    """Each event once, in the order of the log."""

    def __init__(self, name: str) -> None:
        self.reader = next(each for each in contributions(Reader) if each.name == name)
        self.heard: set[UUID] = set()

    def read(self) -> None:
        rows = [row for row in LoggedEvent.objects.order_by("id").values(*HEARD) if row["id"] not in self.heard]
        events = [ReadEvent(**row, era=0, xid="1") for row in rows]
        self.heard |= {each.id for each in events}
        wanted = [each for each in events if "*" in self.reader.events or each.kind in self.reader.events]
        if wanted:
            self.reader.react(wanted)
