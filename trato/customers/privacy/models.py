"""Requests of people about their own data, and rules for what is not kept for ever."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.kit.records import Record


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    FINISHED = "finished", _("Done")
    FAILED = "failed", _("Failed")
    GONE = "gone", _("Deleted")


class AccessExport(Record):
    """Everything that is known about one person, as a file for them. `contact_id` is no foreign key: that an answer was
    given has to be known after an erasure, too."""

    contact_id = models.UUIDField()
    state = models.CharField(max_length=20, choices=ExportState, default=ExportState.WAITING)
    size = models.BigIntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    user = models.ForeignKey("foundation.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["contact_id", "-created_at"], name="access_export_of_contact")]

    @property
    def file_name(self) -> str:
        return f"personal-data-{self.created_at:%Y-%m-%d}.zip"

    @property
    def is_finished(self) -> bool:
        return self.state == ExportState.FINISHED


class RetentionAct(models.TextChoices):
    TRASH = "trash", _("Put into the trash")
    ERASE = "erase", _("Erase for ever")


class RetentionRule(Record):
    """Contacts of some stages without any activity for so many months are not kept. Off until it is switched on."""

    name = models.CharField(max_length=100)
    stages = models.JSONField(default=list)
    months = models.IntegerField()
    act = models.CharField(max_length=10, choices=RetentionAct)
    is_on = models.BooleanField(default=False)
    last_run_at = models.DateTimeField(null=True)
    last_count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="retention_of_some_months", condition=Q(months__gte=1))]

    def __str__(self) -> str:
        return self.name
