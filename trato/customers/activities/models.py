"""A call or a meeting, planned or held, with the contacts and colleagues who took part."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.customers.about.queries import own_or_of_seen
from trato.foundation.public import STANDING, Actor, OwnedRecord, ReachQuerySet, trash_indexes, trigram_index
from trato.kit.records import Record

CALL, MEETING = "call", "meeting"
TYPES = ((CALL, _("Call")), (MEETING, _("Meeting")))
PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
STATES = ((PLANNED, _("Planned")), (HELD, _("Held")), (CANCELLED, _("Cancelled")))
DIRECTIONS = (("out", _("We called")), ("in", _("They called")))
LONGEST_MINUTES = 60 * 24 * 14


# Each sort for administrators, for one owner and for one team. Planned ones have their own: the held ones pile up.
_SCOPES: dict[str, tuple[str, ...]] = {"all": (), "own": ("owner",), "team": ("team",)}
_SORTS = {
    "name": (("sort_key", "id"), STANDING),
    "start": (("-starts_at", "-id"), STANDING),
    "plan": (("starts_at", "id"), STANDING & Q(state=PLANNED)),
}


class ActivityQuerySet(ReachQuerySet["Activity"]):
    see_right = "customers.see_activities"

    def within(self, actor: Actor, right: str) -> Self:
        """Nobody learns what was said about a record that he does not see, unless it is his own call or meeting."""
        return super().within(actor, right).filter(own_or_of_seen(actor))


class Activity(OwnedRecord):
    """`reminds_at` is the next reminder, `reminded_for` the last. `contact` is whom it is about, among others.

    `about_kind` and `about_id` name the record that it is about beside a contact or a company, if it is about one.
    """

    type = models.CharField(max_length=10, choices=TYPES, default=CALL)
    direction = models.CharField(max_length=5, choices=DIRECTIONS, default="", blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=HELD)
    outcome = models.TextField(default="", blank=True)
    starts_at = models.DateTimeField()
    minutes = models.IntegerField(null=True, blank=True)
    place = models.TextField(default="", blank=True)
    details = models.TextField(default="", blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, null=True, related_name="activities")
    company = models.ForeignKey("customers.Company", on_delete=models.CASCADE, null=True, related_name="activities")
    about_kind = models.CharField(max_length=50, default="", db_default="", blank=True, editable=False)
    about_id = models.UUIDField(null=True, editable=False)
    reminds_at = models.DateTimeField(null=True, editable=False)
    reminded_for = models.DateTimeField(null=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="activity_lasts_no_less_than_nothing", condition=Q(minutes=None) | Q(minutes__gte=0)
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="activity_changed", condition=STANDING),
            *(
                models.Index(fields=[*scope, *columns], name=f"activity_{sort}_{who}", condition=condition)
                for sort, (columns, condition) in _SORTS.items()
                for who, scope in _SCOPES.items()
            ),
            trigram_index("activity_search", STANDING),
            *trash_indexes("activity"),
            models.Index(fields=["contact", "starts_at"], name="activity_of_contact"),
            models.Index(fields=["company", "starts_at"], name="activity_of_company"),
            models.Index(fields=["about_id"], name="activity_about", condition=Q(about_id__isnull=False)),
            models.Index(fields=["reminds_at"], name="activity_reminds", condition=Q(reminds_at__isnull=False)),
        ]

    @property
    def is_planned(self) -> bool:
        return self.state == PLANNED

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes or 0)


class Participant(Record):
    """Somebody who takes part: a contact or a colleague."""

    # Without an index of its own: the constraints below begin with it.
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participants", db_index=False)
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, null=True, related_name="takes_part")
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, null=True, related_name="+")
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participant_is_a_contact_or_a_colleague",
                condition=Q(contact=None, user__isnull=False) | Q(contact__isnull=False, user=None),
            ),
            models.UniqueConstraint(fields=["activity", "contact"], name="participant_contact_once"),
            models.UniqueConstraint(fields=["activity", "user"], name="participant_colleague_once"),
        ]


class Outcome(Record):
    """One of the ways in which calls or meetings end, as the company words them."""

    type = models.CharField(max_length=10, choices=TYPES)
    name = models.TextField()
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "name"], name="outcome_once_for_a_type")]
