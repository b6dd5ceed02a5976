"""Questions about contacts."""

from uuid import UUID

from trato.customers.contacts.models import Contact


def root_of(contact_id: UUID) -> UUID:
    """A merged contact answers as its root."""
    return Contact.objects.filter(pk=contact_id).values_list("root_id", flat=True).first() or contact_id


def members_of(contact_id: UUID) -> list[UUID]:
    """All contacts of one cluster: history is never rewritten, so it is read over all of them."""
    root = Contact.objects.filter(pk=contact_id).values("root_id")
    return list(Contact.objects.filter(root_id__in=root).values_list("id", flat=True)) or [contact_id]
