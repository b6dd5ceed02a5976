"""Old and new values live once, here; change sets group what one act did to many records."""

from django.db import models
from django.db.models.functions import Now

from trato.kit.records import Record


class ChangeSet(Record):
    """What one act (an import, a bulk edit, sample data) did to many records."""

    kind = models.CharField(max_length=30)
    label = models.CharField(max_length=300)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)


class Change(Record):
    """One version of one record. Provenance, history, restore, undo and audit read it; erasure blanks it."""

    at = models.DateTimeField(db_default=Now())
    record_type = models.CharField(max_length=50)
    record_id = models.UUIDField()
    version = models.IntegerField()
    act = models.CharField(max_length=10)  # create, update, trash, restore
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    source = models.CharField(max_length=300, default="")
    change_set_id = models.UUIDField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "-version"], name="change_of_record"),
            models.Index(
                fields=["change_set_id", "id"], name="change_of_set", condition=models.Q(change_set_id__isnull=False)
            ),
        ]
