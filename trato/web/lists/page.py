"""Everything a list's template shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from trato.foundation.public import (
    Count,
    FromFilters,
    RecordAct,
    TookTooLong,
    contributions,
    count_about,
    count_up_to,
    merging_of,
    open_acts,
    read_page,
    stopped_after,
)
from trato.web.lists.amounts import COUNTED, said_about, why_partial
from trato.web.lists.arrangement import BOARD, CALENDAR, TABLE, layout_fields
from trato.web.lists.asked import Asked
from trato.web.lists.board import board_of, more_cards
from trato.web.lists.cells import list_rows
from trato.web.lists.days import calendar_of
from trato.web.lists.filters import chips, quick_fields
from trato.web.lists.groups import group_heads, groups_of, why_not_all, why_not_grouped
from trato.web.lists.heads import heads
from trato.web.lists.news import news_query
from trato.web.lists.slow import slow_in_list
from trato.web.lists.trash import may_open_trash
from trato.web.samples.queries import sample_data_state

IN_A_GROUP = 20
SOON, LONGER = 1_500, 20_000  # milliseconds that one statement of a filtered list may take
ICONS = {TABLE: "table", BOARD: "layout-kanban", CALENDAR: "calendar"}


def list_part(asked: Asked) -> dict[str, Any]:
    """The next rows, for an endless list; in groups a press asks for more, or one would never see the second."""
    with in_time(asked):
        return more_cards(asked) if asked.shape.layout == BOARD else _rows(asked)


def _rows(asked: Asked) -> dict[str, Any]:
    columns, acts = heads(asked), open_acts(asked.kind, by=asked.actor)
    page = read_page(
        asked.kind,
        seen_by=asked.actor,
        columns=[spec.name for spec in asked.columns],
        sort=asked.sort.name,
        descending=asked.descending,
        after=asked.after,
        filters=asked.filters,
        limit=IN_A_GROUP if asked.shape.group else 50,
    )
    return {
        "kind": asked.kind,
        "columns": columns,
        "acts": acts,
        "across": len(columns) + bool(acts),
        "select_said": _("Select"),
        "rows": list_rows(asked.kind, columns, page.rows),
        "more_url": asked.address(after=page.next) if page.next else "",
        "in_group": asked.shape.group is not None,
        "from_list": from_list(asked),
    }


def list_page(asked: Asked) -> dict[str, Any]:
    count, body = _read_in_time(asked)
    is_empty = count is not None and count.is_exact and not count.number
    return {
        **body,
        "acts": body["acts"] if "acts" in body else open_acts(asked.kind, by=asked.actor),
        "merge_url": _merge_url(asked),
        "kind": asked.kind,
        "asked": asked,
        "from_list": from_list(asked),
        "news_query": news_query(asked),
        "is_empty": is_empty,
        "count": said_about(count, most=COUNTED) if count else "",
        "notices": [*asked.notices, *body.get("notices", ())],
        "chips": chips(asked),
        "quick": quick_fields(asked),
        "order": asked.sort,
        "order_arrow": "arrow-down" if asked.descending else "arrow-up",
        "layouts": _layouts(asked),
        "tabs": [(view, view == asked.view) for view in asked.tabs.views],
        "may_change_view": bool(asked.view and asked.view.may_be_changed_by(asked.actor)),
        "all_url": asked.all_address,
        "state": asked.query_string,
        "first_url": asked.address() if asked.after else "",
        "made_of_filters": _made_of_filters(asked),
        "slow": slow_in_list(asked),
        "clear_url": asked.without_filters() if asked.given else "",
        "may_create": asked.actor.may(asked.kind.right("create")),
        "one_key": one_key(asked),
        "import_url": _import_url(asked),
        "export_url": _export_url(asked),
        "may_open_trash": may_open_trash(asked.kind, by=asked.actor),
        "is_untouched": asked.is_opening and is_empty and not _any_at_all(asked),
        "sample_data": partial(sample_data_state, seen_by=asked.actor),  # asked by an empty list only
    }


def _read_in_time(asked: Asked) -> tuple[Count | None, dict[str, Any]]:
    """Whoever filters may ask for what has no index: that is said, and one may wait for it."""
    try:
        with in_time(asked):
            return _read(asked)
    except TookTooLong as refusal:
        text, action, url = _way_out(asked, refusal)
        return None, {"stopped": {"text": text, "action": action, "url": url}}


def _way_out(asked: Asked, refusal: TookTooLong) -> tuple[str, str, str]:
    if asked.shape.group or asked.shape.layout != TABLE:
        return refusal.message, _("Show the table"), asked.in_layout(TABLE)
    if not asked.takes_longer:
        text = _(
            "To find what fits, every record must be read, so the search was stopped. "
            "Filter by something else as well, or wait for it."
        )
        return text, _("Search for up to 20 seconds"), asked.address(longer="yes")
    text = _(
        "To find what fits, every record must be read, and 20 seconds were not enough. "
        "Filter by something else as well."
    )
    return text, _("Remove the filters"), asked.without_filters()


@contextmanager
def in_time(asked: Asked) -> Iterator[None]:
    if not asked.filters:
        yield
        return
    with stopped_after(LONGER if asked.takes_longer else SOON):
        yield


def _read(asked: Asked) -> tuple[Count, dict[str, Any]]:
    count = count_about(asked.kind, seen_by=asked.actor, filters=asked.filters, limit=COUNTED)
    is_empty = count.is_exact and not count.number
    return count, _body(asked) if not is_empty or asked.after else {"rows": []}


def _merge_url(asked: Asked) -> str:
    """For the bar: where two and more that are selected are made one."""
    merging = merging_of(asked.kind)
    is_offered = merging is not None and asked.actor.may(merging.right) and asked.actor.may(asked.kind.right("edit"))
    return reverse(merging.chosen_url_name, args=[asked.kind.plural]) if merging and is_offered else ""


def _made_of_filters(asked: Asked) -> list[tuple[FromFilters, str]]:
    """What modules offer to make of a filtered list, each with its address."""
    if not asked.given:
        return []
    query = urlencode(asked.given, doseq=True)
    offered = [each for each in contributions(FromFilters) if asked.kind.name in each.kinds]
    may = [each for each in offered if asked.actor.may(each.right)]
    return [(each, f"{reverse(each.url_name, args=[asked.kind.plural])}?{query}") for each in may]


def _body(asked: Asked) -> dict[str, Any]:
    shape = asked.shape
    if shape.layout == BOARD and shape.by:
        return board_of(asked, shape.by)
    if shape.layout == CALENDAR and shape.by:
        calendar = calendar_of(asked, shape.by)
        return {"calendar": calendar, "notices": calendar.notices}
    if shape.group is None:
        return _rows(asked)
    if refusal := why_not_grouped(asked, shape.group):
        return {**_rows(asked), "notices": [refusal]}
    found = groups_of(asked, shape.group)
    columns, acts = heads(asked), open_acts(asked.kind, by=asked.actor)
    return {
        "columns": columns,
        "across": len(columns) + bool(acts),
        "groups": group_heads(asked, shape.group, found),
        "notices": [*why_not_all(found), *why_partial(found)],
    }


def one_key(asked: Asked) -> str:
    """Keys and the ends of the addresses they post to, behind that of a row's record: `d=complete/`."""
    kind, nobody = asked.kind, UUID(int=0)
    acts = [a for a in contributions(RecordAct) if a.kind == kind.name and asked.actor.may(kind.right(a.verb))]
    start = reverse("web:record", args=[kind.plural, nobody])
    addresses = [(act.key, reverse(act.url_name, args=[nobody])) for act in acts]
    return " ".join(f"{key}={url.removeprefix(start)}" for key, url in addresses if url.startswith(start))


def _any_at_all(asked: Asked) -> bool:
    """Whether filters that nobody gave hide what there is."""
    return bool(count_up_to(asked.kind, seen_by=asked.actor, limit=0))


def from_list(asked: Asked) -> str:
    """So that a record knows its neighbours, and the way back."""
    return urlencode({"from": asked.query_string})


def _layouts(asked: Asked) -> list[tuple[str, str, str, bool]]:
    """Each with its icon and its address; none where there is but the table."""
    layouts = layout_fields(asked.kind, by=asked.actor)
    if len(layouts) < 2:
        return []
    return [(layout, ICONS[layout], asked.in_layout(layout), layout == asked.shape.layout) for layout in layouts]


def _export_url(asked: Asked) -> str:
    if not asked.actor.may(asked.kind.right("export")):
        return ""
    _path, mark, query = asked.address().partition("?")
    return reverse("web:export_start", args=[asked.kind.plural]) + mark + query


def _import_url(asked: Asked) -> str:
    if not (asked.actor.may("foundation.import_records") and asked.actor.may(asked.kind.right("create"))):
        return ""
    return f"{reverse('web:import_start')}?kind={asked.kind.name}"
