"""Questions about contacts."""

from typing import Self
from uuid import UUID

from django.db.models import F, Q, QuerySet

from trato.customers.contacts.models import Contact, ContactQuerySet
from trato.foundation.public import Actor, Reach
from trato.kit.prepared import rows_prepared
from trato.kit.remembering import remembered

# Asked by nearly every box of a page.
_CLUSTER = """with top as materialized (select root_id as id from customers_contact where id = %s)
select id from top
union all select m.id from top join customers_contact m on m.root_id = top.id where m.root_id <> m.id"""


def root_of(contact_id: UUID) -> UUID:
    """A merged contact answers as its root."""
    found = rows_prepared("select root_id from customers_contact where id = %s", [contact_id])
    return UUID(str(found[0][0])) if found else contact_id


def members_of(contact_id: UUID) -> list[UUID]:
    """All contacts of one cluster: history is never rewritten, so it is read over all of them."""
    found = remembered(("members of", contact_id), lambda: rows_prepared(_CLUSTER, [contact_id]))
    return [id_ for (id_,) in found] or [contact_id]


def cluster_of(root_id: UUID) -> QuerySet[Contact, UUID]:
    """The ids of a root and all that were merged into it, for a query inside another one."""
    # Two arms, each with an index of its own: that of the merged holds nothing else.
    merged = Q(root_id=root_id) & ~Q(root_id=F("id"))
    return Contact.objects.filter(Q(pk=root_id) | merged).values_list("id", flat=True)


class ToldContactQuerySet(ContactQuerySet):
    """As a story tells them: who sees the root sees what was merged into it, whoever it belonged to."""

    def seen_by(self, actor: Actor) -> Self:
        if actor.reach(self.see_right) == Reach.ALL:
            return self
        return self.filter(root__in=Contact.objects.seen_by(actor))


def contacts_told() -> ToldContactQuerySet:
    """A line of a story says the name and no more."""
    return ToldContactQuerySet(Contact).only("id", "name")
