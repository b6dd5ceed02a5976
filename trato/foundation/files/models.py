"""What is known about a file that hangs on a record. The bytes lie in the home, under the file's id."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import record_kind, record_kinds
from trato.kit.pictures import GIF, JPEG, PNG, WEBP
from trato.kit.records import Record


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def about_seen_by(self, actor: Actor) -> Self:
        """Who sees the record sees its files; with those that were removed."""
        return self.about_within(actor, "see")

    def about_within(self, actor: Actor, verb: str) -> Self:
        seen = Q(pk=None)
        for kind in record_kinds():
            if actor.may(kind.right(verb)):
                seen |= _of_kind(kind, actor, verb)
        return self.filter(seen)

    def seen_by(self, actor: Actor) -> Self:
        return self.about_seen_by(actor).filter(deleted_at=None)

    def of(self, kind: RecordKind, root: UUID) -> Self:
        """Those of a record and of all that were merged into it."""
        model: Any = kind.model()
        merged = Q(root_id=root) & ~Q(root_id=models.F("id"))
        return self.filter(record_type=kind.name, record_id__in=model.objects.filter(Q(pk=root) | merged).values("id"))


class ToldFileQuerySet(StoredFileQuerySet):
    """For a story, which also tells what became of a file."""

    def seen_by(self, actor: Actor) -> Self:
        return self.about_seen_by(actor)


def _of_kind(kind: RecordKind, actor: Actor, verb: str) -> Q:
    """A merged record is seen by who sees its root."""
    if actor.reach(kind.right(verb)) == Reach.ALL and not (kind.sight and kind.sight(actor)):
        return Q(record_type=kind.name)
    model: Any = kind.model()
    roots = model.objects.within(actor, kind.right(verb)).values("id")
    return Q(record_type=kind.name, record_id__in=model.objects.filter(root_id__in=roots).values("id"))


class StoredFile(Record):
    """`name` is as it was given, for reading only; `content_type` is what the content is, whatever the name says.

    The photo of a record is the one that was last chosen for it, at `photo_at`. A removed one gives its place back to
    the one before.
    """

    record_type = models.CharField(max_length=50)
    record_id = models.UUIDField()
    name = models.TextField()
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    added_by = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, related_name="+")
    photo_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    deleted_at = models.DateTimeField(null=True)

    objects = StoredFileQuerySet.as_manager()
    told = ToldFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-created_at"], name="file_of_record")]

    @property
    def kind(self) -> RecordKind:
        return record_kind(self.record_type)

    @property
    def is_picture(self) -> bool:
        return self.content_type in PICTURES

    @property
    def is_photo_like(self) -> bool:
        return self.content_type in PHOTO_TYPES

    @property
    def is_shown_inside(self) -> bool:
        """What a browser may show by itself: it holds nothing that runs."""
        return self.is_picture or self.content_type == "application/pdf"


PHOTO_TYPES = (PNG, JPEG, GIF, WEBP)
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif")
