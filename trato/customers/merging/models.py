"""That two records are one: a row that can be taken away again."""

from django.db import models

from trato.kit.records import Record


class Merge(Record):
    """`absorbed` was merged into `into`, both roots at that moment. While the row stands, that is so.

    `chosen` holds, by field, what `into` held before (`was`) and the value of the absorbed that it got (`became`).
    Without foreign keys, so that it outlives an erasure and can say that what it speaks of is gone.
    """

    record_type = models.CharField(max_length=50)
    absorbed_id = models.UUIDField(unique=True)
    into_id = models.UUIDField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    change_set_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["into_id", "id"], name="merge_into")]
