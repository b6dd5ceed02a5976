"""Questions about notes."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from trato.customers.companies.models import Company
from trato.customers.companies.queries import root_of as root_of_company
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import root_of as root_of_contact
from trato.customers.notes.models import Note
from trato.foundation.public import Actor, NotFound


def note_seen_by(note_id: UUID, actor: Actor) -> Note:
    found = Note.objects.seen_by(actor).select_related("author", "contact", "company").filter(pk=note_id).first()
    if found is None:
        raise NotFound(_("There is no such note, or it is not yours to see."))
    return found


def notes_about_contact(contact_id: UUID, *, seen_by: Actor) -> QuerySet[Note]:
    """Newest first, over all that were merged into one."""
    root = root_of_contact(contact_id)
    if not Contact.objects.seen_by(seen_by).filter(pk=root, deleted_at=None).exists():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return _newest_first(Note.objects.filter(contact__root_id=root))


def notes_about_company(company_id: UUID, *, seen_by: Actor) -> QuerySet[Note]:
    root = root_of_company(company_id)
    if not Company.objects.seen_by(seen_by).filter(pk=root, deleted_at=None).exists():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return _newest_first(Note.objects.filter(company__root_id=root))


def _newest_first(notes: QuerySet[Note]) -> QuerySet[Note]:
    return notes.filter(deleted_at=None).select_related("author").order_by("-created_at", "-id")


def older_than(notes: QuerySet[Note], *, at: datetime, note_id: UUID) -> QuerySet[Note]:
    return notes.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=note_id))
