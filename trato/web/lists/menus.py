"""What the menus of a list show."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from trato.foundation.public import RULES, compact, groupable_fields, rules_from
from trato.web.lists.arrangement import BOARD, CALENDAR, layout_fields
from trato.web.lists.asked import Asked
from trato.web.lists.columns import possible_columns
from trato.web.lists.filters import choices
from trato.web.lists.heads import order_url
from trato.web.lists.saving import view_form
from trato.web.rules.builder import builder_of


def _filters(asked: Asked, query: QueryDict) -> dict[str, Any]:
    opened, instead = query.get("open", ""), query.get("key", "")
    return {
        "choices": choices(asked, opened=opened, instead=instead),
        "kept": asked.kept(),
        "kept_for_text": asked.kept(without=("q",)),
        "text": " ".join(asked.given.get("q", ())),
        "has_text": not opened,
    }


def _order(asked: Asked, query: QueryDict) -> dict[str, Any]:
    orders = [(spec.label, order_url(asked, spec), spec is asked.sort) for spec in asked.sortable]
    return {"orders": orders, "order_arrow": "arrow-down" if asked.descending else "arrow-up"}


def _columns(asked: Asked, query: QueryDict) -> dict[str, Any]:
    """Those that are shown first, in their order; then the others."""
    possible = possible_columns(asked.kind, by=asked.actor)[1:]
    others = [spec for spec in possible if spec not in asked.columns]
    picked = [(spec, True) for spec in asked.columns[1:]]
    return {"possible": [*picked, *((spec, False) for spec in others)], "kept": asked.kept(without=("columns",))}


def _groups(asked: Asked, query: QueryDict) -> dict[str, Any]:
    """What the table is grouped by, the board's columns or the calendar's dates are."""
    shape = asked.shape
    if shape.layout in (BOARD, CALENDAR):
        specs = layout_fields(asked.kind, by=asked.actor)[shape.layout]
        return {"fields": [(spec.label, asked.address(by=spec.name), spec == shape.by) for spec in specs]}
    specs = groupable_fields(asked.kind, seen_by=asked.actor)
    found = [(spec.label, asked.address(group=spec.name), spec == shape.group) for spec in specs]
    return {"fields": found, "ungrouped_url": asked.address(group="") if shape.group else ""}


def _view(asked: Asked, query: QueryDict) -> dict[str, Any]:
    """Of the tab that is open, or of one to be made."""
    return {"form": view_form(None if "new" in query else asked.view, by=asked.actor)}


def _rules(asked: Asked, query: QueryDict) -> dict[str, Any]:
    """The builder of rules, with those of the address."""
    trees = asked.given.get(RULES, ())
    text = trees[0] if len(trees) == 1 else compact({"and": [rules_from(tree) for tree in trees]}) if trees else ""
    return {"builder": builder_of(asked.kind, text, asked.actor), "kept": asked.kept(without=(RULES,))}


MENUS: dict[str, Callable[[Asked, QueryDict], dict[str, Any]]] = {
    "filters": _filters,
    "order": _order,
    "columns": _columns,
    "groups": _groups,
    "view": _view,
    "rules": _rules,
}
