"""The head of each column: what it is called, how it is drawn and how wide, and the order one gets by pressing it."""

from collections.abc import Sequence
from dataclasses import dataclass

from trato.foundation.public import Actor, Field, FieldType, RecordKind
from trato.web.lists.asked import Asked
from trato.web.lists.columns import first_way_down

CLASSES = {
    FieldType.NUMBER: "c-num",
    FieldType.DECIMAL: "c-num",
    FieldType.MONEY: "c-num c-money",
    FieldType.MOMENT: "c-last",
    FieldType.USER: "c-own",
}
# In pixels. Those that contacts show fit beside each other on a screen of 1440.
WIDTHS = {
    FieldType.NUMBER: 88,
    FieldType.DECIMAL: 104,
    FieldType.MONEY: 128,
    FieldType.MOMENT: 104,
    FieldType.DAY: 112,
    FieldType.USER: 136,
    FieldType.TEAM: 128,
    FieldType.REFERENCE: 168,
    FieldType.EMAIL: 212,
    FieldType.PHONE: 148,
    FieldType.TAGS: 168,
}
TITLE_WIDTH, STAGE_WIDTH, WIDTH = 208, 116, 120
# What a phone shows under the name: the first column of the first of these types.
SECOND_LINE = (FieldType.REFERENCE, FieldType.DOMAIN, FieldType.EMAIL, FieldType.PHONE)


@dataclass(frozen=True)
class Column:
    """One column as its head shows it. `sort_url` turns the order round where the list is sorted by it already."""

    spec: Field
    css: str
    sort_url: str = ""
    aria_sort: str = ""
    width: int = WIDTH
    is_editable: bool = False

    @property
    def arrow(self) -> str:
        return {"ascending": "arrow-up", "descending": "arrow-down"}.get(self.aria_sort, "")


def heads(asked: Asked) -> list[Column]:
    second = _second_line(asked.columns[1:])
    may_edit = asked.actor.may(asked.kind.right("edit"))
    return [
        Column(
            spec,
            _css(spec, is_title=spec is asked.columns[0], is_second=spec is second),
            *_sorting(asked, spec),
            width=asked.shape.widths.get(spec.name) or _width(spec, is_title=spec is asked.columns[0]),
            is_editable=may_edit and is_editable(asked.kind, spec, asked.actor),
        )
        for spec in asked.columns
    ]


def is_editable(kind: RecordKind, spec: Field, actor: Actor) -> bool:
    """By its kind; whether by its owner is asked when somebody begins."""
    return spec.editable and bool(spec.column or spec.part) and actor.may_edit_field(kind.name, spec.name)


def order_url(asked: Asked, spec: Field) -> str:
    is_current = spec is asked.sort
    descending = not asked.descending if is_current else first_way_down(spec)
    return asked.address(sort=f"{'-' if descending else ''}{spec.name}")


def _width(spec: Field, *, is_title: bool) -> int:
    if is_title:
        return TITLE_WIDTH
    return STAGE_WIDTH if spec.is_stage else WIDTHS.get(spec.type, WIDTH)


def _sorting(asked: Asked, spec: Field) -> tuple[str, str]:
    if spec.name not in asked.sortable_names:
        return "", ""
    way = ("descending" if asked.descending else "ascending") if spec is asked.sort else ""
    return order_url(asked, spec), way


def _second_line(columns: Sequence[Field]) -> Field | None:
    return next((spec for wanted in SECOND_LINE for spec in columns if spec.type == wanted), None)


def _css(spec: Field, *, is_title: bool, is_second: bool) -> str:
    if is_title:
        return "c-name"
    if is_second or spec.type == FieldType.REFERENCE:
        return "c-firm" if is_second else "c-cut"
    if spec.is_stage:
        return "c-stage"
    return CLASSES.get(spec.type, "c-cut" if spec.type == FieldType.TEXT else "")
