"""What was answered to a write, so that the same write sent again has no second effect."""

from django.db import models

from trato.kit.records import Record


class KeptAnswer(Record):
    """`request_digest` tells the same request from another one that reuses the key by mistake."""

    token = models.ForeignKey("api.ApiToken", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once_per_key")]
        indexes = [models.Index(fields=["created_at"], name="answer_by_age")]
