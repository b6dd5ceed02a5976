"""Questions about notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.customers.companies.models import Company
from trato.customers.companies.queries import root_of as root_of_company
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import root_of as root_of_contact
from trato.customers.notes.mentions import MOST_OFFERED, Offered
from trato.customers.notes.models import Mention, Note, NoteQuerySet
from trato.foundation.public import Actor, NotFound, Notification, User, refuse_erased
from trato.kit.text import search_text


def note_seen_by(note_id: UUID, actor: Actor) -> Note:
    seen = Note.objects.seen_by(actor).select_related("author", "contact", "company")
    found = seen.prefetch_related("mentions__user").filter(pk=note_id).first()
    if found is None:
        raise NotFound(_("There is no such note, or it is not yours to see."))
    return found


def notes_told() -> NoteQuerySet:
    """As a story tells them: with those whom they mention."""
    mentions = Prefetch("mentions", Mention.objects.select_related("user"))
    return Note.objects.select_related("author").prefetch_related(mentions)


def notes_about_contact(contact_id: UUID, *, seen_by: Actor) -> QuerySet[Note]:
    """Newest first, over all that were merged into one."""
    root = root_of_contact(contact_id)
    if not Contact.objects.seen_by(seen_by).filter(pk=root, deleted_at=None).exists():
        refuse_erased(contact_id)
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return _newest_first(Note.objects.filter(contact__root_id=root))


def notes_about_company(company_id: UUID, *, seen_by: Actor) -> QuerySet[Note]:
    root = root_of_company(company_id)
    if not Company.objects.seen_by(seen_by).filter(pk=root, deleted_at=None).exists():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return _newest_first(Note.objects.filter(company__root_id=root))


def _newest_first(notes: QuerySet[Note]) -> QuerySet[Note]:
    return (
        notes.filter(deleted_at=None)
        .select_related("author")
        .prefetch_related("mentions__user")
        .order_by("-created_at", "-id")
    )


def older_than(notes: QuerySet[Note], *, at: datetime, note_id: UUID) -> QuerySet[Note]:
    return notes.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=note_id))


def notes_holding(text: str, *, about: str, members: Sequence[UUID]) -> QuerySet[Note, UUID]:
    """The ids of a customer's notes in which a text stands, for a query inside another one that asks who sees them."""
    return Note.objects.filter(**{f"{about}_id__in": members}, body__icontains=text).values_list("id", flat=True)


def offered_to_mention(kind: str, about: UUID, typed: str, *, by: Actor) -> list[Offered]:
    """Colleagues whose name holds what was typed after the @, and whether they would see what the note is about."""
    model: Any = {"contact": Contact, "company": Company}[kind]
    if not model.objects.seen_by(by).filter(pk=about).exists():
        refuse_erased(about)
        raise NotFound(_("There is no such record, or it is not yours to see."))
    wanted = search_text(typed)
    people = User.objects.filter(is_active=True).exclude(name="").order_by("name", "id")
    called = [each for each in people if each.id != by.id and _is_called(each.name, wanted)][:MOST_OFFERED]
    return [
        Offered(each.id, each.name, model.objects.seen_by(each.acting()).filter(pk=about).exists()) for each in called
    ]


def _is_called(name: str, wanted: str) -> bool:
    """What was typed begins one of the words."""
    folded = search_text(name)
    return not wanted or folded.startswith(wanted) or f" {wanted}" in folded


def tell_mentions(notifications: Sequence[Notification], reader: Actor) -> dict[UUID, dict[str, Any]]:
    """Only of notes that the reader sees: whom they are about, and where they stand."""
    seen = Note.objects.seen_by(reader).select_related("contact", "company")
    notes = seen.in_bulk([each.subject_id for each in notifications])
    return {
        each.id: {"name": str(note.contact or note.company), "url": f"{page_of(note)}#note-{note.id}"}
        for each in notifications
        if (note := notes.get(each.subject_id))
    }


def page_of(note: Note) -> str:
    return reverse("web:record", args=[{"contact": "contacts"}.get(note.about_kind, "companies"), note.root_of_about])
