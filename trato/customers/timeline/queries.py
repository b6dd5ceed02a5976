"""A customer's story, read from the event log, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from trato.customers.companies.models import Company
from trato.customers.contacts.queries import members_of
from trato.customers.notes.models import Note
from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotFound,
    TimelineKind,
    UnknownKind,
    contributions,
    labels_of_change_sets,
    names_of,
    record_kind,
)

PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One event as its template tells it. `record` is its subject where the kind names one.

    `is_elsewhere` says that it happened to another record than the one whose story is told; `source` is the import or
    other act on many records that it was part of; `fields` are the labels of what was changed.
    """

    id: UUID
    kind: str
    at: datetime
    icon: str
    template: str
    actor_kind: str
    actor_name: str
    door: str
    data: Mapping[str, Any]
    record: Any = None
    is_elsewhere: bool = False
    may_change: bool = False
    source: str = ""
    fields: Sequence[str] = ()

    @property
    def who(self) -> str:
        if self.actor_name:
            return self.actor_name
        return _("A colleague") if self.actor_kind == "user" else _("Trato")


@dataclass(frozen=True)
class Story:
    entries: Sequence[Entry]
    older: str  # where the next page starts, empty at the beginning of time


def story_of_contact(contact_id: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE) -> Story:
    """Over all members of the cluster. The caller has loaded the contact through `seen_by`."""
    members = members_of(contact_id)
    return _story(Q(contact_id__in=members), members, seen_by, before, limit)


def story_of_company(company_id: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE) -> Story:
    members = [company_id, *Company.objects.filter(root_id=company_id).values_list("id", flat=True)]
    return _story(Q(company_id__in=set(members)), members, seen_by, before, limit)


def _story(about: Q, members: Sequence[UUID], actor: Actor, before: str, limit: int) -> Story:
    kinds = {kind.event: kind for kind in contributions(TimelineKind)}
    rows = LoggedEvent.objects.filter(about, kind__in=list(kinds))
    if before:
        moment, id_ = _position(before)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=id_))
    page = list(rows.order_by("-at", "-id")[: limit + 1])
    shown = page[:limit]
    records = _subjects(shown, kinds, actor)
    visible = [row for row in shown if kinds[row.kind].records is None or row.subject_id in records[row.kind]]
    entries = [replace(_entry(row, kinds[row.kind], actor), is_elsewhere=_is_other(row, members)) for row in visible]
    last = shown[-1] if len(page) > limit else None
    return Story(_with_names(entries, visible, records, actor), f"{last.at.isoformat()}_{last.id}" if last else "")


def _position(before: str) -> tuple[datetime, UUID]:
    """Where an earlier page ended. What is no such place is nowhere."""
    at, _mark, id_ = before.partition("_")
    try:
        moment, event_id = datetime.fromisoformat(at), UUID(id_)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC), event_id
    except (ValueError, OverflowError) as unreadable:
        raise NotFound(_("This address names no place in the timeline.")) from unreadable
    raise NotFound(_("This address names no place in the timeline."))


def _is_other(row: LoggedEvent, members: Sequence[UUID]) -> bool:
    return row.subject_type in ("contact", "company") and row.subject_id not in members


def _subjects(
    rows: Iterable[LoggedEvent], kinds: Mapping[str, TimelineKind], actor: Actor
) -> dict[str, dict[UUID | None, Any]]:
    """The records told about, of those the reader may see: one query for each kind of event."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        if kinds[row.kind].records is not None and row.subject_id:
            wanted[row.kind].add(row.subject_id)
    found: dict[str, dict[UUID | None, Any]] = defaultdict(dict)
    for kind, ids in wanted.items():
        query = kinds[kind].records
        if query is not None:
            found[kind] = dict(query().seen_by(actor).in_bulk(list(ids)).items())
    return found


def _entry(row: LoggedEvent, kind: TimelineKind, actor: Actor) -> Entry:
    return Entry(
        id=row.id,
        kind=row.kind,
        at=row.at,
        icon=kind.icon,
        template=kind.template,
        actor_kind=row.actor_kind,
        actor_name="",
        door=row.door,
        data=row.data,
        fields=_labels(row, actor),
    )


def _labels(row: LoggedEvent, actor: Actor) -> list[str]:
    """The names of changed fields as people call them, without those hidden from the reader."""
    try:
        kind = record_kind(row.subject_type)
    except UnknownKind:
        return []
    known = [kind.by_name[name] for name in row.data.get("fields", ()) if name in kind.by_name]
    return [str(spec.label) for spec in known if actor.may_see_field(kind.name, spec.name)]


def _with_names(
    entries: Sequence[Entry],
    rows: Sequence[LoggedEvent],
    records: Mapping[str, Mapping[UUID | None, Any]],
    actor: Actor,
) -> list[Entry]:
    people = names_of(row.actor_id for row in rows if row.actor_kind == "user")
    labels = labels_of_change_sets(row.data.get("change_set") for row in rows)
    sources = {str(id_): label for id_, label in labels.items()}
    return [
        replace(
            entry,
            actor_name=people.get(row.actor_id, "") if row.actor_id else "",
            record=(record := records.get(row.kind, {}).get(row.subject_id)),
            may_change=isinstance(record, Note) and record.may_be_changed_by(actor),
            source=sources.get(row.data.get("change_set") or "", ""),
        )
        for entry, row in zip(entries, rows, strict=True)
    ]
