"""Which of some records the actor sees, and which he may change, whether they are records of a list or of a file."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.importing import FileKind
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.models import STANDING
from trato.kit.any_of import any_of


def standing(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> Collection[UUID]:
    if isinstance(kind, FileKind):
        return set(kind.changeable(list(ids), by=by))
    model: Any = kind.model()
    return set(model.objects.seen_by(by).filter(STANDING).filter(any_of("pk", ids)).values_list("pk", flat=True))


def editable(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> Collection[UUID]:
    if isinstance(kind, FileKind):
        return set(kind.changeable(list(ids), by=by))
    model: Any = kind.model()
    mine = model.objects.within(by, kind.right("edit")).filter(any_of("pk", ids))
    return set(mine.values_list("pk", flat=True))
