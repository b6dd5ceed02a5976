"""Rows as the table shows them: each value said in the reader's words, drawn by the partial of its look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from trato.foundation.public import Field, FieldType, RecordKind, record_kind
from trato.web.lists.columns import Column
from trato.web.records.values import Shown, shown

NAMELESS = "—"


@dataclass(frozen=True)
class Cell:
    shown: Shown
    css: str
    template: str
    url: str = ""


@dataclass(frozen=True)
class ListRow:
    id: UUID
    url: str
    title: Shown
    cells: Sequence[Cell]


def list_rows(kind: RecordKind, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> list[ListRow]:
    title, *others = columns
    ours, theirs = _address(kind), {spec.name: _address_of(spec) for spec in (column.spec for column in others)}
    return [
        ListRow(
            id=row["id"],
            url=ours + f"{row['id']}/",
            title=shown(title.spec, row[title.spec.name]) if row[title.spec.name] else Shown(NAMELESS),
            cells=[_cell(column, row[column.spec.name], theirs[column.spec.name]) for column in others],
        )
        for row in rows
    ]


def _cell(column: Column, value: Any, address: str) -> Cell:
    said = shown(column.spec, value)
    url = f"{address}{value['id']}/" if address and value and value["id"] else ""
    return Cell(said, column.css, _template(column.spec, said, url), url)


def _template(spec: Field, said: Shown, url: str) -> str:
    if not said.text:
        return "web/lists/cells/empty.html"
    return f"web/lists/cells/{'link' if url else said.look or _plain(spec)}.html"


def _plain(spec: Field) -> str:
    return "number" if spec.type in (FieldType.NUMBER, FieldType.MONEY, FieldType.PHONE) else "text"


def _address_of(spec: Field) -> str:
    return _address(record_kind(spec.refers_to)) if spec.type == FieldType.REFERENCE and spec.refers_to else ""


def _address(kind: RecordKind) -> str:
    return reverse("web:list", args=[kind.plural])
