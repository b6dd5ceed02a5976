"""Saved views above a list: which there are, which one is open, and what its address says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, RecordKind, SavedView, default_views, views_of

ALL = "all"
# They say where in a state one is, not which state it is.
PASSING = ("view", "after", "on", "part", "longer")
State = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Tabs:
    kind: RecordKind
    actor: Actor

    @cached_property
    def views(self) -> list[SavedView]:
        return views_of(self.kind.name, seen_by=self.actor)

    @cached_property
    def first(self) -> SavedView | None:
        """What opens when the address asks for nothing."""
        if not self.views:
            return None
        by_id = {view.id: view for view in self.views}
        return next((by_id[id_] for id_ in default_views(self.kind.name, of=self.actor) if id_ in by_id), None)

    @property
    def opens_something(self) -> bool:
        """Whether an address that asks for nothing means less than all."""
        return bool(self.first or self.kind.opens_with)

    def open(self, query: QueryDict) -> SavedView | None:
        wanted = query.get("view", "")
        if wanted == ALL or (not wanted and query):
            return None
        return self.find(wanted) if wanted else self.first

    def find(self, text: str) -> SavedView | None:
        try:
            id_ = UUID(text)
        except ValueError:
            return None
        return next((view for view in self.views if view.id == id_), None)

    def why_not(self, query: QueryDict) -> list[str]:
        wanted = query.get("view", "")
        if wanted in ("", ALL) or self.find(wanted):
            return []
        return [_("This view was deleted, or it is not yours to see. Here are all records.")]


def state_asked(kind: RecordKind, query: QueryDict, view: SavedView | None) -> QueryDict:
    """The view's own state, or what the kind opens with, as long as the address says nothing else."""
    if any(name not in PASSING for name in query) or (view is None and "view" in query):
        return query
    saved = QueryDict(mutable=True)
    for name, texts in (view.query if view else kind.opens_with).items():
        saved.setlist(name, list(texts))
    for name in PASSING:
        if name in query:
            saved.setlist(name, query.getlist(name))
    return saved
