"""Rows of other tables that say something about a contact by its id: traits, segments, lists, relations."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.customers.lists.models import ListMember
from trato.customers.relations.models import ContactRelation
from trato.customers.segments.models import SegmentMember
from trato.customers.traits.models import TraitValue
from trato.foundation.public import PersonalData, Subject

UNTOLD = ("id", "record_id", "batch", "added_by")


class Told:
    """`keys` are the columns that hold the contact; `names` lead to what the row is called."""

    def __init__(self, model: Any, *, keys: Sequence[str], names: Sequence[str]) -> None:
        self.model, self.keys, self.names = model, keys, names

    def read(self, subject: Subject) -> list[Mapping[str, Any]]:
        columns = [each.attname for each in self.model._meta.concrete_fields if not each.is_relation]
        told = [each for each in columns if each not in UNTOLD]
        return list(self._rows(subject).values(*told, *self.names))

    def count(self, subject: Subject) -> int:
        return int(self._rows(subject).count())

    def erase(self, subject: Subject, most: int) -> int:
        ids = list(self._rows(subject).values_list("pk", flat=True)[:most])
        self.model._base_manager.filter(pk__in=ids).delete()
        return len(ids)

    def _rows(self, subject: Subject) -> Any:
        found = Q(*((f"{key}__in", list(subject.ids)) for key in self.keys), _connector=Q.OR)
        return self.model._base_manager.filter(found)


contributions = [
    PersonalData(
        name=f"customers.{name}",
        label=label,
        kind="contact",
        tables=(f"customers.{told.model.__name__}",),
        read=told.read,
        count=told.count,
        erase=told.erase,
        order=order,
    )
    for name, label, told, order in (
        ("traits", _("Traits"), Told(TraitValue, keys=["record_id"], names=["trait__label"]), 51),
        ("segments", _("Segments they are in"), Told(SegmentMember, keys=["record_id"], names=["segment__name"]), 52),
        ("lists", _("Lists they are on"), Told(ListMember, keys=["record_id"], names=["of__name"]), 53),
        (
            "relations",
            _("Relations to others"),
            Told(ContactRelation, keys=["contact_id", "other_id"], names=["type__name"]),
            54,
        ),
    )
]
