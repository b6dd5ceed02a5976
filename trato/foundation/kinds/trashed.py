"""What lies in the trash of one kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.changes.models import Change
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.seeing import beside_reach, seen_sql
from trato.foundation.kinds.walking import MOST_TEAMS, Said, said
from trato.kit.prepared import rows_prepared, woven

RANGE = """select r.id, r.name, r.deleted_at from {table} r
 where r.deleted_at is not null and r.root_id = r.id and {where}
 order by r.deleted_at desc, r.id desc limit {limit}"""
# What others threw away may be a million rows: one's own and each team's are ranges of an index, and so is all of it.
MERGED = """select id, name, deleted_at from (({own}) union all
 select given.* from unnest(%s::uuid[]) team (id) cross join lateral ({others}) given
) merged order by deleted_at desc, id desc limit {limit}"""
WENT = """select r.deleted_at from {table} r
 where r.id = %s and r.deleted_at is not null and r.root_id = r.id and {where}"""
EARLIER = "(r.deleted_at, r.id) < (%s, %s)"


@dataclass(frozen=True)
class Trashed:
    """`actor_id` is whoever put it there; nobody where Trato did."""

    id: UUID
    name: str
    at: datetime
    actor_id: UUID | None


def trashed_records(kind: RecordKind, *, seen_by: Actor, before: UUID | None = None, limit: int) -> list[Trashed]:
    """What went last comes first; `before` is the last one of the page before."""
    text, parameters = _page(kind, seen_by, _before(kind, before, seen_by), limit)
    rows = rows_prepared(text, parameters)
    by_whom = _by_whom(kind, [id_ for id_, _name, _at in rows])
    return [Trashed(id_, name, at, by_whom.get(id_)) for id_, name, at in rows]


def _before(kind: RecordKind, id_: UUID | None, actor: Actor) -> Said:
    """Nothing, where that one is not there any more: then it is the first page."""
    if id_ is None:
        return "true", []
    where, parameters = said(seen_sql(kind, actor))
    found = rows_prepared(woven(WENT, table=kind.table, where=where), [id_, *parameters])
    return (EARLIER, [found[0][0], id_]) if found else ("true", [])


def _page(kind: RecordKind, actor: Actor, part: Said, limit: int) -> Said:
    teams = _teams(kind, actor)
    if teams is None:
        return _range(kind, [said(seen_sql(kind, actor)), part], limit)
    beside = beside_reach(kind, actor)
    others = [part, *([said(beside)] if beside else [])]
    own, own_with = _range(kind, [("r.owner_id = %s", [actor.id]), *others], limit)
    of_team = "r.team_id = team.id and r.owner_id is distinct from %s", [actor.id]
    theirs, theirs_with = _range(kind, [of_team, *others], limit)
    text = woven(MERGED, own=own, others=theirs, limit=str(limit))
    return text, [*own_with, list(dict.fromkeys(teams)), *theirs_with]


def _range(kind: RecordKind, where: Sequence[Said], limit: int) -> Said:
    text, parameters = said(*where)
    return woven(RANGE, table=kind.table, where=text, limit=str(limit)), parameters


def _teams(kind: RecordKind, actor: Actor) -> Sequence[UUID] | None:
    """None where what is seen is one range, or too many of them."""
    reach = actor.reach(kind.right("see"))
    if reach not in (Reach.TEAM, Reach.SUBTREE) or actor.id is None:
        return None
    teams = actor.teams if reach == Reach.TEAM else actor.subtree
    return teams if len(teams) <= MOST_TEAMS else None


def _by_whom(kind: RecordKind, ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Whoever did it last: a record may have been there before."""
    moves: Any = Change.objects.filter(record_type=kind.name, record_id__in=ids, act="trash")
    return dict(moves.order_by("version").values_list("record_id", "actor_id"))
