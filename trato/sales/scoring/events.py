from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class LeadQualified(Event):
    """A score came to the threshold from below."""

    kind = "sales.lead_qualified"
    subject_type = "contact"

    score: int = 0
    threshold: int = 0


@dataclass(frozen=True, kw_only=True)
class ScoringRuleSaved(Event):
    kind = "sales.scoring_rule_saved"
    subject_type = "scoring_rule"

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScoringRuleDeleted(Event):
    kind = "sales.scoring_rule_deleted"
    subject_type = "scoring_rule"


@dataclass(frozen=True, kw_only=True)
class ThresholdChanged(Event):
    kind = "sales.scoring_threshold_changed"
    subject_type = "scoring"

    threshold: int | None = None
