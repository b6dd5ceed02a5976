"""What a colleague is to be told. Only ids are kept: the words are worked out for whoever reads, when they read."""

from typing import Self
from uuid import UUID

from django.db import models

from trato.kit.records import Record


class Mail(models.TextChoices):
    """`UNKNOWN`: the connection broke after the mail was handed over and before the answer; it is not sent again."""

    NONE = ""
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, user_id: UUID) -> Self:
        """Nobody reads another's, administrators neither."""
        return self.filter(user_id=user_id, in_app=True)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(Record):
    """`source_id` is the event it was made from, or the change set: many records given in one act are one line."""

    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=50)
    subject_id = models.UUIDField()
    source_id = models.UUIDField()
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    count = models.IntegerField(default=1)
    in_app = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.NONE, blank=True)
    mail_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject_type", "source_id"], name="notification_once_for_each_source"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notification_newest", condition=models.Q(in_app=True)),
            models.Index(
                fields=["user"], name="notification_unread", condition=models.Q(in_app=True, read_at__isnull=True)
            ),
            models.Index(
                fields=["mail_at"], name="notification_mail", condition=models.Q(mail__in=[Mail.DUE, Mail.SENDING])
            ),
        ]


class NotificationChoice(Record):
    """Where a person wants one kind of news. Without a row the kind's own beginning holds."""

    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    app = models.BooleanField()
    mail = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_choice_once")]
