"""How values of a kind stand in its table, its search column and its change rows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from trato.foundation.extensions.kinds import FieldType, Part, RecordKind
from trato.kit.errors import DomainError
from trato.kit.money import Money
from trato.kit.text import search_text

NULLABLE = (FieldType.NUMBER, FieldType.USER, FieldType.TEAM, FieldType.REFERENCE, FieldType.MOMENT)


def column_names(kind: RecordKind, name: str) -> list[str]:
    spec = kind.by_name[name]
    return [spec.column, f"{spec.column}_currency"] if spec.type == FieldType.MONEY else [spec.column]


def column_values(kind: RecordKind, name: str, value: Any) -> list[Any]:
    spec = kind.by_name[name]
    if spec.type == FieldType.MONEY:
        return [value.amount, value.currency] if isinstance(value, Money) else [None, ""]
    return ["" if value is None and spec.type not in NULLABLE else value]


def write_parts(
    kind: RecordKind,
    values: Mapping[str, Mapping[UUID, Any]],
    before: Mapping[str, Mapping[UUID, Any]],
) -> None:
    for part in kind.parts():
        if values.get(part.name):
            part.write(values[part.name], before=before.get(part.name, {}))


def searched_text(kind: RecordKind, columns: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    texts = [str(columns.get(spec.name) or "") for spec in kind.fields if spec.searchable and spec.column]
    for part in kind.parts():
        texts += part.search_texts(parts.get(part.name))
    return search_text(*dict.fromkeys(text for text in texts if text))


def words_source(columns: Mapping[str, Any]) -> str:
    return " ".join(str(columns.get(name) or "") for name in ("name", "native_name"))


def stored_values(columns: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them; empty ones of a new record are no news."""
    plain = {name: as_json(value) for name, value in columns.items() if value not in (None, "")}
    return {**plain, **{name: value for name, value in parts.items() if value}}


def as_json(value: Any) -> Any:
    if isinstance(value, Money):
        return value.as_json()
    return str(value) if isinstance(value, UUID) else value


def apply_part(
    part: Part,
    current: Any,
    given: Mapping[str, Any],
    into: dict[UUID, Any],
    id_: UUID,
    refused: dict[str, str],
    *,
    adding: bool,
) -> None:
    try:
        into[id_] = part.apply(current, given, adding=adding)
    except DomainError as refusal:
        refused.update(refusal.fields or {part.name: str(refusal)})
