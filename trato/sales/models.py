"""Models of sales, where Django looks for them."""

from trato.sales.deals.models import Course, Deal, DealCheck, DealContact, DealFields, DealKey, StageMove
from trato.sales.goals.models import Adjustment, Goal
from trato.sales.lead_forms.models import Answer, LeadForm, RefusedCount
from trato.sales.lines.models import DealLine
from trato.sales.pipelines.models import Pipeline, Stage
from trato.sales.routing.models import RoutingDecision, RoutingRule, RoutingTurn, Territory, WorkingHours
from trato.sales.scoring.models import ScoringRule, Threshold

__all__ = [
    "Adjustment",
    "Answer",
    "Course",
    "Deal",
    "DealCheck",
    "DealContact",
    "DealFields",
    "DealKey",
    "DealLine",
    "Goal",
    "LeadForm",
    "Pipeline",
    "RefusedCount",
    "RoutingDecision",
    "RoutingRule",
    "RoutingTurn",
    "ScoringRule",
    "Stage",
    "StageMove",
    "Territory",
    "Threshold",
    "WorkingHours",
]
