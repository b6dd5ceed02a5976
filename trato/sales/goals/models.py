"""What somebody, a team or all of us set out to win in a period, and what managers say of a forecast."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Actor, Reach
from trato.kit.records import Record

AMOUNT, COUNT = "amount", "count"
MEASURES = ((AMOUNT, _("Won value")), (COUNT, _("Won deals")))
SEE = "sales.see_deals"


def of_whom(actor: Actor) -> Q:
    """As far as deals are seen: one's own and one's team's, those of teams below, or all."""
    reach = actor.reach(SEE)
    if reach == Reach.ALL:
        return Q()
    if reach == Reach.NONE or actor.id is None:
        return Q(pk=None)
    teams = actor.subtree if reach == Reach.SUBTREE else actor.teams
    if reach == Reach.OWN:
        return Q(user_id=actor.id)
    return Q(user_id=actor.id) | Q(team_id__in=teams) | Q(user__teams__in=teams)


class GoalQuerySet(models.QuerySet["Goal"]):
    def seen_by(self, actor: Actor) -> "GoalQuerySet":
        return self.filter(of_whom(actor)).distinct()


class Goal(Record):
    """Of a colleague, of a team, or without both of the company. `period` is 2026, 2026-Q1 or 2026-03."""

    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey("foundation.Team", on_delete=models.CASCADE, null=True, related_name="+")
    period = models.CharField(max_length=7)
    measure = models.CharField(max_length=6, choices=MEASURES, default=AMOUNT)
    target = models.DecimalField(max_digits=20, decimal_places=4)
    currency = models.CharField(max_length=3, default="")

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team", "period", "measure"], name="goal_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="goal_is_above_nothing", condition=Q(target__gt=0)),
            models.CheckConstraint(name="goal_is_of_one", condition=Q(user=None) | Q(team=None)),
        ]


class AdjustmentQuerySet(models.QuerySet["Adjustment"]):
    def seen_by(self, actor: Actor) -> "AdjustmentQuerySet":
        return self.filter(of_whom(actor)).distinct()


class Adjustment(Record):
    """What a manager says instead of the system's figure, and why. The latest counts, the earlier ones stay."""

    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey("foundation.Team", on_delete=models.CASCADE, null=True, related_name="+")
    period = models.CharField(max_length=7)
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    currency = models.CharField(max_length=3)
    system_amount = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    reason = models.TextField()
    author = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["period", "-id"], name="adjustment_of_period")]
        constraints = [
            models.CheckConstraint(name="adjustment_is_of_one", condition=Q(user=None) | Q(team=None)),
            models.CheckConstraint(name="adjustment_is_no_debt", condition=Q(amount__gte=0)),
        ]
