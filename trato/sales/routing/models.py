"""Who gets a lead, in what order that is asked, and why it was somebody."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from trato.customers.public import Contact
from trato.foundation.public import Actor
from trato.kit.records import Record


class Way(models.TextChoices):
    ROTATE = "rotate", _("In turn")
    LOAD = "load", _("Who has the fewest open leads and deals")
    TERRITORY = "territory", _("By territory")


class Away(models.TextChoices):
    """What happens while none of its people works."""

    NEXT = "next", _("The next rule is asked")
    WAIT = "wait", _("The lead waits until somebody works")
    ANYWAY = "anyway", _("It goes to one of them all the same")


class RoutingRule(Record):
    """Whoever fits `rules` (everybody, without any) goes to one of the people or of the team. Rules are asked in the
    order of their place; the first that finds somebody decides. `problem` says why it cannot be asked any more."""

    name = models.TextField()
    place = models.IntegerField(default=0)
    rules = models.JSONField(default=dict)
    way = models.CharField(max_length=10, choices=Way, default=Way.ROTATE)
    people = models.JSONField(default=list)
    team = models.ForeignKey("foundation.Team", on_delete=models.SET_NULL, null=True, related_name="+")
    is_for_working = models.BooleanField(default=False)
    away = models.CharField(max_length=10, choices=Away, default=Away.NEXT)
    is_for_all_new = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)
    problem = models.TextField(default="", blank=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Territory(Record):
    """A country, a region of it, postal codes that begin so: what is empty is not asked. The closest one counts."""

    rule = models.ForeignKey(RoutingRule, on_delete=models.CASCADE, related_name="territories")
    country = models.CharField(max_length=60, default="", blank=True)
    region = models.CharField(max_length=100, default="", blank=True)
    prefix = models.CharField(max_length=20, default="", blank=True)
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, related_name="+")


class RoutingTurn(models.Model):
    """When somebody last had a turn in a rule, as a running number. Whoever waited longest is next."""

    rule = models.ForeignKey(RoutingRule, on_delete=models.CASCADE, related_name="turns")
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    turn = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "user"], name="routing_turn_once")]


class WorkingHours(Record):
    """When somebody works, in their own time zone; without a user it holds for everybody who has none of their own.

    `days` are seven lists of ["09:00", "17:00"], Monday first; `free` are ["2026-12-25", "Christmas"].
    """

    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, null=True, related_name="+")
    days = models.JSONField(default=list)
    free = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], name="working_hours_once", nulls_distinct=False)]


class DecisionQuerySet(models.QuerySet["RoutingDecision"]):
    def seen_by(self, actor: Actor) -> Self:
        roots = Contact.objects.seen_by(actor).values("id")
        return self.filter(contact_id__in=Contact.objects.filter(root_id__in=roots).values("id"))


class RoutingDecision(Record):
    """Who got a contact and why, in codes and numbers. `event_id` is what it was asked for: no event is asked twice.

    One that `is_waiting` is asked again until somebody works.
    """

    contact_id = models.UUIDField()
    event_id = models.UUIDField(unique=True)
    rule = models.ForeignKey(RoutingRule, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.JSONField(default=dict)
    is_waiting = models.BooleanField(default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["contact_id", "-id"], name="routing_of_contact"),
            models.Index(fields=["id"], name="routing_waiting", condition=models.Q(is_waiting=True)),
        ]
