"""Rows as the table shows them: each value in the reader's words, drawn with the marks of the gallery.

Drawn here and not by a template for each cell: a page has hundreds, and most of them were drawn before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString

from trato.foundation.public import Field, FieldType, RecordKind, record_kind
from trato.kit.names import initials
from trato.web.components.marks import MARKS
from trato.web.components.templatetags.components import NOTHING
from trato.web.lists.heads import Column
from trato.web.records.values import Shown, shown

NAMELESS = "—"
# Digits and signs read from left to right in every script.
ISOLATED = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY, FieldType.PHONE)
FACES = {"person": "t-person", "firm": "t-firm"}


@dataclass(frozen=True)
class ListRow:
    """`name` is drawn: a face and the name. `cells` are the columns beside it, drawn as well."""

    id: UUID
    url: str
    title: Shown
    name: SafeString
    cells: SafeString


def list_rows(kind: RecordKind, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> list[ListRow]:
    title, *others = columns
    address, drawing = _address(kind), Drawing(others)
    return [_row(kind, title.spec, address, drawing, row) for row in rows]


def _row(kind: RecordKind, spec: Field, address: str, drawing: "Drawing", row: Mapping[str, Any]) -> ListRow:
    title = shown(spec, row[spec.name]) if row[spec.name] else Shown(NAMELESS)
    return ListRow(row["id"], f"{address}{row['id']}/", title, drawn_name(kind, title), drawing.cells(row))


def drawn_name(kind: RecordKind, title: Shown) -> SafeString:
    """A face, and the name in its own script."""
    text = escape(title.text)
    language = f' lang="{escape(title.language)}"' if title.language else ""
    return SafeString(f'{_face(kind, title.text)}<span dir="auto"{language}>{text}</span>')  # escaped above


def _face(kind: RecordKind, name: str) -> str:
    if kind.face not in FACES:
        return f'<svg class="t-i" aria-hidden="true"><use href="{_icons()}#i-{kind.icon}"/></svg>'
    letters = initials((name.split() or [""])[0] if kind.face == "firm" else name)
    return f'<span class="avatar {FACES[kind.face]}" aria-hidden="true">{escape(letters)}</span>'


@lru_cache(maxsize=1)
def _icons() -> str:
    return static("vendor/icons.svg")


class Drawing:
    """Draws each distinct value once: owners, stages and cities come again and again down a page."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = [(column, column.spec.name, _address_of(column.spec)) for column in columns]
        self.drawn: dict[tuple[str, str], SafeString] = {}

    def cells(self, row: Mapping[str, Any]) -> SafeString:
        # Each of them was escaped when it was drawn.
        return SafeString("".join([self._cell(column, row[name], to) for column, name, to in self.columns]))

    def _cell(self, column: Column, value: Any, address: str) -> SafeString:
        key = (column.spec.name, str(value))
        if key not in self.drawn:
            self.drawn[key] = drawn_cell(column, value, address)
        return self.drawn[key]


def drawn_cell(column: Column, value: Any, address: str = "") -> SafeString:
    said = shown(column.spec, value)
    url = f"{address}{value['id']}/" if address and value and value["id"] else ""
    css = f' class="{column.css}"' if column.css else ""
    # Both are escaped: the class is ours, the content drawn below.
    return SafeString(f"<td{css}>{drawn_value(column.spec, said, url)}</td>")


def drawn_value(spec: Field, said: Shown, url: str = "") -> SafeString:
    """Text is escaped here, at once: a page has hundreds, too many for a formatter that asks each what it is."""
    if not said.text:
        return NOTHING
    if said.look:
        return MARKS[said.look](said)
    text = escape(said.text)
    if spec.type in ISOLATED:
        return SafeString(f"<bdi>{text}</bdi>")
    language = f' lang="{escape(said.language)}"' if said.language else ""
    if url:
        return SafeString(f'<a class="t-quiet-link" href="{escape(url)}" dir="auto"{language}>{text}</a>')
    return SafeString(f'<span dir="auto"{language}>{text}</span>')


def _address_of(spec: Field) -> str:
    return _address(record_kind(spec.refers_to)) if spec.type == FieldType.REFERENCE and spec.refers_to else ""


def _address(kind: RecordKind) -> str:
    return reverse("web:list", args=[kind.plural])
