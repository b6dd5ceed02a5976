"""The story of a customer, or of whatever else is talked about, read from the event log, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from trato.customers.about.queries import CUSTOMERS, Named, named
from trato.customers.activities.models import Activity
from trato.customers.companies.queries import cluster_of as cluster_of_company
from trato.customers.contacts.queries import cluster_of as cluster_of_contact
from trato.customers.notes.models import Note
from trato.customers.notes.queries import notes_holding
from trato.customers.tasks.models import Task
from trato.customers.timeline.wanted import EVERYTHING, asked_for
from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotFound,
    StoredFile,
    StoryFilter,
    TimelineKind,
    UnknownKind,
    contributions,
    labels_of_change_sets,
    names_of,
    record_kind,
)
from trato.kit.typed_moments import moment_in_utc

PAGE = 20
READ = ("id", "kind", "at", "actor_kind", "actor_id", "door", "subject_type", "subject_id", "data")


@dataclass(frozen=True)
class Entry:
    """One event as its template tells it. `record` is its subject where the kind names one.

    `is_elsewhere` says that it happened to another record than the one whose story is told; `source` is the import or
    other act on many records that it was part of; `fields` are the labels of what was changed. `about` is the record of
    another kind that it is about, where the story is not its own.
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
    about: Named | None = None

    @property
    def who(self) -> str:
        if self.actor_name:
            return self.actor_name
        return _("A colleague") if self.actor_kind == "user" else _("Trato")


@dataclass(frozen=True)
class Story:
    entries: Sequence[Entry]
    older: str  # where the next page starts, empty at the beginning of time


def story_of_contact(
    contact_id: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE, wanted: StoryFilter = EVERYTHING
) -> Story:
    """Over all members of the cluster. The caller has loaded the contact, a root, through `seen_by`."""
    return _story("contact", cluster_of_contact(contact_id), seen_by, before, limit, wanted)


def story_of_company(
    company_id: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE, wanted: StoryFilter = EVERYTHING
) -> Story:
    return _story("company", cluster_of_company(company_id), seen_by, before, limit, wanted)


def story_about(
    kind: str, id_: UUID, *, seen_by: Actor, before: str = "", limit: int = PAGE, wanted: StoryFilter = EVERYTHING
) -> Story:
    """Of a record of another kind: what became of it, and of what was said about it. The caller has loaded it."""
    return _story(kind, [id_], seen_by, before, limit, wanted)


def _story(about: str, cluster: Iterable[UUID], actor: Actor, before: str, limit: int, wanted: StoryFilter) -> Story:
    kinds, members = {kind.event: kind for kind in contributions(TimelineKind)}, list(cluster)
    rows = LoggedEvent.objects.filter(_of(about, members), asked_for(wanted, kinds.values()))
    if wanted.text:
        rows = rows.filter(subject_id__in=notes_holding(wanted.text, about=about, members=members))
    if before:
        moment, id_ = _position(before)
        # The first condition says again what the second does, in words that an index understands.
        rows = rows.filter(Q(at__lte=moment), Q(at__lt=moment) | Q(id__lt=id_))
    page = list(rows.order_by("-at", "-id").only(*READ)[: limit + 1])
    shown = page[:limit]
    records = _subjects(shown, kinds, actor)
    visible = [row for row in shown if kinds[row.kind].records is None or row.subject_id in records[row.kind]]
    entries = [replace(_entry(row, kinds[row.kind], actor), is_elsewhere=_is_other(row, members)) for row in visible]
    last = shown[-1] if len(page) > limit else None
    told = _with_names(entries, visible, records, actor)
    return Story(_with_about(told, members, actor), f"{last.at.isoformat()}_{last.id}" if last else "")


def _of(about: str, members: Sequence[UUID]) -> Q:
    if about in CUSTOMERS:
        return _among(f"{about}_id", members)
    # The second condition is the one of the index, which leaves out what has indexes of its own.
    return Q(subject_id__in=_spoken(about, members)) & ~Q(subject_type__in=CUSTOMERS)


def _spoken(about: str, members: Sequence[UUID]) -> list[UUID]:
    """A record with all that is said about it, and its files."""
    said = [model.objects.filter(about_kind=about, about_id__in=members) for model in (Note, Task, Activity)]
    files = StoredFile.objects.filter(record_type=about, record_id__in=members)
    return [*members, *(id_ for rows in (*said, files) for id_ in rows.values_list("id", flat=True))]


def _among(column: str, members: Sequence[UUID]) -> Q:
    """One record as an equality: only then does the index hand its events out in their order."""
    return Q(**{column: members[0]}) if len(members) == 1 else Q(**{f"{column}__in": members})


def _with_about(entries: Sequence[Entry], members: Sequence[UUID], actor: Actor) -> list[Entry]:
    """That a task is about a deal is said in the story of its company, not in that of the deal."""
    elsewhere = [each.record for each in entries if _about_id(each) not in (None, *members)]
    others = named(elsewhere, seen_by=actor)
    return [replace(each, about=others.get(id_)) if (id_ := _about_id(each)) else each for each in entries]


def _about_id(entry: Entry) -> UUID | None:
    found: UUID | None = getattr(entry.record, "about_id", None)
    return found


def _position(before: str) -> tuple[datetime, UUID]:
    """Where an earlier page ended. What is no such place is nowhere."""
    at, _mark, id_ = before.partition("_")
    try:
        return moment_in_utc(at), UUID(id_)
    except ValueError as unreadable:
        raise NotFound(_("This address names no place in the timeline.")) from unreadable


def _is_other(row: LoggedEvent, members: Sequence[UUID]) -> bool:
    return row.subject_type in ("contact", "company") and row.subject_id not in members


def _subjects(
    rows: Iterable[LoggedEvent], kinds: Mapping[str, TimelineKind], actor: Actor
) -> dict[str, dict[UUID | None, Any]]:
    """The records told about, of those the reader may see: one query for kinds of event that ask the same."""
    wanted: dict[Callable[[], Any], set[UUID]] = defaultdict(set)
    for row in rows:
        query = kinds[row.kind].records
        if query is not None and row.subject_id:
            wanted[query].add(row.subject_id)
    found = {query: dict(query().seen_by(actor).in_bulk(list(ids))) for query, ids in wanted.items()}
    return defaultdict(dict, {name: found[kind.records] for name, kind in kinds.items() if kind.records in found})


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
