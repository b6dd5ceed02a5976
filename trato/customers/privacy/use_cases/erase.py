"""Erasing a contact for good, with everything that is kept about them anywhere."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from trato.customers.contacts.models import Contact
from trato.customers.contacts.use_cases.trash import trash_contacts
from trato.customers.privacy.events import ContactErased
from trato.customers.privacy.people import keys_of, requested_contact, subject_of_contact
from trato.foundation.public import (
    Actor,
    Erasure,
    Subject,
    Why,
    begin_erasure,
    refuse_people,
    use_case,
)

ANSWER = "customers.answer_privacy_requests"


@use_case(right=ANSWER)
def erase_contact(contact_id: UUID, *, by: Actor, why: str = Why.REQUEST) -> Erasure:
    """Cannot be undone. The contact is out of sight at once; the rest goes in the background, piece by piece."""
    contact = requested_contact(contact_id, seen_by=by)
    return _begun(contact.pk, why=why, by=by)


@use_case()
def erase_by_list(contact_id: UUID, at: datetime, *, by: Actor) -> Erasure | None:
    """Somebody who was erased before a backup was restored. None when they are not here."""
    refuse_people(by)
    contact = Contact.objects.filter(cluster__id=contact_id, created_at__lte=at).first()
    return _begun(contact.pk, why=Why.LIST, by=by) if contact else None


def _begun(root: UUID, *, why: str, by: Actor) -> Erasure:
    """All members are held in the order of their ids: whoever edits one now waits, and then finds it gone."""
    members = Contact.objects.filter(cluster__id=root).values("root_id")
    list(Contact.objects.select_for_update(of=("self",)).filter(root_id__in=members).order_by("pk"))
    subject = subject_of_contact(root)
    return begin_erasure(subject, why=why, keys=keys_of(subject.ids), by=by)


def hide_contact(subject: Subject, *, by: Actor) -> None:
    """Into the trash, by who may erase: out of lists, search and counts in the moment it is decided."""
    living = Contact.objects.filter(pk__in=subject.ids, deleted_at=None, root_id=subject.ids[0])
    roots = [each for each in living.values_list("pk", flat=True) if each == subject.ids[0]]
    if roots:
        trash_contacts(roots, by=replace(by.at(by.door), is_everything=True))


def told(subject: Subject, erasure_id: UUID) -> Any:
    return ContactErased(contact_id=subject.ids[0], subject_id=subject.ids[0], erasure=erasure_id)
