"""Records of any kind that point at the one on the screen: the people of a company, its parts, tasks about somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from trato.foundation.public import (
    Actor,
    Field,
    FieldType,
    Filter,
    RecordKind,
    count_up_to,
    filterable_fields,
    read_page,
    record_kinds,
)
from trato.kit.prepared import rows_prepared, woven
from trato.web.records.queries import OpenRecord, is_out_of_sight
from trato.web.records.values import shown

FIRST = 5
COUNTED = 10_000
MEMBERS = "select m.id from {table} m where m.root_id = %s and m.root_id <> m.id"


@dataclass(frozen=True)
class RelatedRow:
    url: str
    name: str
    words: str


@dataclass(frozen=True)
class Relation:
    """A reference field by which records of `kind` point at `record`."""

    kind: RecordKind
    spec: Field
    record: OpenRecord
    actor: Actor

    @property
    def name(self) -> str:
        return f"{self.kind.name}.{self.spec.name}"

    @property
    def title(self) -> str | Promise:
        return self.spec.pointed_from or self.kind.label_plural

    @property
    def all_url(self) -> str:
        return f"{reverse('web:list', args=[self.kind.plural])}?{self._asked}"

    @property
    def add_url(self) -> str:
        """Empty for who may not make one here."""
        may = self.actor.may(self.kind.right("create")) and self.actor.may_edit_field(self.kind.name, self.spec.name)
        return f"{reverse('web:new', args=[self.kind.name])}?{self._asked}" if may and not self._rests else ""

    def facts(self) -> Mapping[str, object] | None:
        """The first of them and how many there are; None where there is none to see."""
        asked = [Filter(self.spec.name, tuple(self._members))]
        told = self._told
        page = read_page(
            self.kind,
            seen_by=self.actor,
            columns=["name", *(spec.name for spec in told)],
            sort=self.kind.default_sort,
            filters=asked,
            limit=FIRST,
        )
        if not page.rows:
            return None
        count = len(page.rows)
        if page.next:
            count = count_up_to(self.kind, seen_by=self.actor, filters=asked, limit=COUNTED)
        rows = [self._row(row, told) for row in page.rows]
        return {"rows": rows, "count": f"{COUNTED:,}+" if count > COUNTED else str(count), "face": self.kind}

    @property
    def _asked(self) -> str:
        return urlencode({self.spec.name: str(self.record.id)})

    @property
    def _rests(self) -> bool:
        return self.record.is_trashed or not self.spec.editable

    @property
    def _members(self) -> list[UUID]:
        """With those that were merged into it."""
        found = rows_prepared(woven(MEMBERS, table=self.record.kind.table), [self.record.id])
        return [self.record.id, *(id_ for (id_,) in found)]

    @cached_property
    def _told(self) -> Sequence[Field]:
        """What stands under a name: that it points here needs no saying."""
        known = self.kind.by_name
        names = [name for name in self.kind.subtitle if name in known and name != self.spec.name]
        return [known[name] for name in names if self.actor.may_see_field(self.kind.name, name)]

    def _row(self, row: Mapping[str, Any], told: Sequence[Field]) -> RelatedRow:
        values = [shown(spec, row[spec.name]).text for spec in told if not is_out_of_sight(row[spec.name])]
        url = reverse("web:record", args=[self.kind.plural, row["id"]])
        return RelatedRow(url, str(row["name"]), " · ".join(filter(None, values)))


def relations(record: OpenRecord, actor: Actor) -> list[Relation]:
    """Those the reader may see, in the order of the registry."""
    return [
        Relation(kind, spec, record, actor)
        for kind in record_kinds()
        if actor.may(kind.right("see"))
        for spec in filterable_fields(kind, seen_by=actor)
        if spec.type == FieldType.REFERENCE and spec.refers_to == record.kind.name
    ]
