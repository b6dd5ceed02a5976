"""A move from another program: all the files of its export, brought in together and taken back together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.kit.records import Record


class MoveState(models.TextChoices):
    DRAFT = "draft", _("Not started")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")


class MoveQuerySet(models.QuerySet["Move"]):
    def seen_by(self, actor: Actor) -> MoveQuerySet:
        """One's own; administrators see all."""
        if actor.is_everything:
            return self
        return self.filter(user_id=actor.id) if actor.id else self.none()


class Move(Record):
    """Its files are imports with one change set. `people` says who of us is meant by the names and ids of the other
    program, "" by those that nobody is to own; `left_out` are the files that could not be taken, and why."""

    system = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=MoveState, default=MoveState.DRAFT)
    people = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    change_set = models.ForeignKey(
        "foundation.ChangeSet", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=20, default="import")
    failure = models.TextField(default="", blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MoveQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="move_of_user")]

    @property
    def is_draft(self) -> bool:
        return self.state == MoveState.DRAFT

    @property
    def is_under_way(self) -> bool:
        return self.state in (MoveState.WAITING, MoveState.RUNNING)
