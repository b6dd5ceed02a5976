"""Questions about contacts."""

from uuid import UUID

from django.db.models import F, Q, QuerySet

from trato.customers.contacts.models import Contact


def root_of(contact_id: UUID) -> UUID:
    """A merged contact answers as its root."""
    return Contact.objects.filter(pk=contact_id).values_list("root_id", flat=True).first() or contact_id


def members_of(contact_id: UUID) -> list[UUID]:
    """All contacts of one cluster: history is never rewritten, so it is read over all of them."""
    return list(cluster_of(root_of(contact_id))) or [contact_id]


def cluster_of(root_id: UUID) -> QuerySet[Contact, UUID]:
    """The ids of a root and all that were merged into it, for a query inside another one."""
    # Two arms, each with an index of its own: that of the merged holds nothing else.
    merged = Q(root_id=root_id) & ~Q(root_id=F("id"))
    return Contact.objects.filter(Q(pk=root_id) | merged).values_list("id", flat=True)
