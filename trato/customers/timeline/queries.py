"""A customer's story, read from the event log, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from trato.customers.companies.models import Company
from trato.customers.contacts.queries import members_of
from trato.foundation.public import Actor, LoggedEvent, TimelineKind, contributions, names_of

PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One event as its template tells it. `record` is its subject where the kind names one."""

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


@dataclass(frozen=True)
class Story:
    entries: Sequence[Entry]
    older: str  # where the next page starts, empty at the beginning of time


def story_of_contact(contact_id: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE) -> Story:
    """Over all members of the cluster. The caller has loaded the contact through `seen_by`."""
    return _story(Q(contact_id__in=members_of(contact_id)), seen_by, before, limit)


def story_of_company(company_id: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE) -> Story:
    members = Company.objects.filter(root_id=company_id).values_list("id", flat=True)
    return _story(Q(company_id__in=[company_id, *members]), seen_by, before, limit)


def _story(about: Q, actor: Actor, before: str, limit: int) -> Story:
    kinds = {kind.event: kind for kind in contributions(TimelineKind)}
    rows = LoggedEvent.objects.filter(about, kind__in=list(kinds))
    if before:
        at, _, id_ = before.partition("_")
        moment = datetime.fromisoformat(at)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=UUID(id_)))
    page = list(rows.order_by("-at", "-id")[: limit + 1])
    shown = page[:limit]
    records = _subjects(shown, kinds, actor)
    names = names_of(row.actor_id for row in shown if row.actor_kind == "user")
    entries = [
        _entry(row, kinds[row.kind], names, records)
        for row in shown
        if kinds[row.kind].records is None or row.subject_id in records[row.kind]
    ]
    last = shown[-1] if len(page) > limit else None
    return Story(entries, f"{last.at.isoformat()}_{last.id}" if last else "")


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


def _entry(
    row: LoggedEvent, kind: TimelineKind, names: Mapping[UUID, str], records: Mapping[str, Mapping[UUID | None, Any]]
) -> Entry:
    return Entry(
        id=row.id,
        kind=row.kind,
        at=row.at,
        icon=kind.icon,
        template=kind.template,
        actor_kind=row.actor_kind,
        actor_name=names.get(row.actor_id, "") if row.actor_id else "",
        door=row.door,
        data=row.data,
        record=records.get(row.kind, {}).get(row.subject_id),
    )
