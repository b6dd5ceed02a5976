"""Setting goals, and saying something else than the system does."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotAllowed, NotFound, Reach, User, record_and_publish, use_case
from trato.sales.goals.events import ForecastAdjusted, GoalRemoved, GoalSet
from trato.sales.goals.models import SEE, Adjustment, Goal
from trato.sales.goals.queries import Whose
from trato.sales.goals.reading import read_amount, read_goal_period, read_reason, read_target, read_whose


@use_case(right="sales.set_goals")
def set_goal(*, whose: str, period: str, measure: str, target: str, by: Actor) -> Goal:
    """A goal that is there already gets the new target."""
    found, months = read_whose(whose), read_goal_period(period, by=by)
    number, currency = read_target(target, measure=measure, by=by)
    _refuse_out_of_sight(found, by)
    user, team = found
    key: dict[str, Any] = {"user_id": user, "team_id": team, "period": months, "measure": measure}
    values = {"target": number, "currency": currency}
    goal, is_new = Goal.objects.select_for_update().get_or_create(**key, defaults=values)
    before = {} if is_new else {"target": str(goal.target), "currency": goal.currency}
    goal.target, goal.currency = number, currency
    goal.save()
    record_and_publish(
        GoalSet(subject_id=goal.id, period=months, measure=measure),
        by=by,
        act="create" if is_new else "update",
        before=before,
        after={"target": str(number), "currency": currency},
    )
    return goal


@use_case(right="sales.set_goals")
def remove_goal(goal_id: UUID, *, by: Actor) -> None:
    goal = Goal.objects.seen_by(by).filter(pk=goal_id).first()
    if goal is None:
        raise NotFound(_("There is no such goal, or it is not yours to see."))
    record_and_publish(
        GoalRemoved(subject_id=goal.id, period=goal.period, measure=goal.measure),
        by=by,
        act="trash",
        before={"target": str(goal.target), "currency": goal.currency},
        after={},
    )
    Goal.objects.filter(pk=goal_id).delete()


@use_case(right="sales.adjust_forecasts")
def adjust_forecast(
    *, whose: str, period: str, amount: str, reason: str, by: Actor, system_amount: Decimal | None = None
) -> Adjustment:
    """Kept beside the system's figure of this moment; what was said before stays."""
    found, months = read_whose(whose), read_goal_period(period, by=by)
    number, currency = read_amount(amount, by=by)
    why = read_reason(reason)
    _refuse_out_of_sight(found, by)
    if by.kind != "user" or by.id is None:
        raise NotAllowed(_("Only a colleague says what will come."))
    said = Adjustment(
        user_id=found[0],
        team_id=found[1],
        period=months,
        amount=number,
        currency=currency,
        system_amount=system_amount,
        reason=why,
        author_id=by.id,
    )
    said.save()
    record_and_publish(
        ForecastAdjusted(subject_id=said.id, period=months, amount=str(number), currency=currency),
        by=by,
        act="create",
        after={"amount": str(number), "reason": why},
    )
    return said


def _refuse_out_of_sight(whose: Whose, by: Actor) -> None:
    """Of whom one sees the deals: of the company, who sees all of them."""
    if by.reach(SEE) == Reach.ALL:
        return
    user, team = whose
    teams = by.subtree if by.reach(SEE) == Reach.SUBTREE else by.teams
    is_near = user is not None and user == by.id
    if by.reach(SEE) > Reach.OWN:
        is_near = is_near or team in teams or _is_member(user, teams)
    if not is_near:
        raise NotAllowed(_("You may do this only for those whose deals you see."))


def _is_member(user: UUID | None, teams: tuple[UUID, ...]) -> bool:
    return user is not None and User.objects.filter(pk=user, teams__in=teams).exists()
