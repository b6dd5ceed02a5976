from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class DealCreated(Event):
    kind = "sales.deal_created"
    subject_type = "deal"

    pipeline: str = ""
    stage: str = ""
    amount: str = ""
    currency: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DealChanged(Event):
    """`fields` are names of what differs, never values; that of its stage is told by an event of its own.

    The amount is told where it is among them.
    """

    kind = "sales.deal_changed"
    subject_type = "deal"

    fields: tuple[str, ...] = ()
    amount: str = ""
    currency: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DealStageChanged(Event):
    """From one stage to another that is as open or as closed. `days` are those that it had stood in the first."""

    kind = "sales.deal_stage_changed"
    subject_type = "deal"

    pipeline: str = ""
    from_stage: str = ""
    to_stage: str = ""
    days: int | None = None
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DealWon(Event):
    kind = "sales.deal_won"
    subject_type = "deal"

    pipeline: str = ""
    from_stage: str = ""
    to_stage: str = ""
    days: int | None = None
    amount: str = ""
    currency: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DealLost(Event):
    kind = "sales.deal_lost"
    subject_type = "deal"

    pipeline: str = ""
    from_stage: str = ""
    to_stage: str = ""
    days: int | None = None
    amount: str = ""
    currency: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DealReopened(Event):
    kind = "sales.deal_reopened"
    subject_type = "deal"

    pipeline: str = ""
    from_stage: str = ""
    to_stage: str = ""
    days: int | None = None
    change_set: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DealTrashed(Event):
    kind = "sales.deal_trashed"
    subject_type = "deal"


@dataclass(frozen=True, kw_only=True)
class DealRestored(Event):
    kind = "sales.deal_restored"
    subject_type = "deal"
