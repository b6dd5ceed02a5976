"""A group of contacts or companies that follows its rules: who fits comes in by itself, who does not falls out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from trato.customers.member_kinds import MEMBER_KINDS
from trato.foundation.public import STANDING, OwnedRecord, ReachQuerySet, trash_indexes, trigram_index


class SegmentQuerySet(ReachQuerySet["Segment"]):
    see_right = "customers.see_segments"


class Segment(OwnedRecord):
    """`rules` is the tree as it was given; `topics` what its answer hangs on, as the compiler names it.

    `stale_since` says that a full recount is owed; `ticked_at` up to when the clock's own changes were followed.
    """

    description = models.TextField(default="", blank=True)
    member_kind = models.CharField(max_length=20, choices=MEMBER_KINDS, default="contact")
    rules = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), editable=False)
    topics = ArrayField(models.TextField(), default=list, db_default=[], editable=False)
    follows_time = models.BooleanField(default=False, db_default=False, editable=False)
    size = models.IntegerField(default=0, db_default=0, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)
    stale_since = models.DateTimeField(null=True, editable=False)
    ticked_at = models.DateTimeField(null=True, editable=False)
    problem = models.TextField(default="", db_default="", editable=False)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"], name="segment_name", condition=STANDING),
            trigram_index("segment_search", STANDING),
            *trash_indexes("segment"),
        ]


class SegmentMember(models.Model):
    """From when until when a record was a member; without an end it is one. Leaving and coming again is another row."""

    pk = models.CompositePrimaryKey("segment_id", "record_id", "since")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    record_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "record_id"], name="segmentmember_once", condition=Q(until__isnull=True)
            )
        ]
        indexes = [
            models.Index(fields=["segment", "-since"], name="segmentmember_joined"),
            models.Index(fields=["segment", "-until"], name="segmentmember_left", condition=Q(until__isnull=False)),
            models.Index(fields=["record_id"], name="segmentmember_of", condition=Q(until__isnull=True)),
        ]


class SegmentSize(models.Model):
    """How many members it had at the end of a day, and how many came and went on it."""

    pk = models.CompositePrimaryKey("segment_id", "day")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="sizes", db_index=False)
    day = models.DateField()
    size = models.IntegerField()
    joined = models.IntegerField(default=0)
    left = models.IntegerField(default=0)
