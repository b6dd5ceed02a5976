"""Write change rows for a set, in the transaction of the change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from trato.foundation.actors.actor import Actor
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


_INSERT = """
insert into foundation_change
  (id, record_type, record_id, version, act, actor_kind, actor_id, door, source, change_set_id, before, after)
select c.id, %s, c.record_id, c.version, c.act, %s, %s, %s, c.source, %s, c.before::jsonb, c.after::jsonb
from unnest(%s::uuid[], %s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[])
     as c(id, record_id, version, act, source, before, after)
"""


def record_changes(
    record_type: str, changes: Sequence[RecordChange], *, by: Actor, change_set: UUID | None = None
) -> None:
    if not changes:
        return
    columns: list[list[Any]] = [
        new_ids(len(changes)),
        [change.record_id for change in changes],
        [change.version for change in changes],
        [change.act for change in changes],
        [change.source for change in changes],
        [json.dumps(dict(change.before), cls=DjangoJSONEncoder) for change in changes],
        [json.dumps(dict(change.after), cls=DjangoJSONEncoder) for change in changes],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [record_type, by.kind, by.id, by.door, change_set, *columns])
