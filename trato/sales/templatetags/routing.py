"""Why a lead went where it went, for the story."""

from django import template

from trato.sales.routing.models import RoutingDecision
from trato.sales.routing.telling import reasons_in

register = template.Library()


@register.filter
def reasons(decision: RoutingDecision | None) -> list[str]:
    """Of a decision that the reader may not see there are none."""
    return reasons_in(decision.why) if decision else []
