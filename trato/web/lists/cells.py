"""Rows as the table shows them: each value in the reader's words, drawn with the marks of the gallery.

Drawn here and not by a template for each cell: a page has hundreds, and most of them were drawn before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from trato.foundation.public import Field, FieldType, RecordKind, record_kind
from trato.web.components.templatetags.components import NOTHING, colleague, stage, tag, when
from trato.web.lists.heads import Column
from trato.web.records.values import Shown, shown

NAMELESS = "—"
# Digits and signs read from left to right in every script.
ISOLATED = (FieldType.NUMBER, FieldType.MONEY, FieldType.PHONE)


@dataclass(frozen=True)
class ListRow:
    id: UUID
    url: str
    title: Shown
    cells: SafeString


def list_rows(kind: RecordKind, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> list[ListRow]:
    title, *others = columns
    address, drawing = _address(kind), Drawing(others)
    return [
        ListRow(
            id=row["id"],
            url=f"{address}{row['id']}/",
            title=shown(title.spec, row[title.spec.name]) if row[title.spec.name] else Shown(NAMELESS),
            cells=drawing.cells(row),
        )
        for row in rows
    ]


class Drawing:
    """Draws each distinct value once: owners, stages and cities come again and again down a page."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = [(column, _address_of(column.spec)) for column in columns]
        self.drawn: dict[tuple[str, str], SafeString] = {}

    def cells(self, row: Mapping[str, Any]) -> SafeString:
        # Each of them was escaped when it was drawn.
        return mark_safe("".join(self._cell(column, row[column.spec.name], to) for column, to in self.columns))

    def _cell(self, column: Column, value: Any, address: str) -> SafeString:
        key = (column.spec.name, str(value))
        if key not in self.drawn:
            said = shown(column.spec, value)
            url = f"{address}{value['id']}/" if address and value and value["id"] else ""
            self.drawn[key] = format_html('<td class="{}">{}</td>', column.css, _drawn(column.spec, said, url))
        return self.drawn[key]


def _drawn(spec: Field, said: Shown, url: str) -> SafeString:
    if not said.text:
        return NOTHING
    if said.look:
        return MARKS[said.look](said)
    if spec.type in ISOLATED:
        return format_html("<bdi>{}</bdi>", said.text)
    language = format_html(' lang="{}"', said.language) if said.language else ""
    if url:
        return format_html('<a class="t-quiet-link" href="{}" dir="auto"{}>{}</a>', url, language, said.text)
    return format_html('<span dir="auto"{}>{}</span>', language, said.text)


MARKS: dict[str, Callable[[Shown], SafeString]] = {
    "stage": lambda said: stage(said.code),
    "person": lambda said: format_html("{}<span>{}</span>", colleague(said.text, "sm"), said.text),
    "moment": lambda said: when(said.moment),
    "tags": lambda said: format_html(
        '<span class="t-tags">{}</span>', format_html_join("", "{}", ((tag(each),) for each in said.tags))
    ),
}


def _address_of(spec: Field) -> str:
    return _address(record_kind(spec.refers_to)) if spec.type == FieldType.REFERENCE and spec.refers_to else ""


def _address(kind: RecordKind) -> str:
    return reverse("web:list", args=[kind.plural])
