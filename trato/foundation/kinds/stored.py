"""How values of a kind stand in its table, its search column and its change rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from trato.foundation.extensions.kinds import Field, FieldType, Part, RecordKind
from trato.kit.errors import DomainError
from trato.kit.money import Money
from trato.kit.text import search_text

NULLABLE = (
    FieldType.NUMBER,
    FieldType.DECIMAL,
    FieldType.USER,
    FieldType.TEAM,
    FieldType.REFERENCE,
    FieldType.MOMENT,
    FieldType.DAY,
    FieldType.TIME,
    FieldType.YES_NO,
    FieldType.CHOICES,
)


def column_names(kind: RecordKind, name: str) -> list[str]:
    spec = kind.by_name[name]
    return [spec.column, f"{spec.column}_currency"] if spec.type == FieldType.MONEY else [spec.column]


def column_values(kind: RecordKind, name: str, value: Any) -> list[Any]:
    spec = kind.by_name[name]
    if spec.type == FieldType.MONEY:
        return [value.amount, value.currency] if isinstance(value, Money) else [None, ""]
    return ["" if value is None and spec.type not in NULLABLE else value]


def storer(kind: RecordKind, names: Sequence[str]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """`column_values` of some fields for many rows: what hangs on the field is decided once."""
    types = [(name, kind.by_name[name].type) for name in names]
    asked = [(name, type_ == FieldType.MONEY, None if type_ in NULLABLE else "") for name, type_ in types]
    if not any(is_money for _name, is_money, _empty in asked):
        return lambda columns: [empty if (value := columns.get(name)) is None else value for name, _m, empty in asked]

    def stored(columns: Mapping[str, Any]) -> list[Any]:
        found: list[Any] = []
        for name, is_money, empty in asked:
            value = columns.get(name)
            if is_money:
                found += (value.amount, value.currency) if isinstance(value, Money) else (None, "")
            else:
                found.append(empty if value is None else value)
        return found

    return stored


def write_parts(
    kind: RecordKind,
    values: Mapping[str, Mapping[UUID, Any]],
    before: Mapping[str, Mapping[UUID, Any]],
) -> None:
    for part in kind.parts():
        if values.get(part.name):
            part.write(values[part.name], before=before.get(part.name, {}))


def searched_text(kind: RecordKind, columns: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    return searcher(kind)(columns, parts)


def searcher(kind: RecordKind) -> Callable[[Mapping[str, Any], Mapping[str, Any]], str]:
    """The text of the search column for many rows."""
    names = [spec.name for spec in kind.fields if spec.searchable and spec.column]
    asked = [(part.name, part.search_texts) for part in kind.parts()]

    def searched(columns: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
        texts = [str(columns.get(name) or "") for name in names]
        for name, texts_of in asked:
            if value := parts.get(name):
                texts += texts_of(value)
        return search_text(*dict.fromkeys(filter(None, texts)))

    return searched


def found_columns(kind: RecordKind) -> set[str]:
    """The fields in columns that records are ordered and found by, beside all that they have several of."""
    return {spec.name for spec in kind.fields if spec.column and spec.searchable} | {"name", "native_name"}


def words_source(columns: Mapping[str, Any]) -> str:
    return " ".join(str(columns.get(name) or "") for name in ("name", "native_name"))


def stored_values(columns: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them; empty ones of a new record are no news."""
    plain = {name: as_json(value) for name, value in columns.items() if value not in (None, "")}
    return {**plain, **{name: value for name, value in parts.items() if value}}


def as_json(value: Any) -> Any:
    if isinstance(value, Money):
        return value.as_json()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (UUID, Decimal)) else value


def from_json(spec: Field, value: Any) -> Any:
    """A column's value out of what a change row keeps."""
    if value in (None, ""):
        return None
    if spec.type == FieldType.MONEY:
        return Money.from_json(value)
    if spec.type in _READERS:
        return _READERS[spec.type](str(value))
    return UUID(str(value)) if spec.type in (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE) else value


_READERS: dict[FieldType, Callable[[str], Any]] = {FieldType.DECIMAL: Decimal, FieldType.TIME: time.fromisoformat}


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
