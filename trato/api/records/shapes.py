"""How the values of a kind of record look to programs: by the type of a field, never by its name."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, Field, FieldType, RecordKind, RowsRefused, record_kind

NULLABLE_TEXT = frozenset(
    {
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.CHOICE,
        FieldType.LANGUAGE,
        FieldType.TIME_ZONE,
        FieldType.COUNTRY,
        FieldType.EMAIL,
        FieldType.PHONE,
        FieldType.LINK,
        FieldType.DOMAIN,
    }
)
POINTING = (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE)
LISTS = (FieldType.COMPANIES, FieldType.REFERENCES)


def readable_fields(kind: RecordKind, actor: Actor) -> list[Field]:
    parts = _hidden_parts(kind, actor)
    return [spec for spec in kind.fields if _is_readable(kind, spec, actor, parts)]


def is_readable(kind: RecordKind, name: str, actor: Actor) -> bool:
    """The same of one: of five fields that are asked for, not all are gone through that people made."""
    spec = kind.by_name.get(name)
    return spec is not None and _is_readable(kind, spec, actor, _hidden_parts(kind, actor))


def _hidden_parts(kind: RecordKind, actor: Actor) -> set[str]:
    """A whole part (all identities) would tell a hidden field that is one line of it (the e-mail)."""
    if not actor.hidden:
        return set()
    return {spec.part for spec in kind.fields if spec.part and not actor.may_see_field(kind.name, spec.name)}


def _is_readable(kind: RecordKind, spec: Field, actor: Actor, hidden_parts: set[str]) -> bool:
    if spec.is_asked_only or not actor.may_see_field(kind.name, spec.name):
        return False
    return not (is_whole(spec) and spec.part in hidden_parts)


def is_whole(spec: Field) -> bool:
    return bool(spec.part) and not spec.key


def refuse_locked_parts(kind: RecordKind, names: Sequence[str], actor: Actor) -> None:
    """Nor may a whole part be written by who may not write one line of it."""
    kind = record_kind(kind.name)
    locked = {spec.part for spec in kind.fields if spec.part and not actor.may_edit_field(kind.name, spec.name)}
    refused = [name for name in names if (spec := kind.by_name.get(name)) and is_whole(spec) and spec.part in locked]
    if refused:
        raise RowsRefused({0: dict.fromkeys(refused, _("You may not change this field."))})


def output_sql(spec: Field, value: str) -> str:
    """No value is null, whether a column keeps it as an empty text or not."""
    return f"nullif({value}, '')" if spec.type in NULLABLE_TEXT else value


def as_given(kind: RecordKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a program read can be sent back: an owner as {id, name} means that id."""
    kind = record_kind(kind.name)
    given = {name: value for name, value in values.items() if not _is_out_of_sight(kind.by_name.get(name), value)}
    return {name: _plain(kind.by_name.get(name), value) for name, value in given.items()}


def _is_out_of_sight(spec: Field | None, value: Any) -> bool:
    """A link that the program was told of without its name: sent back it says "as it is", not "none"."""
    if spec is None or not spec.refers_to:
        return False
    if spec.type in LISTS and isinstance(value, list) and any(_is_blanked(each) for each in value):
        message = _("One of these is not yours to see, so the whole list cannot be written. Leave it out.")
        raise RowsRefused({0: {spec.name: message}})
    return spec.type in POINTING and _is_blanked(value)


def _is_blanked(link: Any) -> bool:
    return isinstance(link, dict) and "id" in link and link["id"] is None and link.get("name") == ""


def _plain(spec: Field | None, value: Any) -> Any:
    if spec is None:
        return value
    if spec.type in POINTING and isinstance(value, dict):
        return value.get("id", "")
    if spec.type == FieldType.COMPANIES and isinstance(value, list):
        return [_position(each) for each in value]
    return value


def _position(each: Any) -> Any:
    if not isinstance(each, dict) or "id" not in each:
        return each
    return {"company": each["id"], **{name: value for name, value in each.items() if name != "id"}}
