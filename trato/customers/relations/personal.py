"""What relations say of a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from trato.customers.relations.models import ContactRelation
from trato.foundation.public import Subject


def relations_read(subject: Subject) -> Sequence[Mapping[str, Any]]:
    """With whom somebody is related is told by what they are; the others' names are theirs."""
    rows = _of(subject).select_related("type").order_by("created_at", "id")
    return [
        {
            "relation": row.type.name if row.contact_id in subject.ids else row.type.other_name,
            "note": row.note,
            "since": row.since,
            "until": row.until,
            "deleted": row.deleted_at is not None,
        }
        for row in rows
    ]


def relations_count(subject: Subject) -> int:
    return _of(subject).count()


def relations_erase(subject: Subject, most: int) -> int:
    ids = list(_of(subject).values_list("pk", flat=True)[:most])
    ContactRelation.objects.filter(pk__in=ids).delete()
    return len(ids)


def _of(subject: Subject) -> QuerySet[ContactRelation]:
    return ContactRelation.objects.filter(Q(contact_id__in=subject.ids) | Q(other_id__in=subject.ids))
