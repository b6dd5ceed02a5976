from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class SegmentCreated(Event):
    kind = "customers.segment_created"
    subject_type = "segment"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SegmentChanged(Event):
    kind = "customers.segment_changed"
    subject_type = "segment"

    fields: tuple[str, ...] = ()
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SegmentTrashed(Event):
    kind = "customers.segment_trashed"
    subject_type = "segment"


@dataclass(frozen=True, kw_only=True)
class SegmentRestored(Event):
    kind = "customers.segment_restored"
    subject_type = "segment"


@dataclass(frozen=True, kw_only=True)
class SegmentJoined(Event):
    """Something happened to a record, or time went by, and now it fits."""

    kind = "customers.segment_joined"
    subject_type = "segment"


@dataclass(frozen=True, kw_only=True)
class SegmentLeft(Event):
    kind = "customers.segment_left"
    subject_type = "segment"


@dataclass(frozen=True, kw_only=True)
class SegmentRecounted(Event):
    """All records were asked. Who came or went because the rules are others now is told by the numbers alone."""

    kind = "customers.segment_recounted"
    subject_type = "segment"

    size: int = 0
    joined: int = 0
    left: int = 0
