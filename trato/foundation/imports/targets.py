"""What a column of a file can be: a field of the record, or what names another record that it belongs to."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.text import format_lazy

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind

ID = "Trato id"  # the column of our own exports, in every language
OWN_ID = Field(name="trato_id", label=ID, type=FieldType.REFERENCE, sql="r.id")
WHOLE_PARTS = (FieldType.IDENTITIES, FieldType.ADDRESSES)  # a list with all that belongs to it, as our exports write it
NAMING_TYPES = (FieldType.EMAIL, FieldType.DOMAIN, FieldType.EXTERNAL_ID)
NAMING_OTHERS = (FieldType.DOMAIN, FieldType.EXTERNAL_ID)
SEVERAL = (
    FieldType.TEXT,
    FieldType.LONG_TEXT,
    FieldType.TAGS,
    FieldType.EMAIL,
    FieldType.PHONE,
    FieldType.LINK,
    FieldType.DOMAIN,
    FieldType.EXTERNAL_ID,
)


def importable_fields(kind: RecordKind, *, by: Actor) -> list[Field]:
    """Each followed by what else names the record it refers to, such as the domain of a contact's company."""
    own = [
        target
        for spec in kind.fields
        if spec.importable and spec.editable and (spec.column or spec.part) and by.may_edit_field(kind.name, spec.name)
        for target in (spec, *_naming(kind, spec))
    ]
    return [*own, *_whole_parts(kind, by), OWN_ID]


def _whole_parts(kind: RecordKind, by: Actor) -> Iterator[Field]:
    """Only for those who may write every line of it."""
    locked = {spec.part for spec in kind.fields if spec.part and not by.may_edit_field(kind.name, spec.name)}
    yield from (spec for spec in kind.fields if spec.type in WHOLE_PARTS and spec.part not in locked)


def target(kind: RecordKind, name: str) -> Field:
    """A field by its name, also by `company.domain`. The rights to it are those to the field before the dot."""
    owner, _dot, key = name.partition(".")
    spec = OWN_ID if owner == OWN_ID.name else kind.by_name[owner]
    return spec if not key else next(each for each in _naming(kind, spec) if each.key == key)


def targets(kind: RecordKind) -> dict[str, Field]:
    known = {each.name: each for spec in kind.fields for each in (spec, *_naming(kind, spec))}
    return {**known, OWN_ID.name: OWN_ID}


def takes_several(spec: Field) -> bool:
    """Two columns can be it: two phones, two lines of a street. A name that others go by is only one."""
    return spec.type in SEVERAL and "." not in spec.name


def _naming(kind: RecordKind, spec: Field) -> Iterator[Field]:
    """Only of a record that is made when it is not there yet, which a contact's company is and a parent is not."""
    if spec.type != FieldType.REFERENCE or not spec.part or spec.refers_to == kind.name:
        return
    own = {name for each in kind.fields for name in (each.name, *each.also)}
    for each in record_kind(spec.refers_to).fields:
        if each.type in NAMING_OTHERS:
            yield replace(
                each,
                name=f"{spec.name}.{each.name}",
                label=format_lazy("{} · {}", spec.label, each.label),
                part=spec.part,
                key=each.name,
                also=(f"{spec.name} {each.name}", *(name for name in each.also if name not in own)),
            )
