"""What lies in the trash of one kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import Change
from trato.foundation.extensions.kinds import RecordKind


@dataclass(frozen=True)
class Trashed:
    """`actor_id` is whoever put it there; nobody where Trato did."""

    id: UUID
    name: str
    at: datetime
    actor_id: UUID | None


def trashed_records(kind: RecordKind, *, seen_by: Actor, before: UUID | None = None, limit: int) -> list[Trashed]:
    """What went last comes first; `before` is the last one of the page before."""
    model: Any = kind.model()
    found = model.objects.seen_by(seen_by).filter(deleted_at__isnull=False, root_id=F("id"))
    if last := before and found.filter(pk=before).first():
        found = found.filter(Q(deleted_at__lt=last.deleted_at) | Q(deleted_at=last.deleted_at, pk__lt=last.pk))
    rows = list(found.order_by("-deleted_at", "-pk").values_list("pk", "name", "deleted_at")[:limit])
    by_whom = _by_whom(kind, [id_ for id_, _name, _at in rows])
    return [Trashed(id_, name, at, by_whom.get(id_)) for id_, name, at in rows]


def _by_whom(kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Whoever did it last: a record may have been there before."""
    moves = Change.objects.filter(record_type=kind.name, record_id__in=ids, act="trash")
    return dict(moves.order_by("version").values_list("record_id", "actor_id"))
