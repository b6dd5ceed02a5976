"""Who was merged into whom, and what belongs to all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext as _

from trato.customers.companies.queries import members_of as firms_of
from trato.customers.contacts.queries import members_of
from trato.customers.merging.models import Merge
from trato.foundation.public import Actor, Gone, NotFound, RecordKind, refuse_erased

_MEMBERS = {"contact": members_of, "company": firms_of}
_BELOW = """
with recursive below as (
  select m.absorbed_id as id from customers_merge m where m.into_id = %s
  union
  select m.absorbed_id from customers_merge m join below on m.into_id = below.id
)
select id from below"""


def members(kind: str, record_id: UUID) -> list[UUID]:
    """All records of one cluster, by whichever of them; a record that was never merged is alone."""
    return _MEMBERS[kind](record_id)


def of_contact(contact_id: UUID, *, through: str = "contact") -> Q:
    """What belongs to a contact or to any that was merged with it. `through` is the way to it, from what is asked."""
    return Q(**{f"{through}__in": members("contact", contact_id)})


def of_company(company_id: UUID, *, through: str = "company") -> Q:
    return Q(**{f"{through}__in": members("company", company_id)})


def merged_below(record_id: UUID) -> list[UUID]:
    """All that were merged into a record, and into those, whether or not it was itself merged since."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [record_id])
        return [id_ for (id_,) in cursor.fetchall()]


@dataclass(frozen=True)
class Standing:
    """Where a record is: in the trash, or one with another, its root."""

    id: UUID
    root: UUID
    is_trashed: bool


def standing(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> Mapping[UUID, Standing]:
    """Of records that the actor sees by their roots. 404 for what is not there or not his, 410 for what has gone."""
    model: Any = kind.model()
    rows = model.objects.filter(pk__in=ids).values_list("pk", "root_id", "deleted_at")
    found = {id_: Standing(id_, root, moment is not None) for id_, root, moment in rows}
    missing = [id_ for id_ in ids if id_ not in found]
    for id_ in missing if by.may(kind.right("see")) else ():
        refuse_erased(id_)
    roots = {each.root for each in found.values()}
    if missing or model.objects.seen_by(by).filter(pk__in=roots).count() < len(roots):
        raise NotFound(_("There is no such record, or it is not yours to see."))
    if any(each.is_trashed for each in found.values()):
        raise Gone(_("This record is in the trash, so it cannot be merged or unmerged."))
    return found


@dataclass(frozen=True)
class Member:
    """A record that was merged into the one it is shown on. `merge` is missing where no row says how it came there."""

    id: UUID
    name: str
    at: datetime | None
    merge: Merge | None


def members_told(kind: RecordKind, root_id: UUID) -> list[Member]:
    """The newest merge first."""
    model: Any = kind.model()
    rows = dict(model.objects.filter(root_id=root_id).exclude(root_id=F("id")).values_list("pk", "name"))
    merges = {each.absorbed_id: each for each in Merge.objects.filter(absorbed_id__in=list(rows))}
    found = [
        Member(id_, name, merges[id_].created_at if id_ in merges else None, merges.get(id_))
        for id_, name in rows.items()
    ]
    return sorted(found, key=lambda each: str(each.merge.id) if each.merge else "", reverse=True)


def later_merges(merge: Merge) -> list[Merge]:
    """Those that came after it into the same record, oldest first."""
    return list(Merge.objects.filter(into_id=merge.into_id, pk__gt=merge.pk).order_by("pk"))


def root_seen(kind: RecordKind, id_: UUID, *, by: Actor) -> UUID:
    return standing(kind, [id_], by=by)[id_].root
