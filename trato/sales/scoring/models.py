"""What gives a contact points, and from how many on it is worth a call."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trato.kit.records import Record


class ScoringRule(Record):
    """Points for whoever fits `rules`. With an `event`, for each time that it happened in the last `days`: they halve
    in every `half_life` days, and together are `most` at most (for a rule that takes points away, at least minus that).
    """

    name = models.TextField()
    rules = models.JSONField(default=dict)
    event = models.CharField(max_length=100, default="", blank=True)
    points = models.IntegerField()
    days = models.IntegerField(null=True, blank=True)
    half_life = models.IntegerField(null=True, blank=True)
    most = models.IntegerField(null=True, blank=True)
    is_on = models.BooleanField(default=True)
    problem = models.TextField(default="", blank=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scoring_rule_counts_time_only_of_events",
                condition=~Q(event="") | Q(days=None, half_life=None, most=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Threshold(Record):
    """One row: from so many points on a lead is qualified; without a number nothing happens."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    points = models.IntegerField(null=True, blank=True)
    is_status_set = models.BooleanField(default=False)
