"""Questions about change sets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.actors.queries import reach_sql
from trato.foundation.change_sets.acts import ACTS
from trato.foundation.change_sets.folding import Version
from trato.foundation.change_sets.selections import Selection, selection_of
from trato.foundation.changes.models import Change, ChangeSet, ChangeSetRefusal, SetState
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import UnknownKind, importable_kind, record_kind
from trato.foundation.imports.models import UNDER_WAY as IMPORTING
from trato.foundation.imports.models import Import
from trato.foundation.jobs.progress import Progress, progress
from trato.foundation.people.models import User
from trato.foundation.search.queries import Condition, all_of
from trato.kit.clock import now

COUNTED = 1_000_000


@dataclass(frozen=True)
class Chosen:
    """How many a selection holds (one more than `COUNTED` if more), and how many of them are the actor's to change."""

    total: int
    changeable: int


def change_set_of(change_set_id: UUID, *, seen_by: Actor) -> ChangeSet:
    found = ChangeSet.objects.seen_by(seen_by).filter(pk=change_set_id).select_related("undoes").first()
    if found is None:
        raise NotFound(_("There is no such change set, or it is not yours to see."))
    return found


def change_sets_before(before: UUID | None, *, seen_by: Actor, limit: int) -> list[ChangeSet]:
    """Newest first; what somebody only prepared is not told."""
    found = ChangeSet.objects.seen_by(seen_by).exclude(state=SetState.DRAFT).order_by("-id")
    return list((found.filter(pk__lt=before) if before else found)[:limit])


def changes_in(change_set_id: UUID, *, after: UUID | None, limit: int) -> list[Change]:
    found = Change.objects.filter(change_set_id=change_set_id).order_by("id")
    return list((found.filter(pk__gt=after) if after else found)[:limit])


def refusals_of(change_set_id: UUID, *, after: int, limit: int) -> list[ChangeSetRefusal]:
    return list(ChangeSetRefusal.objects.filter(of_id=change_set_id, pk__gt=after).order_by("pk")[:limit])


def actor_of_set(one: ChangeSet) -> Actor:
    """Whoever does it, with the rights of this moment."""
    user = User.objects.filter(pk=one.actor_id, is_active=True).first() if one.actor_id else None
    if one.actor_kind == "user" and user is None:
        raise NotFound(_("Whoever started this does not work here any more."))
    return user.acting(one.door) if user else SYSTEM.at(one.door)


def chosen_by(one: ChangeSet) -> Selection:
    return selection_of(one.record_type, one.selection)


def count_chosen(selection: Selection, *, verb: str, by: Actor) -> Chosen:
    kind = record_kind(selection.kind)
    condition, parameters = selection.condition(by=by)
    mine, more = reach_sql(by, kind.right(verb))
    statement = sql.SQL(
        "select count(*), count(*) filter (where mine) from (select {} as mine from {} r where {} limit %s) counted"
    ).format(mine, sql.Identifier(kind.table), condition)
    ((total, changeable),) = _rows(statement, [*more, *parameters, COUNTED + 1])
    return Chosen(total, changeable)


def chosen_after(
    selection: Selection, position: UUID | None, *, until: UUID, by: Actor, limit: int
) -> list[tuple[UUID]]:
    """The next ids in order. What came into being after the act was started is none of its business."""
    kind = record_kind(selection.kind)
    later: Condition = (sql.SQL("r.id > %s"), [position]) if position else (sql.SQL("true"), [])
    condition, parameters = all_of([selection.condition(by=by), later, (sql.SQL("r.id < %s"), [until])])
    statement = sql.SQL("select r.id from {} r where {} order by r.id limit %s")
    return _rows(statement.format(sql.Identifier(kind.table), condition), [*parameters, limit])


_CHANGED_BEFORE = """
select c.id, c.record_type, c.record_id from foundation_change c
 where c.change_set_id = %s and (%s::uuid is null or c.id < %s)
   and not exists (select 1 from foundation_change n
                    where n.record_id = c.record_id and n.change_set_id = c.change_set_id and n.id > c.id)
 order by c.id desc limit %s"""


def changed_before(change_set_id: UUID, position: UUID | None, *, limit: int) -> list[tuple[UUID, str, UUID]]:
    """(place, kind, record) from the newest on; each record once, where the set changed it last."""
    return _rows(_CHANGED_BEFORE, [change_set_id, position, position, limit])


def count_changed(change_set_id: UUID) -> dict[str, int]:
    """How many records the set made, changed, put into the trash and took out of it."""
    statement = "select act, count(distinct record_id) from foundation_change where change_set_id = %s group by act"
    return dict(_rows(statement, [change_set_id]))


def count_records(change_set_id: UUID) -> int:
    statement = "select count(distinct record_id) from foundation_change where change_set_id = %s"
    return int(_rows(statement, [change_set_id])[0][0])


_VERSIONS = """
select c.record_id, c.change_set_id is not distinct from %(of)s::uuid, c.act, c.before::text, c.after::text, c.actor_id
  from foundation_change c
  join (select record_id, min(version) as version from foundation_change
         where change_set_id = %(of)s and record_id = any(%(ids)s) group by record_id) first
    on first.record_id = c.record_id and c.version >= first.version
 order by c.record_id, c.version"""


def versions_since(ids: Sequence[UUID], *, of: UUID) -> Mapping[UUID, Sequence[Version]]:
    """Of each record: what the set did to it, and all that came after."""
    found: dict[UUID, list[Version]] = defaultdict(list)
    for id_, is_ours, act, before, after, who in _rows(_VERSIONS, {"of": of, "ids": list(ids)}):
        found[id_].append(Version(is_ours, act, orjson.loads(before), orjson.loads(after), who))
    return found


def progress_of_set(one: ChangeSet) -> Progress:
    """By records."""
    done = int(one.counts.get("done", 0))
    return progress(done / max(one.total, 1), done, since=one.started_at, until=one.finished_at)


def latest_undo(one: ChangeSet) -> ChangeSet | None:
    return one.undone_by.exclude(state=SetState.DRAFT).order_by("-id").first()


def is_undone(one: ChangeSet) -> bool:
    """Unless the undo was itself undone."""
    latest = latest_undo(one)
    return latest is not None and latest.state == SetState.FINISHED and not is_undone(latest)


def why_not_undone(one: ChangeSet) -> str:
    """Why it cannot be undone, in words; nothing when it can."""
    if one.is_draft:
        return _("Nothing was changed yet.")
    if one.kind == "sample":
        return _("Sample data is removed where it was loaded, without a trace.")
    if one.is_under_way or Import.objects.filter(change_set=one, state__in=IMPORTING).exists():
        return _("It is under way. Stop it first.")
    if is_undone(one):
        return _("It was undone already.")
    if one.created_at < now() - timedelta(days=settings.UNDO_DAYS):
        return _("It is older than %(days)s days.") % {"days": settings.UNDO_DAYS}
    return ""


def kind_or_none(name: str) -> RecordKind | None:
    try:
        return importable_kind(name)
    except UnknownKind:
        return None


def act_label(one: ChangeSet) -> str:
    labels = {
        "import": _("Import"),
        "undo": _("Undo"),
        "unmerge": _("Unmerge"),
        **{name: str(act.label) for name, act in ACTS.items()},
    }
    return labels.get(one.kind, one.label)


def _rows(statement: Any, parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[Any] = cursor.fetchall()
    return found
