"""A company is part of another, and never, however far up, of itself."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.foundation.public import PreparedRow, SavedRecord
from trato.kit.names import called

T = TypeVar("T")
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('trato parents of companies'))"
_ANCESTORS = """
with recursive up as (
  select id, parent_id from customers_company where id = any(%s)
  union
  select c.id, c.parent_id from customers_company c join up on c.id = up.parent_id
)
select id, parent_id from up
"""


def refuse_rings(ids: Sequence[UUID], rows: Sequence[PreparedRow]) -> None:
    """Among the companies as they will be after these rows. Two at once could make one together."""
    given = {id_: row.columns["parent"] for id_, row in zip(ids, rows, strict=True) if row.columns.get("parent")}
    if not given:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_ANCESTORS, [list(set(given.values()))])
        above: dict[UUID, UUID | None] = dict(cursor.fetchall())
    cleared = {id_: None for id_, row in zip(ids, rows, strict=True) if "parent" in row.columns}
    above |= cleared | given
    for id_, row in zip(ids, rows, strict=True):
        if id_ in given and _leads_back(id_, above):
            row.problems["parent"] = _("That company is itself a part of this one.")


def refuse_new_rings(rows: Sequence[PreparedRow], waiting: Mapping[int, str]) -> None:
    """Among new companies that name each other."""
    numbers = {called(str(row.columns["name"])): number for number, row in enumerate(rows)}
    above = {number: numbers[name] for number, name in waiting.items()}
    for number in waiting:
        if _leads_back(number, above):
            rows[number].problems["parent"] = _("That company is itself a part of this one.")


def _leads_back(start: T, above: Mapping[T, T | None]) -> bool:
    seen: set[T | None] = set()
    here = above.get(start)
    while here is not None and here not in seen and here != start:
        seen.add(here)
        here = above.get(here)
    return here == start


def link_parents(saved: Sequence[SavedRecord], rows: Sequence[PreparedRow], waiting: Mapping[int, str]) -> None:
    """New companies whose parents are as new as they are."""
    if not waiting:
        return
    ids = {called(str(row.columns["name"])): each.id for row, each in zip(rows, saved, strict=True)}
    children = [saved[number].id for number in waiting]
    parents = [ids[name] for name in waiting.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            "update customers_company c set parent_id = given.parent"
            " from unnest(%s::uuid[], %s::uuid[]) as given (child, parent) where c.id = given.child",
            [children, parents],
        )
