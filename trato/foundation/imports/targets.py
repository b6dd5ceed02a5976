"""What a column of a file can be: a field of the record, or what names another record that it belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.besides import KeptBeside
from trato.foundation.extensions.importing import FileKind
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import contributions, record_kind

ID = "Trato id"  # the column of our own exports, in every language
OWN_ID = Field(name="trato_id", label=ID, type=FieldType.REFERENCE, sql="r.id")
# Of records that have no ids of other systems themselves: what they are called there is kept beside them.
OLD_ID = Field(
    name="old_id",
    label=_("Id in the other program"),
    type=FieldType.EXTERNAL_ID,
    sql="r.id",
    also=("id", "record id", "external id", "activity id", "task id", "note id", "engagement id", "object id"),
)
WHOLE_PARTS = (
    FieldType.IDENTITIES,
    FieldType.ADDRESSES,
    FieldType.LINES,
)  # a list with all that belongs to it, as our exports write it
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
    old = [OLD_ID] if keeps_old_ids(kind) else []
    beside = [each.spec for each in kept_beside(kind) if not each.needs or by.may(each.needs)]
    return [*own, *_whole_parts(kind, by), *beside, *old, *([] if isinstance(kind, FileKind) else [OWN_ID])]


def kept_beside(kind: RecordKind) -> list[KeptBeside]:
    """What its rows can hold that is no field of it. A field that people made and called so comes first."""
    return [] if isinstance(kind, FileKind) else [each for each in contributions(KeptBeside) if each.is_for(kind)]


def keeps_old_ids(kind: RecordKind) -> bool:
    """Contacts and companies have them among their identities."""
    if isinstance(kind, FileKind):
        return kind.is_kept_apart
    return all(spec.type != FieldType.EXTERNAL_ID for spec in kind.fields)


def _whole_parts(kind: RecordKind, by: Actor) -> Iterator[Field]:
    """Only for those who may write every line of it."""
    locked = {spec.part for spec in kind.fields if spec.part and not by.may_edit_field(kind.name, spec.name)}
    yield from (spec for spec in kind.fields if spec.type in WHOLE_PARTS and spec.part not in locked)


def target(kind: RecordKind, name: str) -> Field:
    """A field by its name, also by `company.domain`. The rights to it are those to the field before the dot."""
    owner, _dot, key = name.partition(".")
    spec = _others(kind).get(owner) or kind.by_name[owner]
    return spec if not key else next(each for each in _naming(kind, spec) if each.key == key)


def targets(kind: RecordKind) -> dict[str, Field]:
    known = {each.name: each for spec in kind.fields for each in (spec, *_naming(kind, spec))}
    return {**known, **_others(kind)}


def _others(kind: RecordKind) -> dict[str, Field]:
    return {each.name: each for each in (OWN_ID, OLD_ID, *(beside.spec for beside in kept_beside(kind)))}


def takes_several(spec: Field) -> bool:
    """Two columns can be it: two phones, two lines of a street. A name that others go by is only one."""
    return spec.type in SEVERAL and "." not in spec.name


def _naming(kind: RecordKind, spec: Field) -> Iterator[Field]:
    """What else names the record that a field refers to. One of the same kind may stand in the same file."""
    if spec.type not in (FieldType.REFERENCE, FieldType.REFERENCES) or spec.is_made:
        return
    own = {name for each in kind.fields for name in (each.name, *each.also)}
    for each in record_kind(spec.refers_to).fields:
        if each.type in _types(kind, spec):
            yield replace(
                each,
                name=f"{spec.name}.{each.name}",
                label=format_lazy("{} · {}", spec.label, each.label),
                part="" if spec.type == FieldType.REFERENCES else spec.part,
                key=each.name,
                column="" if spec.part else spec.column,
                required=False,
                also=_called(spec, each, own) if _is_plain(kind, spec) else (f"{spec.name} {each.name}",),
            )


def _types(kind: RecordKind, spec: Field) -> Sequence[FieldType]:
    if spec.refers_to == kind.name:
        return (FieldType.EXTERNAL_ID,)
    # A record that is made when it is not there yet is not made of an e-mail.
    return NAMING_OTHERS if spec.part and spec.type == FieldType.REFERENCE else NAMING_TYPES


def _is_plain(kind: RecordKind, spec: Field) -> bool:
    """Whether a plain “e-mail” or “id of the company” can mean it."""
    if spec.type == FieldType.REFERENCES or spec.refers_to == kind.name:
        return False
    return bool(spec.part) or _is_first(kind, spec)


def _called(spec: Field, named: Field, own: set[str]) -> tuple[str, ...]:
    """A plain “id” is the row's own where rows have ids."""
    taken = own if spec.part else {*own, *OLD_ID.also}
    beside = () if spec.part or named.name in taken else (named.name,)
    return (f"{spec.name} {named.name}", *beside, *(name for name in named.also if name not in taken))


def _is_first(kind: RecordKind, spec: Field) -> bool:
    """Only of one reference to a kind: a plain “e-mail” cannot mean two contacts."""
    first = next(each for each in kind.fields if each.type == FieldType.REFERENCE and each.refers_to == spec.refers_to)
    return first is spec
