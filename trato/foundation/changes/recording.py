"""Write change rows for a set, in the transaction of the change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import Change
from trato.kit.copying import copy_rows, json_text
from trato.kit.ids import new_id_text


@dataclass(kw_only=True, slots=True)
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
    set_id = str(change_set) if change_set else None
    rows = (
        (new_id_text(), record_type, str(each.record_id), each.version, each.act, by.kind, by.id, by.door)
        + (each.source, set_id, json_text(each.before), json_text(each.after))
        for each in changes
    )
    copy_rows(Change, COLUMNS, rows)
