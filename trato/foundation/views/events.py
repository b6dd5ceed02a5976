from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class ViewCreated(Event):
    kind = "foundation.view_created"
    subject_type = "view"


@dataclass(frozen=True, kw_only=True)
class ViewChanged(Event):
    """`fields` are names of what differs: name, audience, team, query, place, default."""

    kind = "foundation.view_changed"
    subject_type = "view"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(Event):
    kind = "foundation.view_deleted"
    subject_type = "view"


@dataclass(frozen=True, kw_only=True)
class ViewRestored(Event):
    kind = "foundation.view_restored"
    subject_type = "view"
