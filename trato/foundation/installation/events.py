from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class InstallationSetUp(Event):
    kind = "foundation.installation_set_up"
    subject_type = "installation"


@dataclass(frozen=True, kw_only=True)
class InstallationChanged(Event):
    """`fields` are names of what differs."""

    kind = "foundation.installation_changed"
    subject_type = "installation"

    fields: tuple[str, ...]
