from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class FieldMade(Event):
    """`record_type` is the kind of records that have it."""

    kind = "foundation.field_made"
    subject_type = "field"

    record_type: str
    type: str


@dataclass(frozen=True, kw_only=True)
class FieldChanged(Event):
    """`fields` are names of what differs about it: "label", "options", "required_at" …"""

    kind = "foundation.field_changed"
    subject_type = "field"

    record_type: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FieldArchived(Event):
    """It is shown nowhere and can be written by nobody; its values stay."""

    kind = "foundation.field_archived"
    subject_type = "field"

    record_type: str


@dataclass(frozen=True, kw_only=True)
class FieldUnarchived(Event):
    kind = "foundation.field_unarchived"
    subject_type = "field"

    record_type: str


@dataclass(frozen=True, kw_only=True)
class FieldDropped(Event):
    """With all its values: `value_count` records had one."""

    kind = "foundation.field_dropped"
    subject_type = "field"

    record_type: str
    value_count: int
