"""Fields that tests make, and what they give them."""

from typing import Any
from uuid import UUID

from trato.foundation.fields.public import CustomField, FieldFacts, OptionFacts, make_field
from trato.foundation.public import Actor, read_records, record_kind


def made(label: str, type_: str, *, by: Actor, kind: str = "contact", **facts: Any) -> CustomField:
    of_field = {name: facts.pop(name) for name in ("name", "refers_to", "searchable") if name in facts}
    options = [OptionFacts(label=each) for each in facts.pop("options", ())]
    return make_field(kind, type=type_, by=by, facts=FieldFacts(label=label, options=options, **facts), **of_field)


def value_of(id_: UUID, name: str, *, seen_by: Actor, kind: str = "contact") -> Any:
    (row,) = read_records(record_kind(kind), [id_], seen_by=seen_by, columns=[name])
    return row[name]


def option_ids(field: CustomField) -> dict[str, str]:
    return {option.label: str(option.id) for option in field.options.all()}
