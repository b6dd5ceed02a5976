"""Which records somebody chose: by id, or all that match a list's filters but for a few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.errors import SelectionRefused
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import UnknownKind, record_kind
from trato.foundation.kinds.conditions import counted_within, filters_from
from trato.foundation.kinds.seeing import seen_sql
from trato.foundation.search.queries import Condition, all_of
from trato.kit.numbers import grouped

MOST_IDS = 10_000


@dataclass(frozen=True, kw_only=True)
class Selection:
    """`filters` are as a list's address says them; they are read with the actor's reach when the records are asked for.

    `trashed` looks into the trash, by id only.
    """

    kind: str
    ids: tuple[UUID, ...] = ()
    is_all: bool = False
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    without: tuple[UUID, ...] = ()
    trashed: bool = False

    def as_json(self) -> dict[str, Any]:
        if not self.is_all:
            return {"ids": [str(each) for each in self.ids], "trashed": self.trashed}
        return {
            "all": True,
            "filters": {name: list(texts) for name, texts in self.filters.items()},
            "without": [str(each) for each in self.without],
        }

    def condition(self, *, by: Actor) -> Condition:
        """On a row `r`: chosen, and seen by the actor."""
        kind = record_kind(self.kind)
        filters, refused = filters_from(kind, self.filters, seen_by=by)
        if refused:
            # A filter left out would choose more than was meant.
            raise SelectionRefused(" ".join(refused.values()), fields=refused)
        if self.is_all:
            without = sql.SQL("r.id <> all(%s)"), [list(self.without)]
            return all_of([counted_within(kind, seen_by=by, filters=filters), *([without] if self.without else [])])
        return all_of([(sql.SQL("r.id = any(%s)"), [list(self.ids)]), self._there(kind, by)])

    def _there(self, kind: RecordKind, by: Actor) -> Condition:
        if not self.trashed:
            return counted_within(kind, seen_by=by, filters=[])
        return all_of([(sql.SQL("r.deleted_at is not null"), []), seen_sql(kind, by)])


def selection_of(kind: str, given: Mapping[str, Any]) -> Selection:
    """Out of what a change set keeps, or what a page or program sent."""
    filters = given.get("filters") or {}
    chosen = Selection(
        kind=_kind(kind),
        ids=_ids(given.get("ids") or []),
        is_all=given.get("all") is True,
        filters={name: tuple(texts) for name, texts in filters.items()},
        without=_ids(given.get("without") or []),
        trashed=given.get("trashed") is True,
    )
    if not (chosen.ids or chosen.is_all):
        raise SelectionRefused(_("Nothing is selected."), field="ids")
    return chosen


def _kind(name: str) -> str:
    try:
        return record_kind(name).name
    except UnknownKind as unknown:
        raise SelectionRefused(_("There is no kind of record called so."), field="kind") from unknown


def _ids(given: Sequence[Any]) -> tuple[UUID, ...]:
    if len(given) > MOST_IDS:
        said = _("At most %(count)s records can be chosen one by one. Choose all that match instead.")
        raise SelectionRefused(said % {"count": grouped(MOST_IDS)}, field="ids")
    try:
        return tuple(dict.fromkeys(UUID(str(each)) for each in given))
    except ValueError as wrong:
        raise SelectionRefused(_("This is not the id of a record."), field="ids") from wrong
