"""The readers of the log inside one transaction of a test, whose events no other transaction could read yet."""

from uuid import UUID

from trato.foundation.public import LoggedEvent, Reader, ReadEvent, contributions


class Readers:
    """Each event is passed on once, as the worker does it."""

    def __init__(self) -> None:
        self.passed: set[UUID] = set()

    def run(self) -> None:
        while fresh := [row for row in LoggedEvent.objects.order_by("at", "id") if row.id not in self.passed]:
            self.passed |= {row.id for row in fresh}
            for reader in contributions(Reader):
                wanted = [_read(row) for row in fresh if row.kind in reader.events]
                if wanted:
                    reader.react(wanted)


def _read(row: LoggedEvent) -> ReadEvent:
    return ReadEvent(
        id=row.id,
        kind=row.kind,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        contact_id=row.contact_id,
        company_id=row.company_id,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        subject_version=row.subject_version,
        channel=row.channel,
        data=row.data,
        era=0,
        xid="1",
    )
