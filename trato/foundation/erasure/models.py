"""That somebody was erased: what of them, when, by whom. Never who they were."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from trato.kit.records import Record


class Why(models.TextChoices):
    REQUEST = "request", _("They asked for it")
    RETENTION = "retention", _("A retention rule")
    LIST = "list", _("The erasure list, after a restore")


class ErasureState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Done")
    FAILED = "failed", _("Failed")


UNDER_WAY = (ErasureState.WAITING, ErasureState.RUNNING)


class Erasure(Record):
    """`traces` are what the work looks for and are emptied when it is done; `digests` are salted, for the list outside
    the database. `counts` say by contribution how much went. What is left of it all is the certificate.
    """

    record_type = models.CharField(max_length=50)
    record_id = models.UUIDField()
    record_ids = models.JSONField(default=list)
    why = models.CharField(max_length=20, choices=Why)
    state = models.CharField(max_length=20, choices=ErasureState, default=ErasureState.WAITING)
    traces = models.JSONField(default=dict)
    digests = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    failure = models.TextField(default="", blank=True)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="erasure_by_time")]

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_finished(self) -> bool:
        return self.state == ErasureState.FINISHED


class ErasedRecord(models.Model):
    """An address that answers “gone” for ever. Written when the erasure begins."""

    record_id = models.UUIDField(primary_key=True)
    record_type = models.CharField(max_length=50)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="records")
