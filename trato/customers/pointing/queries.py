"""Which contacts and companies something living points at: an undo leaves them where they are."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.companies.models import Company
from trato.customers.notes.models import Note
from trato.customers.positions.models import Position
from trato.customers.tasks.models import Task


def contacts_pointed_at(ids: Sequence[UUID]) -> set[UUID]:
    """By a note or a task."""
    notes = Note.objects.filter(contact_id__in=ids, deleted_at=None).values_list("contact_id", flat=True)
    tasks = Task.objects.filter(contact_id__in=ids, deleted_at=None).values_list("contact_id", flat=True)
    return {id_ for id_ in (*notes, *tasks) if id_}


def companies_pointed_at(ids: Sequence[UUID]) -> set[UUID]:
    """By a contact that works there, a company that belongs to it, a note or a task."""
    contacts = Position.objects.filter(company_id__in=ids, contact__deleted_at=None)
    parts = Company.objects.filter(parent_id__in=ids, deleted_at=None).values_list("parent_id", flat=True)
    notes = Note.objects.filter(company_id__in=ids, deleted_at=None).values_list("company_id", flat=True)
    tasks = Task.objects.filter(company_id__in=ids, deleted_at=None).values_list("company_id", flat=True)
    return {id_ for id_ in (*contacts.values_list("company_id", flat=True), *parts, *notes, *tasks) if id_}
