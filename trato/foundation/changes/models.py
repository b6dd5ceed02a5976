"""Old and new values live once, here; change sets group what one act did to many records."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.kit.records import Record

SEE_ALL = "foundation.see_change_sets"


class SetState(models.TextChoices):
    """Where an act on many records stands. What is done in one go, such as sample data, is finished from its start."""

    DRAFT = "draft", _("Not started")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")


UNDER_WAY = (SetState.WAITING, SetState.RUNNING)


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    def seen_by(self, actor: Actor) -> ChangeSetQuerySet:
        """One's own; with the right for it those of all."""
        if actor.may(SEE_ALL):
            return self
        return self.filter(actor_kind=actor.kind, actor_id=actor.id) if actor.id else self.none()


class ChangeSet(Record):
    """What one act (an import, a bulk edit, an undo, sample data) did to many records.

    `selection` and `values` say what is to be done to which; `position` is the last id that is done, so that a run
    that was cut off goes on after it; `attempt` fences a late worker. `undoes` is the set that this one takes back.
    """

    kind = models.CharField(max_length=30)
    label = models.CharField(max_length=300)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    record_type = models.CharField(max_length=50, default="", blank=True)
    selection = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=SetState, default=SetState.FINISHED)
    total = models.IntegerField(default=0)
    position = models.UUIDField(null=True)
    attempt = models.IntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="undone_by")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["actor_id", "-id"], name="change_set_of_actor")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_draft(self) -> bool:
        return self.state == SetState.DRAFT

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def can_go_on(self) -> bool:
        return self.state in (SetState.STOPPED, SetState.FAILED)


class ChangeSetRefusal(models.Model):
    """A record of the set that could not be changed, or fields of it that stay as others wrote them, and why."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="refusals")
    record_type = models.CharField(max_length=50)
    record_id = models.UUIDField()
    fields = models.JSONField(default=list)
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["of", "id"], name="change_set_refusal_of")]


class Change(Record):
    """One version of one record. Provenance, history, restore, undo and audit read it; erasure blanks it."""

    at = models.DateTimeField(db_default=Now())
    record_type = models.CharField(max_length=50)
    record_id = models.UUIDField()
    version = models.IntegerField()
    act = models.CharField(max_length=10)  # create, update, trash, restore
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    source = models.CharField(max_length=300, default="")
    change_set_id = models.UUIDField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "-version"], name="change_of_record"),
            models.Index(
                fields=["change_set_id", "id"], name="change_of_set", condition=models.Q(change_set_id__isnull=False)
            ),
        ]
