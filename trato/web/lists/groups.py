"""A table in groups: each with its count, its sums and its own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.public import MOST_GROUPS, Field, FieldType, Group, count_up_to, read_groups
from trato.web.lists.amounts import COUNTED, said_count, said_sums
from trato.web.lists.asked import Asked
from trato.web.records.queries import names_for
from trato.web.rules.words import NAMED_ELSEWHERE, NOTHING

SUMMED = (FieldType.NUMBER, FieldType.DECIMAL, FieldType.MONEY)


@dataclass(frozen=True)
class GroupHead:
    code: str
    label: str
    count: str
    sums: Sequence[tuple[str, str]]
    rows_url: str


def groups_of(asked: Asked, by: Field) -> list[Group]:
    return read_groups(asked.kind, by, seen_by=asked.actor, filters=asked.filters, sums=summed(asked))


def group_heads(asked: Asked, by: Field, groups: Sequence[Group]) -> list[GroupHead]:
    specs = summed(asked)
    names = group_names(asked, by, groups)
    return [
        GroupHead(
            code=code_of(group),
            label=names.get(code_of(group)) or str(group.key or _("None")),
            count=said_count(group.count, is_partial=group.is_partial),
            sums=said_sums(group, specs),
            rows_url=asked.within(*filter_for(by, group.key), part="rows"),
        )
        for group in in_order(by, groups)
    ]


def why_not_grouped(asked: Asked, by: Field) -> str:
    """Values that stand in other tables are gathered record by record, which is for thousands, not for millions."""
    if by.column or count_up_to(asked.kind, seen_by=asked.actor, filters=asked.filters, limit=COUNTED) <= COUNTED:
        return ""
    return _("More than 10,000 records cannot be grouped by %(field)s. Filter the list first.") % {"field": by.label}


def why_not_all(groups: Sequence[Group]) -> list[str]:
    if len(groups) < MOST_GROUPS:
        return []
    return [_("These are the %(most)d largest groups. Filter the list to see others.") % {"most": MOST_GROUPS}]


def summed(asked: Asked) -> list[Field]:
    return [spec for spec in asked.columns if spec.type in SUMMED and spec.column]


def code_of(group: Group) -> str:
    return "" if group.key is None else str(group.key)


def filter_for(by: Field, key: Any) -> tuple[str, str]:
    """The filter that finds the records of a group."""
    if key is not None:
        return by.name, str(key)
    return (by.name, NOTHING) if by.column else (f"{by.name}.empty", "yes")


def group_names(asked: Asked, by: Field, groups: Sequence[Group]) -> dict[str, str]:
    if by.type in NAMED_ELSEWHERE:
        names = names_for(by, [group.key for group in groups], seen_by=asked.actor)
        hidden = {code_of(group): _("Not yours to see") for group in groups if group.key}
        return {**hidden, **names, "": _("Nobody") if by.type == FieldType.USER else _("None")}
    return {**{code: str(label) for code, label in by.choices}, "": _("Empty")}


def in_order(by: Field, groups: Sequence[Group]) -> list[Group]:
    """Choices as they were declared, others by size; what has no value stands at the end."""
    places = {code: number for number, (code, _label) in enumerate(by.choices)}
    return sorted(groups, key=lambda group: (group.key is None, places.get(group.key, len(places))))
