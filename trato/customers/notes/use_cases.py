"""Writing, mending and taking back notes."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.about.queries import CUSTOMERS, behind, refuse_unseen
from trato.customers.notes.events import NoteChanged, NoteDeleted, NoteRestored, NoteWritten
from trato.customers.notes.mentions import mentioned_in
from trato.customers.notes.models import Mention, Note
from trato.foundation.public import Actor, Conflict, NotAllowed, NotFound, publish, use_case
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.text import clean_text

LONGEST_NOTE = 100_000


class NoteRefused(DomainError):
    """The text cannot be a note."""


@use_case(right="customers.write_notes")
def write_note(
    body: str,
    *,
    by: Actor,
    contact_id: UUID | None = None,
    company_id: UUID | None = None,
    about: tuple[str, UUID] | None = None,
    mentions: Collection[UUID] = (),
) -> Note:
    """About one contact, one company, or one record of another kind, which the writer sees.

    `about` is its kind and id; `mentions` tells colleagues of one name apart.
    """
    given = [*_named("contact", contact_id), *_named("company", company_id), *([about] if about else [])]
    if len(given) != 1:
        raise NoteRefused(_("A note is about exactly one record."), field="contact")
    kind, id_ = given[0]
    refuse_unseen(kind, id_, by=by)
    author = by.id if by.kind == "user" else None
    note = Note(body=_readable(body), author_id=author, **_place(kind, id_))
    note.save(force_insert=True)
    publish(NoteWritten(**_told_of(note), mentioned=_mention(note, mentions)), by=by)
    return note


@use_case(right="customers.write_notes")
def change_note(
    note_id: UUID, body: str, *, by: Actor, seen_version: int | None = None, mentions: Collection[UUID] = ()
) -> Note:
    """The same text again changes nothing, and nothing is told."""
    note = _own_note(note_id, by)
    if seen_version is not None and seen_version != note.version:
        raise Conflict(_("This note was changed meanwhile. Nothing was overwritten."), field="body")
    if (text := _readable(body)) == note.body:
        return note
    note.body, note.version, note.updated_at = text, note.version + 1, now()
    note.save(update_fields=["body", "version", "updated_at"])
    publish(NoteChanged(**_told_of(note), mentioned=_mention(note, mentions)), by=by)
    return note


@use_case(right="customers.write_notes")
def delete_note(note_id: UUID, *, by: Actor) -> None:
    note = _own_note(note_id, by)
    note.deleted_at, note.version = now(), note.version + 1
    note.save(update_fields=["deleted_at", "version"])
    publish(NoteDeleted(**_told_of(note)), by=by)


@use_case(right="customers.write_notes")
def restore_note(note_id: UUID, *, by: Actor) -> Note:
    """Back as it was. Restoring what is not deleted changes nothing."""
    found = Note.objects.about_seen_by(by).select_for_update(of=("self",)).filter(pk=note_id).first()
    if found is None:
        raise NotFound(_("There is no such note, or it is not yours to see."))
    if not found.may_be_changed_by(by):
        raise NotAllowed(_("Only its writer may change a note."))
    if found.deleted_at is None:
        return found
    found.deleted_at, found.version = None, found.version + 1
    found.save(update_fields=["deleted_at", "version"])
    publish(NoteRestored(**_told_of(found)), by=by)
    return found


def _mention(note: Note, chosen: Collection[UUID]) -> tuple[UUID, ...]:
    """Keeps who stands in the text now; returns those who did not before."""
    held = set(note.mentions.values_list("user_id", flat=True))
    now_in = mentioned_in(note.body, chosen={*chosen, *held})
    note.mentions.exclude(user_id__in=now_in).delete()
    fresh = tuple(id_ for id_ in now_in if id_ not in held)
    Mention.objects.bulk_create([Mention(note=note, user_id=id_) for id_ in fresh])
    return fresh


def _named(kind: str, id_: UUID | None) -> list[tuple[str, UUID]]:
    return [(kind, id_)] if id_ is not None else []


def _place(kind: str, id_: UUID) -> dict[str, Any]:
    """The columns that say what a note is about. That a deal is with a customer is true when it is written."""
    if kind in CUSTOMERS:
        return {f"{kind}_id": id_}
    contact, company = behind(kind, [id_]).get(id_, (None, None))
    return {"about_kind": kind, "about_id": id_, "contact_id": contact, "company_id": company}


def _told_of(note: Note) -> dict[str, Any]:
    about = {"contact_id": note.contact_id, "company_id": note.company_id}
    return {**about, "subject_id": note.id, "subject_version": note.version}


def _own_note(note_id: UUID, by: Actor) -> Note:
    note = Note.objects.written_by(by).select_for_update(of=("self",)).filter(pk=note_id).first()
    if note is None and Note.objects.seen_by(by).filter(pk=note_id).exists():
        raise NotAllowed(_("Only its writer may change a note."))
    if note is None:
        raise NotFound(_("There is no such note, or it is not yours to see."))
    return note


def _readable(body: str) -> str:
    if not body.strip(" \t\r\n"):
        raise NoteRefused(_("Write something first."), field="body")
    if len(body) > LONGEST_NOTE:
        raise NoteRefused(_("A note has at most 100,000 characters; this one was kept here, shorten it."), field="body")
    return clean_text(body)
