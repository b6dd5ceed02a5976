"""Fields of deals that tests make."""

from typing import Any

from trato.foundation.fields.public import CustomField, FieldFacts, OptionFacts, make_field
from trato.foundation.public import Actor


def made(label: str, type_: str, *, by: Actor, options: tuple[str, ...] = (), **facts: Any) -> CustomField:
    given = FieldFacts(label=label, options=[OptionFacts(label=each) for each in options], **facts)
    return make_field("deal", type=type_, by=by, facts=given)


def option_ids(field: CustomField) -> dict[str, str]:
    return {option.label: str(option.id) for option in field.options.all()}
