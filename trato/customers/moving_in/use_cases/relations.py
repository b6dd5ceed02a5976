"""What contacts are to each other, out of a file; and that taken back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from trato.customers.relations.models import ContactRelation
from trato.customers.relations.use_cases.relate import relate_contacts, standing_relation, unrelate_contacts
from trato.foundation.public import (
    Actor,
    PreparedRow,
    SavedRecord,
    importable_kind,
    link_references,
    prepare_rows,
    refuse_problems,
    use_case,
)
from trato.kit.errors import DomainError

RELATE = "customers.edit_contacts"
FACTS = ("since", "until", "note")


@use_case(right=RELATE)
def create_relations(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """What is known already is left as it is."""
    kind = importable_kind("relation")
    prepared = prepare_rows(kind, rows, by=by)
    link_references(kind, prepared, by=by)
    for row in prepared:
        for name, why in (("contact", _("Say who.")), ("other", _("Say to whom.")), ("relation", _("Say what."))):
            if not row.columns.get(name):
                row.problems.setdefault(name, why)
    refuse_problems(prepared)
    said = list(sources) or [""] * len(prepared)
    with transaction.atomic():
        saved = [_relate(row, source, by, change_set) for row, source in zip(prepared, said, strict=True)]
        refuse_problems(prepared)
    return saved


def _relate(row: PreparedRow, source: str, by: Actor, change_set: UUID | None) -> SavedRecord:
    columns = row.columns
    who, relation, other = columns["contact"], columns["relation"], columns["other"]
    facts = {name: columns[name] for name in FACTS if columns.get(name)}
    try:
        if held := standing_relation(who, relation, other):
            return SavedRecord(held.id, held.version, ())
        made = relate_contacts(who, relation, other, by=by, facts=facts, change_set=change_set, source=source)
    except DomainError as refusal:
        row.problems |= refusal.fields or {"relation": refusal.message}
        return SavedRecord(who, 0, ())
    return SavedRecord(made.id, 1, ("contact", "other", "relation"))


@use_case(right=RELATE)
def take_relations_back(ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Mapping[UUID, str]:
    stays: dict[UUID, str] = {}
    rows = ContactRelation.objects.in_bulk(ids)
    for id_ in ids:
        held = rows.get(id_)
        if held is None or held.deleted_at is not None:
            continue
        if held.version > 1:
            stays[id_] = _("It was changed since, so it stays.")
            continue
        try:
            unrelate_contacts(id_, by=by, change_set=undo)
        except DomainError as refusal:
            stays[id_] = refusal.message
    return stays
