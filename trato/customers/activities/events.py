from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class ActivityPlanned(Event):
    kind = "customers.activity_planned"
    subject_type = "activity"

    type: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityHeld(Event):
    """Logged after it was held, or held as it was planned."""

    kind = "customers.activity_held"
    subject_type = "activity"

    type: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityCancelled(Event):
    kind = "customers.activity_cancelled"
    subject_type = "activity"

    type: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityChanged(Event):
    kind = "customers.activity_changed"
    subject_type = "activity"

    fields: tuple[str, ...] = ()
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityJoined(Event):
    """One more contact takes part: the story of each tells it."""

    kind = "customers.activity_joined"
    subject_type = "activity"

    type: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityLeft(Event):
    """A contact takes part no longer."""

    kind = "customers.activity_left"
    subject_type = "activity"

    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityTrashed(Event):
    kind = "customers.activity_trashed"
    subject_type = "activity"


@dataclass(frozen=True, kw_only=True)
class ActivityRestored(Event):
    kind = "customers.activity_restored"
    subject_type = "activity"


@dataclass(frozen=True, kw_only=True)
class ActivityReminded(Event):
    """Those who take part are to be told that it begins. A fact of the clock, so nobody's story tells it."""

    kind = "customers.activity_reminded"
    subject_type = "activity"


@dataclass(frozen=True, kw_only=True)
class OutcomesChanged(Event):
    """The list of outcomes that calls or meetings can have."""

    kind = "customers.outcomes_changed"
    subject_type = "outcomes"

    type: str = ""
