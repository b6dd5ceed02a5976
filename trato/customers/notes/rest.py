"""Notes for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from trato.api.public import (
    ApiRequest,
    ListParameters,
    Paging,
    answer,
    cursor_of,
    is_known,
    nothing,
    page,
    parts_of,
    refuse_other_versions,
    refuse_unknown,
    tags_of,
    unreadable_cursor,
)
from trato.customers.notes.models import Note
from trato.customers.notes.queries import (
    note_seen_by,
    notes_about,
    notes_about_company,
    notes_about_contact,
    older_than,
)
from trato.customers.notes.use_cases import NoteRefused, change_note, delete_note, write_note
from trato.kit.typed_moments import moment_in_utc


class NoteParameters(ListParameters):
    contact_id: UUID | None = Field(None, description="Notes about this contact.")
    company_id: UUID | None = Field(None, description="Notes about this company.")
    about_kind: str = Field("", description="With about_id: notes about a record of another kind, such as “deal”.")
    about_id: UUID | None = None


class About(Schema):
    """A record of another kind than contact and company, such as a deal."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    id: UUID


class NoteText(Schema):
    model_config = ConfigDict(extra="forbid")

    body: str = Field(description="Plain text. “@” before a colleague’s full name mentions them.")
    mentions: list[UUID] = Field([], max_length=50, description="Ids of those meant, where several have one name.")


class NewNote(NoteText):
    contact_id: UUID | None = None
    company_id: UUID | None = None
    about: About | None = None


class Author(Schema):
    id: UUID
    name: str


class NoteShown(Schema):
    id: UUID
    body: str
    contact_id: UUID | None
    company_id: UUID | None
    about: About | None
    author: Author | None
    mentions: list[Author]
    created_at: datetime
    updated_at: datetime
    version: int


class NotePage(Schema):
    results: list[NoteShown]
    paging: Paging


router = Router(tags=["Notes"])


@router.get("", response=NotePage, url_name="notes_index", operation_id="list_notes", summary="List notes")
def index(request: ApiRequest, parameters: Query[NoteParameters]) -> HttpResponse:
    """About one contact, one company, or one record of another kind, newest first."""
    refuse_unknown(request, NoteParameters)
    notes = _asked(request, parameters)
    found = list(notes[: parameters.limit + 1])
    shown = found[: parameters.limit]
    after = cursor_of([shown[-1].created_at, shown[-1].id]) if len(found) > len(shown) else None
    return answer(page([_facts(note) for note in shown], after=after))


@router.post("", response={201: NoteShown}, url_name="notes_create", operation_id="create_note", summary="Write a note")
def create(request: ApiRequest, note: NewNote) -> HttpResponse:
    """About one contact, one company, or one record of another kind.

    Of a note about another record, contact_id and company_id are those that were behind it when it was written.
    """
    customers = {"contact_id": note.contact_id, "company_id": note.company_id}
    about = (note.about.kind, note.about.id) if note.about else None
    written = write_note(note.body, by=request.auth.actor, mentions=note.mentions, about=about, **customers)
    return _answer(note_seen_by(written.id, request.auth.actor), status=201, is_new=True)


@router.get(
    "/{uuid:note_id}", response=NoteShown, url_name="notes_show", operation_id="get_note", summary="Get one note"
)
def show(request: ApiRequest, note_id: UUID) -> HttpResponse:
    note = note_seen_by(note_id, request.auth.actor)
    return nothing(status=304, headers={"ETag": _tag(note)}) if is_known(request, _tag(note)) else _answer(note)


@router.patch(
    "/{uuid:note_id}", response=NoteShown, url_name="notes_update", operation_id="update_note", summary="Mend a note"
)
def update(request: ApiRequest, note_id: UUID, note: NoteText) -> HttpResponse:
    """Only its writer may. With If-Match it is refused when it was changed meanwhile."""
    seen = _expected(request, note_id)
    change_note(note_id, note.body, by=request.auth.actor, seen_version=seen, mentions=note.mentions)
    return _answer(note_seen_by(note_id, request.auth.actor))


@router.delete(
    "/{uuid:note_id}",
    response={204: None},
    url_name="notes_delete",
    operation_id="delete_note",
    summary="Delete a note",
)
def delete(request: ApiRequest, note_id: UUID) -> HttpResponse:
    """Only its writer may."""
    _expected(request, note_id)
    delete_note(note_id, by=request.auth.actor)
    return nothing()


def _asked(request: ApiRequest, parameters: NoteParameters) -> QuerySet[Note]:
    by, other = request.auth.actor, bool(parameters.about_kind and parameters.about_id)
    if sum([parameters.contact_id is not None, parameters.company_id is not None, other]) != 1:
        raise NoteRefused(_("Say whose notes: contact_id or company_id."), field="contact_id")
    if parameters.contact_id:
        notes = notes_about_contact(parameters.contact_id, seen_by=by)
    elif parameters.company_id:
        notes = notes_about_company(parameters.company_id, seen_by=by)
    else:
        notes = notes_about(parameters.about_kind, parameters.about_id or UUID(int=0), seen_by=by)
    return older_than(notes, **_place(parameters.after)) if parameters.after else notes


def _place(cursor: str) -> dict[str, Any]:
    at, id_ = parts_of(cursor, count=2)
    try:
        return {"at": moment_in_utc(str(at)), "note_id": UUID(str(id_))}
    except ValueError as bent:
        raise unreadable_cursor() from bent


def _expected(request: ApiRequest, note_id: UUID) -> int | None:
    """The version that If-Match speaks of, checked against the one that is held now."""
    tags = tags_of(request)
    if not tags or "*" in tags:
        return None
    seen = note_seen_by(note_id, request.auth.actor)
    version = Note.objects.select_for_update().filter(pk=seen.pk).values_list("version", flat=True).first()
    refuse_other_versions(tags, version)
    return version


def _tag(note: Note) -> str:
    return f'"{note.version}"'


def _answer(note: Note, *, status: int = 200, is_new: bool = False) -> HttpResponse:
    location = {"Location": reverse("api:notes_show", args=[note.id])} if is_new else {}
    return answer(_facts(note), status=status, headers={"ETag": _tag(note), **location})


def _facts(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "body": note.body,
        "contact_id": note.contact_id,
        "company_id": note.company_id,
        "about": {"kind": note.about_kind, "id": note.about_id} if note.about_id else None,
        "mentions": [{"id": each.user.id, "name": each.user.name} for each in note.mentions.all()],
        "author": {"id": note.author.id, "name": note.author.name} if note.author else None,
        "created_at": note.created_at,
        "updated_at": note.updated_at,
        "version": note.version,
    }
