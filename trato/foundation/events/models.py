"""The one event log and the readers' cursors."""

from django.db import models
from django.db.models.functions import Now

from trato.kit.records import Record


class LoggedEvent(models.Model):
    """One thing that happened. Timelines, automations, webhooks and the warehouse all read this table.

    Partitioned by month of `recorded_at`; `at` may be years ago. `era`, `xid` and `recorded_at` are filled by column
    defaults; together with `id` the first two are what a reader's position is made of. Nothing points here by key.
    """

    pk = models.CompositePrimaryKey("recorded_at", "id")
    id = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=100)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    contact_id = models.UUIDField(null=True)
    company_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=50)
    subject_id = models.UUIDField(null=True)
    subject_version = models.IntegerField(null=True)
    channel = models.CharField(max_length=30, default="")
    data = models.JSONField(default=dict)
    era = models.IntegerField(db_default=1)
    xid = models.TextField()  # xid8: compared in SQL only

    class Meta:
        managed = False
        db_table = "event"


class ReaderCursor(Record):
    """How far a named reader has come, and what stopped it last."""

    name = models.CharField(max_length=100, unique=True)
    era = models.IntegerField(default=0)
    xid = models.TextField(default="0")
    event_id = models.UUIDField(null=True)
    moved_at = models.DateTimeField(db_default=Now())
    failures = models.IntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", blank=True)
