"""Contacts into the trash and back."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.contacts.events import ContactChanged, ContactRestored, ContactTrashed
from trato.customers.identities.use_cases import give_up_identities, take_identities_back
from trato.foundation.public import (
    SYSTEM,
    Actor,
    SavedRecord,
    publish_all,
    record_kind,
    refuse_erased,
    restore_records,
    trash_records,
    use_case,
)


@use_case(right="customers.delete_contacts")
def trash_contacts(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    saved = trash_records(record_kind("contact"), ids, by=by, change_set=change_set)
    give_up_identities("contact", [each.id for each in saved])
    events = [ContactTrashed(contact_id=each.id, subject_id=each.id, subject_version=each.version) for each in saved]
    publish_all(events, by=by)


@use_case(right="customers.delete_contacts")
def restore_contacts(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """Returns the identities that others took meanwhile; those stay theirs."""
    refuse_erased(*ids)
    saved = restore_records(record_kind("contact"), ids, by=by, change_set=change_set)
    taken = take_identities_back("contact", [each.id for each in saved])
    events = [ContactRestored(contact_id=each.id, subject_id=each.id, subject_version=each.version) for each in saved]
    publish_all(events, by=by)
    publish_all([_changed(each) for each in taken.changed], by=SYSTEM)
    return taken.lost


def _changed(saved: SavedRecord) -> ContactChanged:
    return ContactChanged(contact_id=saved.id, subject_id=saved.id, subject_version=saved.version, fields=saved.fields)
