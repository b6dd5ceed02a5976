"""The company that runs this Trato."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from trato.kit.records import Record


class Installation(Record):
    """One row. What people set on the first page, and can change in the settings."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    phone_country = models.CharField(max_length=2, default="ES")
    own_domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    has_sample_data = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), name="one_installation"),
        ]

    def __str__(self) -> str:
        return self.name


class FirstRunLink(Record):
    """A one-time link to the first page: only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254, default="", blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
