"""How fields look to programs: those that people made, and all that a kind of record has."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Described

from trato.foundation.fields.public import CustomField, FieldFacts, OptionFacts
from trato.foundation.public import Actor, Field, RecordKind, operators_for

LONGEST = 1_000


class OptionGiven(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: UUID | None = Described(None, description="Of an option that is there; without it a new one.")
    label: str = Described(max_length=LONGEST)
    colour: str = Described("", max_length=LONGEST)


class FieldGiven(BaseModel):
    """What can be changed later as well."""

    model_config = ConfigDict(extra="forbid")

    label: str = Described("", max_length=LONGEST)
    section: str = Described("", max_length=LONGEST)
    help: str = Described("", max_length=LONGEST)
    formula: str = Described("", description="Of a formula: if({price} > 100, 'large', 'small').")
    required: bool = False
    required_at: list[str] = Described([], max_length=100, description="Stages that need it.")
    personal: bool = True
    quick: bool = Described(default=False, description="Asked for when a record is made.")
    listed: bool = Described(default=False, description="A column of lists from the start.")
    options: list[OptionGiven] = Described([], max_length=1_000, description="All of a choice, in their order.")

    def facts(self) -> FieldFacts:
        return FieldFacts(
            label=self.label,
            section=self.section,
            help=self.help,
            formula=self.formula,
            is_required=self.required,
            required_at=self.required_at,
            is_personal=self.personal,
            is_quick=self.quick,
            is_listed=self.listed,
            options=[OptionFacts(id=each.id, label=each.label, colour=each.colour) for each in self.options],
        )


class NewField(FieldGiven):
    kind: str = Described(max_length=50, examples=["contact"])
    type: str = Described(max_length=50, examples=["text", "number", "choice", "reference", "formula"])
    name: str = Described("", max_length=LONGEST, description="Without it, it is made of the label. It never changes.")
    refers_to: str = Described("", max_length=50, description="Of a reference: contact or company.")
    searchable: bool = Described(default=False, description="Of texts: found by the search.")


class OptionShown(BaseModel):
    id: UUID
    label: str
    colour: str
    archived: bool


class FieldShown(BaseModel):
    id: UUID
    kind: str
    name: str
    type: str
    label: str
    section: str
    help: str
    refers_to: str
    formula: str
    required: bool
    required_at: list[str]
    personal: bool
    quick: bool
    listed: bool
    searchable: bool
    index: str = Described(description="Empty, wanted, ready or failed.")
    archived: bool
    options: list[OptionShown]


class FieldsShown(BaseModel):
    results: list[FieldShown]


class SchemaOption(BaseModel):
    code: str
    label: str


class SchemaField(BaseModel):
    name: str
    label: str
    type: str
    section: str
    made: bool = Described(description="Whether people made it.")
    required: bool
    required_at: list[str]
    writable: bool
    sortable: bool
    operators: list[str] = Described(description="What a search can ask of it, besides `is` for texts.")
    refers_to: str
    options: list[SchemaOption]


class SchemaShown(BaseModel):
    results: list[SchemaField]


def document(field: CustomField) -> dict[str, Any]:
    options = sorted(field.options.order_by("place", "id"), key=lambda each: each.archived_at is not None)
    return {
        **{name: getattr(field, name) for name in ("id", "kind", "name", "type", "label", "section", "help")},
        "refers_to": field.refers_to,
        "formula": field.formula,
        "required": field.is_required,
        "required_at": field.required_at,
        "personal": field.is_personal,
        "quick": field.is_quick,
        "listed": field.is_listed,
        "searchable": field.is_searchable,
        "index": field.index_state,
        "archived": field.is_archived,
        "options": [
            {"id": each.id, "label": each.label, "colour": each.colour, "archived": each.archived_at is not None}
            for each in options
        ],
    }


def as_it_stands(field: CustomField) -> dict[str, Any]:
    """What a change that names only some facts leaves as it is."""
    shown = document(field)
    kept = {name: shown[name] for name in FieldGiven.model_fields if name != "options"}
    options = [
        {name: each[name] for name in ("id", "label", "colour")} for each in shown["options"] if not each["archived"]
    ]
    return {**kept, "options": options}


def schema_of(kind: RecordKind, actor: Actor) -> list[dict[str, Any]]:
    operators = operators_for(kind, seen_by=actor)
    seen = [spec for spec in kind.fields if actor.may_see_field(kind.name, spec.name)]
    return [_schema(kind, spec, actor, operators.get(spec.name, ())) for spec in seen]


def _schema(kind: RecordKind, spec: Field, actor: Actor, operators: Any) -> dict[str, Any]:
    writable = bool(spec.column or spec.part) and spec.editable and actor.may_edit_field(kind.name, spec.name)
    return {
        "name": spec.name,
        "label": str(spec.label),
        "type": spec.type.value,
        "section": str(spec.section),
        "made": spec.is_made,
        "required": spec.required,
        "required_at": list(spec.required_at),
        "writable": writable,
        "sortable": spec.sortable,
        "operators": list(operators),
        "refers_to": spec.refers_to,
        "options": [{"code": code, "label": str(label)} for code, label in spec.choices],
    }
