from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class LeadRouted(Event):
    """A lead came to somebody by a rule, or to nobody. `way` is how they were chosen."""

    kind = "sales.lead_routed"
    subject_type = "routing_decision"

    rule: UUID | None = None
    owner: UUID | None = None
    way: str = ""


@dataclass(frozen=True, kw_only=True)
class RoutingRuleSaved(Event):
    """Made, changed or put in another place."""

    kind = "sales.routing_rule_saved"
    subject_type = "routing_rule"

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoutingRuleDeleted(Event):
    kind = "sales.routing_rule_deleted"
    subject_type = "routing_rule"


@dataclass(frozen=True, kw_only=True)
class WorkingHoursChanged(Event):
    """Of a colleague, or of everybody."""

    kind = "sales.working_hours_changed"
    subject_type = "working_hours"

    user: UUID | None = None
