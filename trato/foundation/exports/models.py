"""A list on its way into a file that its maker fetches."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.kit.records import Record


class Format(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    JSONL = "jsonl", "JSON Lines"
    PARQUET = "parquet", "Parquet"
    VCARD = "vcf", "vCard"


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")
    GONE = "gone", _("Deleted")


UNDER_WAY = (ExportState.WAITING, ExportState.RUNNING)


class ExportQuerySet(models.QuerySet["Export"]):
    def seen_by(self, actor: Actor) -> ExportQuerySet:
        """One's own; administrators see all."""
        if actor.is_everything:
            return self
        return self.filter(user_id=actor.id) if actor.id else self.none()


class Export(Record):
    """What of a list was asked for is kept as it was said, and read with the rights of the moment it is written.

    `attempt` fences late workers: only the last one that took the export up may finish it.
    """

    kind = models.CharField(max_length=50)
    format = models.CharField(max_length=10, choices=Format)
    has_mark = models.BooleanField(default=True)
    card_version = models.CharField(max_length=3, default="", blank=True)
    columns = models.JSONField(default=list)
    given = models.JSONField(default=dict)
    rules = models.JSONField(null=True)
    ids = models.JSONField(null=True)
    sort = models.CharField(max_length=60, default="", blank=True)
    descending = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    attempt = models.IntegerField(default=0)
    total = models.BigIntegerField(default=0)
    row_count = models.BigIntegerField(default=0)
    cut_count = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=20, default="page")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="export_of_user")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        return f"{self.kind}-{self.created_at:%Y-%m-%d}.{self.format}" if self.created_at else f"{self.kind}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
