"""Values of fields that people made, read and written for a set of records: one statement each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.kit.money import Money

READ_AS = {FieldType.CHOICE: "x.{}::text", FieldType.CHOICES: "x.{}::text[]"}


def made_among(kind: RecordKind, names: Iterable[str]) -> list[Field]:
    specs = (kind.by_name.get(name) for name in names)
    return [spec for spec in specs if spec is not None and spec.is_made and spec.column]


def read_made(kind: RecordKind, specs: Sequence[Field], ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """As change rows are made of them; a record without a row has none."""
    if not specs or not ids:
        return {}
    columns = [column for spec in specs for column in _read_as(spec)]
    statement = sql.SQL("select x.id, {} from {} x where x.id = any(%s)").format(
        sql.SQL(", ").join(columns), sql.Identifier(kind.fields_table)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return {row[0]: _values(specs, row[1:]) for row in cursor.fetchall()}


def _read_as(spec: Field) -> list[sql.Composable]:
    own = sql.SQL(READ_AS.get(spec.type, "x.{}")).format(sql.Identifier(spec.column))
    if spec.type != FieldType.MONEY:
        return [own]
    return [own, sql.SQL("x.{}").format(sql.Identifier(f"{spec.column}_currency"))]


def _values(specs: Sequence[Field], row: Sequence[Any]) -> dict[str, Any]:
    found, given = {}, iter(row)
    for spec in specs:
        value = next(given)
        if spec.type == FieldType.MONEY:
            currency = next(given)
            value = None if value is None else Money(value, currency)
        found[spec.name] = None if value == "" else value
    return found


def write_made(kind: RecordKind, specs: Sequence[Field], rows: Mapping[UUID, Mapping[str, Any]]) -> None:
    """By record and field name; a record gets its row with its first value."""
    if not specs or not rows:
        return
    columns = [each for spec in specs for each in _stored_in(spec)]
    names = [sql.Identifier(name) for name, _type in columns]
    statement = sql.SQL(
        "insert into {table} as x (id, {names}) select given.id, {values} from unnest(%s::uuid[], {given})"
        " as given (id, {names}) on conflict (id) do update set {changes}"
    ).format(
        table=sql.Identifier(kind.fields_table),
        names=sql.SQL(", ").join(names),
        values=sql.SQL(", ").join(
            sql.SQL("given.{}::{}").format(name, sql.SQL(type_))
            for name, (_name, type_) in zip(names, columns, strict=True)
        ),
        given=sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(_passed_as(type_))) for _name, type_ in columns),
        changes=sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(name) for name in names),
    )
    lines = [_line(specs, values) for values in rows.values()]
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(rows), *(list(each) for each in zip(*lines, strict=True))])


def _stored_in(spec: Field) -> list[tuple[str, str]]:
    own = [(spec.column, spec.stored_as)]
    return [*own, (f"{spec.column}_currency", "varchar")] if spec.type == FieldType.MONEY else own


def _passed_as(type_: str) -> str:
    """An array of arrays must be a rectangle, so lists travel as texts."""
    return "text" if type_.endswith("[]") else type_


def _line(specs: Sequence[Field], values: Mapping[str, Any]) -> list[Any]:
    line: list[Any] = []
    for spec in specs:
        value = values.get(spec.name)
        if spec.type == FieldType.MONEY:
            line += [value.amount, value.currency] if isinstance(value, Money) else [None, None]
        elif spec.type == FieldType.CHOICES:
            line.append("{" + ",".join(value) + "}" if value else None)
        else:
            line.append(value)
    return line
