"""A copy of a whole installation on its way into this home."""

from django.db import models
from django.db.models.functions import Now


class ArrivingCopy(models.Model):
    """The one row that is there while a copy comes in: without it nobody could tell half a home from a whole one.

    `digest` is that of the copy's manifest. `row_count` rows of `table` are in, and all of the tables before it.
    `references` were let go and are made again when everything is in: table, name, definition.
    """

    only_row = models.BooleanField(primary_key=True, default=True)
    digest = models.CharField(max_length=64)
    directory = models.TextField()
    table = models.CharField(max_length=63, default="", blank=True)
    row_count = models.BigIntegerField(default=0)
    references = models.JSONField(default=list)
    began_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only_row=True), name="arrivingcopy_one")]

    def __str__(self) -> str:
        return self.directory
