from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class BellChanged(Event):
    """Somebody has news, or has read them. Its subject is the person, so that open pages of theirs look again."""

    kind = "foundation.bell_changed"
    subject_type = "bell"


@dataclass(frozen=True, kw_only=True)
class NotificationsChosen(Event):
    kind = "foundation.notifications_chosen"
    subject_type = "user"

    kinds: tuple[str, ...]
