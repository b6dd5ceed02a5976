"""Traits as fields of the records that they are about, and beside a record with their reasons."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.customers.traits.models import Trait, TraitType, TraitValue
from trato.foundation.public import Actor, Field, FieldType, NotFound, record_kind

SECTION = gettext_lazy("Traits")
PREFIX = "trait_"
COLUMNS = {
    TraitType.NUMBER: "number",
    TraitType.CHOICE: "text",
    TraitType.TEXT: "text",
    TraitType.MOMENT: "moment",
}
TYPES = {
    TraitType.NUMBER: FieldType.DECIMAL,
    TraitType.CHOICE: FieldType.CHOICE,
    TraitType.TEXT: FieldType.TEXT,
    TraitType.MOMENT: FieldType.MOMENT,
}


def trait_fields() -> dict[str, tuple[Field, ...]]:
    """By kind of record. Read-only to people: machines write them."""
    found: dict[str, list[Field]] = defaultdict(list)
    for trait in Trait.objects.order_by("member_kind", "code"):
        found[trait.member_kind].append(_field(trait))
    return {kind: tuple(fields) for kind, fields in found.items()}


def field_name(trait: Trait) -> str:
    return f"{PREFIX}{trait.code}"


def _field(trait: Trait) -> Field:
    """A trait's id stands in the SQL: it is ours, and no more than hexadecimal digits."""
    type_ = TraitType(trait.type)
    own = f"t.trait_id = '{UUID(str(trait.id))}'"
    value = f"(select t.{COLUMNS[type_]} from customers_traitvalue t where t.record_id = r.id and {own})"  # noqa: S608  # constants
    found = f"r.id in (select t.record_id from customers_traitvalue t where {own} and t.text = any(%s))"  # noqa: S608  # constants
    is_text = COLUMNS[type_] == "text"
    return Field(
        name=field_name(trait),
        label=trait.label,
        help=trait.description,
        type=TYPES[type_],
        choices=[(str(code), str(label)) for code, label in trait.options],
        sql=f"coalesce({value}, '')" if is_text else value,
        joined=f"coalesce({value}, '')" if is_text else value,
        filter_sql=found if type_ == TraitType.CHOICE else "",
        sortable=type_ in (TraitType.NUMBER, TraitType.MOMENT),
        sort_sql="" if is_text else value,
        section=SECTION,
        personal=True,
        importable=False,
        editable=False,
    )


def trait_called(code: str, member_kind: str) -> Trait:
    found = Trait.objects.filter(code=code[:60], member_kind=member_kind).first()
    if found is None:
        raise NotFound(_("There is no such trait."))
    return found


def traits_of(record_id: UUID, member_kind: str, actor: Actor) -> list[dict[str, Any]]:
    """With when and why, as far as the reader may see the field."""
    kind, told = record_kind(member_kind), []
    values = TraitValue.objects.filter(record_id=record_id, trait__member_kind=member_kind)
    for each in values.select_related("trait").order_by("trait__label"):
        name = field_name(each.trait)
        if name in kind.by_name and actor.may_see_field(kind.name, name):
            told.append({"trait": each.trait, "spec": kind.by_name[name], "value": value_of(each), "row": each})
    return told


def value_of(each: TraitValue) -> Any:
    found = getattr(each, COLUMNS[TraitType(each.trait.type)])
    return found.normalize() if each.trait.type == TraitType.NUMBER and found is not None else found


def records_of_batch(batch: UUID) -> list[UUID]:
    return list(TraitValue.objects.filter(batch=batch).values_list("record_id", flat=True))


def panel_of_contact(record_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    return _panel(record_id, "contact", actor)


def panel_of_company(record_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    return _panel(record_id, "company", actor)


def _panel(record_id: UUID, member_kind: str, actor: Actor) -> Mapping[str, object] | None:
    found = traits_of(record_id, member_kind, actor)
    return {"traits": found} if found else None
