"""Notes out of a file, each where it stood in time; and what happened before, told in the same way."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from trato.customers.about.linking import name_behind
from trato.customers.about.queries import CUSTOMERS, talked_about
from trato.customers.notes.events import NoteChanged, NoteDeleted, NoteWritten
from trato.customers.notes.models import Note
from trato.customers.notes.use_cases import LONGEST_NOTE
from trato.foundation.public import (
    Actor,
    PreparedRow,
    RecordChange,
    RecordKind,
    RecordUpdate,
    SavedRecord,
    importable_kind,
    link_references,
    prepare_rows,
    publish_all,
    record_changes,
    refuse_problems,
    use_case,
)
from trato.kit.clock import now

WRITE = "customers.write_notes"
SAID = ("contact", "company", "what", "written_at", "author")
EARLIEST = 1900


@use_case(right=WRITE)
def create_notes(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """What is noted already, of the same customer at the same moment in the same words, is not noted twice."""
    return _create(importable_kind("note"), rows, by=by, change_set=change_set, sources=sources)


@use_case(right=WRITE)
def create_history(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """What happened, and when; its text may be missing."""
    kind = importable_kind("history")
    told = [row if row.get("body") else {**row, "body": row.get("what", "")} for row in rows]
    return _create(kind, told, by=by, change_set=change_set, sources=sources)


def _create(
    kind: RecordKind, rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None, sources: Sequence[str]
) -> list[SavedRecord]:
    prepared = prepare_rows(kind, rows, by=by)
    link_references(kind, prepared, by=by)
    for row in prepared:
        _check(kind, row)
    refuse_problems(prepared)
    name_behind(prepared)
    notes = [_note(row) for row in prepared]
    known = _known(notes)
    fresh = [note for note in notes if _same(note) not in known]
    Note.objects.bulk_create(fresh)
    named = dict(zip((note.id for note in notes), sources or [""] * len(notes), strict=True))
    _record(fresh, "create", by=by, change_set=change_set, sources=named)
    publish_all([_written(note) for note in fresh], by=by, quietly=True)
    made = {note.id for note in fresh}
    return [SavedRecord(known.get(_same(each), each.id), 1, SAID if each.id in made else ()) for each in notes]


@use_case(right=WRITE)
def update_notes(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """The text, what it was and when. Whom it is about stays."""
    kind = importable_kind("note")
    prepared = prepare_rows(kind, [update.values for update in updates], by=by)
    refuse_problems(prepared)
    rows = Note.objects.select_for_update().in_bulk([update.id for update in updates])
    changed = {each.id: _put(rows[each.id], row) for each, row in zip(updates, prepared, strict=True)}
    notes = [rows[id_] for id_, fields in changed.items() if fields]
    Note.objects.bulk_update(notes, ["body", "what", "created_at", "author", "version", "updated_at"], batch_size=500)
    _record(notes, "update", by=by, change_set=change_set, sources={each.id: each.source for each in updates})
    publish_all([_changed(note) for note in notes], by=by, quietly=True)
    return [SavedRecord(each.id, rows[each.id].version, changed[each.id]) for each in updates]


@use_case(right=WRITE)
def take_notes_back(ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Mapping[UUID, str]:
    """Those that the set wrote go; one that was changed since stays."""
    rows = Note.objects.select_for_update().filter(pk__in=ids, deleted_at=None)
    mine = {note.id: note for note in rows if note.version == 1}
    for note in mine.values():
        note.deleted_at, note.version = now(), note.version + 1
    Note.objects.bulk_update(mine.values(), ["deleted_at", "version"], batch_size=500)
    _record(list(mine.values()), "trash", by=by, change_set=undo, sources={})
    publish_all([_deleted(note) for note in mine.values()], by=by, quietly=True)
    here = set(Note.objects.filter(pk__in=ids, deleted_at=None).values_list("pk", flat=True))
    return dict.fromkeys(here, _("This note was there before, or was changed since, so it stays."))


def changeable_notes(ids: Sequence[UUID], *, by: Actor) -> set[UUID]:
    """Whoever brings notes in again changes those that he sees."""
    return set(Note.objects.seen_by(by).filter(pk__in=ids).values_list("pk", flat=True))


def _check(kind: RecordKind, row: PreparedRow) -> None:
    columns = row.columns
    if not any(columns.get(name) for name in (*CUSTOMERS, *talked_about())) and not row.problems:
        row.problems["contact"] = _("Say whom it is about: a contact or a company that is there.")
    if not str(columns.get("body") or "").strip():
        row.problems.setdefault("body", _("There is no text."))
    if len(str(columns.get("body") or "")) > LONGEST_NOTE:
        row.problems["body"] = _("A note has at most 100,000 characters.")
    at = columns.get("written_at")
    if at and not (at.year >= EARLIEST and at <= now()):
        row.problems["written_at"] = _("This moment is too long ago or still to come.")
    if kind.name == "history" and not (at and columns.get("what")):
        row.problems.setdefault("what", _("Say what happened, and when."))


def _note(row: PreparedRow) -> Note:
    columns = row.columns
    at: datetime = columns.get("written_at") or now()
    kind = next((name for name in talked_about() if columns.get(name)), "")
    return Note(
        about_kind=kind,
        about_id=columns.get(kind),
        contact_id=columns.get("contact"),
        company_id=columns.get("company"),
        body=columns["body"],
        what=str(columns.get("what") or "")[:200],
        author_id=columns.get("author"),
        created_at=at,
        updated_at=at,
    )


def _same(note: Note) -> tuple[Any, ...]:
    return note.about_id or note.contact_id or note.company_id, note.created_at, note.body


def _known(notes: Sequence[Note]) -> dict[tuple[Any, ...], UUID]:
    """With those of these rows that stand twice among them: the first is it."""
    about = Q(contact_id__in={each.contact_id for each in notes if each.contact_id})
    about |= Q(about_id__in={each.about_id for each in notes if each.about_id})
    about |= Q(contact=None, company_id__in={each.company_id for each in notes if each.company_id})
    rows = Note.objects.filter(about, created_at__in={each.created_at for each in notes}, deleted_at=None)
    return {_same(row): row.id for row in rows}


def _put(note: Note, row: PreparedRow) -> tuple[str, ...]:
    said = {"body": "body", "what": "what", "written_at": "created_at", "author": "author_id"}
    given = {said[name]: value for name, value in row.columns.items() if name in said and value}
    changed = tuple(name for name, value in given.items() if getattr(note, name) != value)
    for name in changed:
        setattr(note, name, given[name])
    if changed:
        note.version, note.updated_at = note.version + 1, now()
    return changed


def _record(
    notes: Sequence[Note], act: str, *, by: Actor, change_set: UUID | None, sources: Mapping[UUID, str]
) -> None:
    """Without the texts, which stand in the notes alone."""
    changes = [
        RecordChange(
            record_id=each.id,
            version=each.version,
            act=act,
            after={"contact": _text(each.contact_id), "company": _text(each.company_id)},
            source=sources.get(each.id, ""),
        )
        for each in notes
    ]
    record_changes("note", changes, by=by, change_set=change_set)


def _text(id_: UUID | None) -> str | None:
    return str(id_) if id_ else None


def _about(note: Note) -> dict[str, Any]:
    about = {"contact_id": note.contact_id, "company_id": note.company_id}
    return {**about, "subject_id": note.id, "subject_version": note.version}


def _written(note: Note) -> NoteWritten:
    """In the story where it was written then."""
    return NoteWritten(**_about(note), at=note.created_at)


def _changed(note: Note) -> NoteChanged:
    return NoteChanged(**_about(note))


def _deleted(note: Note) -> NoteDeleted:
    return NoteDeleted(**_about(note))
