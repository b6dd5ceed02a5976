"""What a program shows at the door."""

from datetime import datetime

from django.db import models

from trato.kit.records import Record


class ApiToken(Record):
    """It speaks for one colleague, with his rights of the moment. Only the digest of the secret is kept."""

    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100, default="", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or str(self.id)

    def is_good(self, *, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)
