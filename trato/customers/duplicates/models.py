"""That two records may be one. Once somebody said they are not, it is never said again."""

from django.db import models
from django.db.models import F, Q

from trato.kit.records import Record


class Suggestion(Record):
    """Of two records as they were born: what becomes of them by merges is asked when it is read.

    `reasons` are codes, such as `email` or `name_at_company`; `score` goes from 0 to 100. A dismissed one stays, so
    that the scan does not find it again.
    """

    record_type = models.CharField(max_length=50)
    one_id = models.UUIDField()
    other_id = models.UUIDField()
    score = models.SmallIntegerField()
    reasons = models.JSONField(default=list)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one_id", "other_id"], name="suggestion_once"),
            models.CheckConstraint(name="suggestion_in_order", condition=Q(one_id__lt=F("other_id"))),
        ]
        indexes = [
            models.Index(
                fields=["record_type", "-score", "-id"], name="suggestion_open", condition=Q(dismissed_at=None)
            ),
            models.Index(fields=["other_id"], name="suggestion_of_other"),
        ]
