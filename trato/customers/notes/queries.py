"""Questions about notes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.customers.about.queries import CUSTOMERS, Named, named, plural_of, refuse_unseen, talked_about
from trato.customers.companies.models import Company
from trato.customers.companies.queries import root_of as root_of_company
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import root_of as root_of_contact
from trato.customers.notes.mentions import MOST_OFFERED, Offered
from trato.customers.notes.models import Mention, Note, NoteQuerySet
from trato.foundation.public import Actor, NotFound, Notification, User, record_kind, refuse_erased
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
    return _newest_first(Note.objects.seen_by(seen_by).filter(contact__root_id=root))


def notes_about_company(company_id: UUID, *, seen_by: Actor) -> QuerySet[Note]:
    root = root_of_company(company_id)
    if not Company.objects.seen_by(seen_by).filter(pk=root, deleted_at=None).exists():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return _newest_first(Note.objects.seen_by(seen_by).filter(company__root_id=root))


def notes_about(kind: str, id_: UUID, *, seen_by: Actor) -> QuerySet[Note]:
    """About a record of another kind."""
    refuse_unseen(kind, id_, by=seen_by)
    return _newest_first(Note.objects.seen_by(seen_by).filter(about_kind=kind, about_id=id_))


def _newest_first(notes: QuerySet[Note]) -> QuerySet[Note]:
    told = notes.select_related("author").prefetch_related("mentions__user")
    return told.order_by("-created_at", "-id")


def older_than(notes: QuerySet[Note], *, at: datetime, note_id: UUID) -> QuerySet[Note]:
    return notes.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=note_id))


def notes_holding(text: str, *, about: str, members: Sequence[UUID]) -> QuerySet[Note, UUID]:
    """The ids of a record's notes in which a text stands, for a query inside another one that asks who sees them."""
    return notes_of(about, members).filter(body__icontains=text).values_list("id", flat=True)


def notes_of(about: str, members: Sequence[UUID]) -> QuerySet[Note]:
    if about in CUSTOMERS:
        return Note.objects.filter(**{f"{about}_id__in": members})
    return Note.objects.filter(about_kind=about, about_id__in=members)


def offered_to_mention(kind: str, about: UUID, typed: str, *, by: Actor) -> list[Offered]:
    """Colleagues whose name holds what was typed after the @, and whether they would see what the note is about."""
    plural_of(kind)
    model: Any = record_kind(kind).model()
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
    others = named(notes.values(), seen_by=reader)
    return {
        each.id: {"name": _name_of(note, others), "url": f"{page_of(note)}#note-{note.id}"}
        for each in notifications
        if (note := notes.get(each.subject_id))
    }


def _name_of(note: Note, others: Mapping[UUID, Named]) -> str:
    other = others.get(note.about_id) if note.about_id else None
    return other.name if other else str(note.contact or note.company)


def page_of(note: Note) -> str:
    return reverse("web:record", args=[plural_of(note.place_kind), note.place_id])


def places_of(note: Note) -> list[tuple[str, UUID]]:
    """The records whose story tells it."""
    about = [("contact", note.contact), ("company", note.company)]
    customers = [(kind, one.root_id) for kind, one in about if one is not None]
    others = [(note.about_kind, note.about_id)] if note.about_id and note.about_kind in talked_about() else []
    return [*others, *(customers if note.about_id else customers[:1])]
