from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class PinsChanged(Event):
    """Somebody keeps something else at hand. Its subject is the person."""

    kind = "foundation.pins_changed"
    subject_type = "user"
