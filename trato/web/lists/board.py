"""A board: a column for each choice, a card for each record. To move a card is to change the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trato.foundation.public import Field, FieldType, Filter, Group, Page, read_page
from trato.web.lists.amounts import said_count, said_sums, why_partial
from trato.web.lists.asked import Asked
from trato.web.lists.cells import NAMELESS, drawn_name, drawn_value
from trato.web.lists.groups import filter_for, groups_of, summed
from trato.web.lists.heads import is_editable
from trato.web.records.values import Shown, shown

CARDS = 20
MOST_LINES = 3
VERSION = Field(name="record_version", label="", type=FieldType.NUMBER, sql="r.version")


@dataclass(frozen=True)
class Card:
    id: UUID
    url: str
    version: int
    title: Shown
    name: SafeString
    amount: SafeString
    line: SafeString
    foot: Sequence[SafeString]


@dataclass(frozen=True)
class Lane:
    code: str
    label: str
    is_stage: bool
    number: int
    count: str
    sums: Sequence[tuple[str, str]]
    cards: Sequence[Card]
    more_url: str
    colour: str = ""


def board_of(asked: Asked, by: Field) -> dict[str, Any]:
    found = groups_of(asked, by)
    return {"lanes": lanes(asked, by, found), "may_move": may_move(asked), "notices": why_partial(found)}


def lanes(asked: Asked, by: Field, found: Sequence[Group]) -> list[Lane]:
    specs = summed(asked)
    groups = {group.key: group for group in found}
    given = next((each.values for each in asked.filters if (each.field, each.operator) == (by.name, "is")), ())
    choices: list[tuple[str | None, str]] = [(code, str(label)) for code, label in by.choices]
    shown_ones = [choice for choice in choices if not given or choice[0] in given]
    if None in groups:
        shown_ones.append((None, _("Empty")))
    is_partial = any(group.is_partial for group in found)
    none = {code: Group(code, 0, is_partial=is_partial) for code, _label in shown_ones}
    return [_lane(asked, by, groups.get(code, none[code]), label, specs) for code, label in shown_ones]


def more_cards(asked: Asked) -> dict[str, Any]:
    """The next cards of the one column that the address filters by."""
    cards, next_url = _cards(asked, asked)
    return {
        "cards": cards,
        "more_url": next_url,
        "kind": asked.kind,
        "from_list": urlencode({"from": asked.query_string}),
        "may_move": may_move(asked),
    }


def may_move(asked: Asked) -> bool:
    by = asked.shape.by
    may_edit = asked.actor.may(asked.kind.right("edit"))
    return by is not None and may_edit and is_editable(asked.kind, by, asked.actor)


def _lane(asked: Asked, by: Field, group: Group, label: str, specs: Sequence[Field]) -> Lane:
    name, value = filter_for(by, group.key)
    others = [each for each in asked.filters if (each.field, each.operator) != (by.name, "is")]
    inside = replace(asked, given={**asked.given, name: (value,)}, filters=[*others, Filter(by.name, (group.key,))])
    cards, more_url = _cards(inside, asked) if group.count or group.is_partial else ([], "")
    return Lane(
        code=group.key or "",
        colour=by.colour_of(group.key),
        label=label,
        is_stage=by.is_stage,
        number=group.count,
        count=said_count(group.count, is_partial=group.is_partial),
        sums=said_sums(group, specs),
        cards=cards,
        more_url=more_url,
    )


def _cards(inside: Asked, asked: Asked) -> tuple[list[Card], str]:
    page: Page = read_page(
        asked.kind,
        seen_by=asked.actor,
        columns=[spec.name for spec in asked.columns],
        sort=asked.sort.name,
        descending=asked.descending,
        after=inside.after,
        filters=inside.filters,
        limit=CARDS,
        also=[VERSION],
    )
    address = asked.record_address
    more_url = inside.address(after=page.next, part="rows") if page.next else ""
    return [_card(asked, address, row) for row in page.rows], more_url


def _card(asked: Asked, address: str, row: Mapping[str, Any]) -> Card:
    title = asked.columns[0]
    said = shown(title, row[title.name]) if row[title.name] else Shown(NAMELESS)
    drawn = {spec: _drawn(spec, row[spec.name]) for spec in asked.columns[1:] if spec is not asked.shape.by}
    filled = {spec: value for spec, value in drawn.items() if value}
    amounts = [value for spec, value in filled.items() if spec.type == FieldType.MONEY]
    foot = [value for spec, value in filled.items() if spec.type in (FieldType.USER, FieldType.MOMENT, FieldType.DAY)]
    lines = [value for value in filled.values() if value not in (*amounts, *foot)]
    return Card(
        id=row["id"],
        url=f"{address}{row['id']}/",
        version=row[VERSION.name],
        title=said,
        name=drawn_name(asked.kind, said),
        amount=amounts[0] if amounts else SafeString(),
        line=lines[0] if lines else SafeString(),
        foot=foot[:MOST_LINES],
    )


def _drawn(spec: Field, value: Any) -> SafeString:
    said = shown(spec, value)
    return drawn_value(spec, said) if said.text else SafeString()
