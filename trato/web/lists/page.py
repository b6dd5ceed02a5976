"""Everything a list's template shows."""

from functools import partial
from typing import Any

from babel.numbers import format_decimal
from django.urls import NoReverseMatch, reverse

from trato.foundation.public import count_up_to, read_page
from trato.web.components.moments import our_locale
from trato.web.lists.asked import Asked
from trato.web.lists.cells import list_rows
from trato.web.lists.columns import possible_columns
from trato.web.lists.filters import chips, choices
from trato.web.lists.heads import heads, order_url
from trato.web.samples.queries import sample_data_state

COUNTED = 10_000


def list_part(asked: Asked) -> dict[str, Any]:
    """The next rows, for an endless list."""
    columns = heads(asked)
    page = read_page(
        asked.kind,
        seen_by=asked.actor,
        columns=[spec.name for spec in asked.columns],
        sort=asked.sort.name,
        descending=asked.descending,
        after=asked.after,
        filters=asked.filters,
    )
    return {
        "kind": asked.kind,
        "columns": columns,
        "rows": list_rows(asked.kind, columns, page.rows),
        "more_url": asked.address(after=page.next) if page.next else "",
    }


def list_page(asked: Asked) -> dict[str, Any]:
    return {
        **list_part(asked),
        "count": _count(asked),
        "notices": asked.notices,
        "chips": chips(asked),
        "choices": choices(asked),
        "orders": [(spec.label, order_url(asked, spec), spec is asked.sort) for spec in asked.sortable],
        "order": asked.sort,
        "order_arrow": "arrow-down" if asked.descending else "arrow-up",
        "possible": [(spec, spec in asked.columns) for spec in possible_columns(asked.kind, by=asked.actor)[1:]],
        "kept": asked.kept(without="columns"),
        "kept_for_text": asked.kept(without="q"),
        "text": " ".join(asked.given.get("q", ())),
        "first_url": asked.address() if asked.after else "",
        "clear_url": asked.without_filters() if asked.given else "",
        "may_create": asked.actor.may(asked.kind.right("create")),
        "import_url": _import_url(asked),
        "sample_data": partial(sample_data_state, seen_by=asked.actor),  # asked by an empty list only
    }


def _count(asked: Asked) -> str:
    """Said as far as it was counted: nobody waits for an exact number."""
    count = count_up_to(asked.kind, seen_by=asked.actor, filters=asked.filters, limit=COUNTED)
    said = format_decimal(min(count, COUNTED), locale=our_locale())
    return f"{said}+" if count > COUNTED else said


def _import_url(asked: Asked) -> str:
    if not (asked.actor.may("foundation.import_records") and asked.actor.may(asked.kind.right("create"))):
        return ""
    for arguments in ([asked.kind.plural], []):
        try:
            return reverse("web:import_start", args=arguments)
        except NoReverseMatch:
            continue
    return ""
