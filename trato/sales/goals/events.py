from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class GoalSet(Event):
    kind = "sales.goal_set"
    subject_type = "goal"

    period: str = ""
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class GoalRemoved(Event):
    kind = "sales.goal_removed"
    subject_type = "goal"

    period: str = ""
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class ForecastAdjusted(Event):
    """A manager says something else than the system."""

    kind = "sales.forecast_adjusted"
    subject_type = "adjustment"

    period: str = ""
    amount: str = ""
    currency: str = ""
