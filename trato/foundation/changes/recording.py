"""Write change rows for a set, in the transaction of the change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import Change
from trato.kit.copying import copy_rows
from trato.kit.ids import new_ids


@dataclass(frozen=True, kw_only=True)
class RecordChange:
    """Values by field name: what it was, what it is."""

    record_id: UUID
    version: int
    act: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


COLUMNS = (
    *("id", "record_type", "record_id", "version", "act"),
    *("actor_kind", "actor_id", "door", "source", "change_set_id", "before", "after"),
)


def record_changes(
    record_type: str, changes: Sequence[RecordChange], *, by: Actor, change_set: UUID | None = None
) -> None:
    if not changes:
        return
    write = DjangoJSONEncoder().encode
    rows = [
        (id_, record_type, each.record_id, each.version, each.act, by.kind, by.id, by.door, each.source, change_set)
        + (write(dict(each.before)), write(dict(each.after)))
        for id_, each in zip(new_ids(len(changes)), changes, strict=True)
    ]
    copy_rows(Change, COLUMNS, rows)
