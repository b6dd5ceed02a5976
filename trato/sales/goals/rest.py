"""Goals for programs."""

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import ApiRequest, answer, nothing
from trato.foundation.public import NotAllowed
from trato.sales.goals.models import COUNT, SEE, Goal
from trato.sales.goals.queries import MOST, goals_seen_by
from trato.sales.goals.use_cases import remove_goal, set_goal

router = Router(tags=["Sales goals"])


class GoalGiven(Schema):
    model_config = ConfigDict(extra="forbid")

    whose: str = Field("", description="`user:<id>`, `team:<id>`, or empty for the company.", max_length=100)
    period: str = Field(description="2026, 2026-Q1 or 2026-03.", max_length=40)
    measure: Literal["amount", "count"] = "amount"
    target: str = Field(max_length=60)


class GoalShown(Schema):
    id: UUID
    whose: str
    name: str
    period: str
    measure: str
    target: str
    currency: str


class GoalsShown(Schema):
    results: list[GoalShown]


@router.get("", url_name="goals_index", response=GoalsShown, summary="List the goals")
def index(request: ApiRequest) -> HttpResponse:
    actor = request.auth.actor
    if not actor.may(SEE):
        raise NotAllowed("Your role does not allow this.")
    seen = actor.may_see_field("deal", "amount")
    found = [each for each in goals_seen_by(actor)[:MOST] if seen or each.measure == COUNT]
    return answer({"results": [_shown(each) for each in found]})


@router.post("", url_name="goals_set", response=GoalShown, summary="Set a goal")
def set_(request: ApiRequest, given: GoalGiven) -> HttpResponse:
    return answer(_shown(set_goal(**given.dict(), by=request.auth.actor)))


@router.delete("/{goal_id}", url_name="goals_remove", response={204: None}, summary="Remove a goal")
def remove(request: ApiRequest, goal_id: UUID) -> HttpResponse:
    remove_goal(goal_id, by=request.auth.actor)
    return nothing()


def _shown(goal: Goal) -> dict[str, object]:
    whose = f"user:{goal.user_id}" if goal.user_id else f"team:{goal.team_id}" if goal.team_id else ""
    name = str(goal.user or goal.team or "")
    target = f"{goal.target:.4f}".rstrip("0").rstrip(".")
    return {
        "id": str(goal.id),
        "whose": whose,
        "name": name,
        "period": goal.period,
        "measure": goal.measure,
        "target": target,
        "currency": goal.currency,
    }
