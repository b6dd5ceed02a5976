"""What one person opened lately, and what they keep at hand."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F

from trato.foundation.actors.actor import Actor
from trato.foundation.people.models import User
from trato.kit.records import Record

Row = TypeVar("Row", bound=models.Model)


class OwnRows(models.QuerySet[Row]):
    def of(self, actor: Actor) -> Self:
        return self.none() if actor.id is None else self.filter(user_id=actor.id)


class OpenedRecord(Record):
    """Once for each record, with when it was opened last."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=50)
    record_id = models.UUIDField()
    at = models.DateTimeField()

    objects: ClassVar = OwnRows["OpenedRecord"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "record_id"], name="opened_once")]
        indexes = [models.Index(F("user"), F("at").desc(), name="opened_lately")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class Pin(Record):
    """A record of a `kind`, or, without one, the page at an `address` of the menu."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=50, blank=True, default="")
    record_id = models.UUIDField(null=True)
    address = models.CharField(max_length=200, blank=True, default="")

    objects: ClassVar = OwnRows["Pin"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "record_id", "address"], nulls_distinct=False, name="pinned_once")
        ]

    def __str__(self) -> str:
        return self.address or f"{self.kind} {self.record_id}"
