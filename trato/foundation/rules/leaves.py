"""What one condition of a tree becomes: SQL on a row `r`, and what its answer hangs on.

Everything here is constants of the registry with parameters beside them; nothing that was given becomes SQL.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.clusters import all_merged
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.conditions import Filter, operators_for
from trato.foundation.kinds.preparing import coercion_for
from trato.foundation.search.queries import Condition

Rule = Mapping[str, Any]
# Between two moments: on `r`, the records whose answer may have changed by time alone. None: none of them.
Crossed = Callable[[datetime, datetime], Condition | None]
# On `r`, the records whose answer hangs on some records of another kind, given by id.
Through = Callable[[Sequence[UUID]], Condition]
FEW_MERGED = 1_000
UNKNOWN: Condition = (sql.SQL("null::text"), [])


@dataclass(frozen=True, kw_only=True)
class Farther:
    """What a relation finds on its other side, as a select of ids, and what is met through such ids, on `r`."""

    select: Condition
    fits: Through


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """`fits` is good for asking all records, `checked` for asking a few; both say the same.

    `topics` name what the answer hangs on: `field:contact.source`, `event:customers.note_written`, `segment:<id>`.
    `beyond` names other kinds of record that it reads, and how one gets from them to `r`. `held` is an expression that
    says as text what the record has, for whoever asks why; `filter` is the condition where a list can say it in words.
    `is_dear`: to find all that fit, however few they are, everything must be counted.
    """

    fits: Condition
    checked: Condition | None = None
    topics: frozenset[str] = frozenset()
    crossed: Crossed | None = None
    beyond: Sequence[tuple[str, Through]] = ()
    held: Condition = UNKNOWN
    filter: Filter | None = None
    inner: "Compiled | None" = None
    farther: Farther | None = None
    is_dear: bool = False

    @property
    def of_one(self) -> Condition:
        return self.checked or self.fits


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """A whole tree. `leaves` are its conditions by their place in it."""

    fits: Condition
    checked: Condition
    leaves: Mapping[str, Leaf] = field(default_factory=dict)

    @cached_property
    def topics(self) -> frozenset[str]:
        return frozenset(topic for leaf in self.leaves.values() for topic in leaf.topics)

    @cached_property
    def is_dear(self) -> bool:
        return any(leaf.is_dear or (leaf.inner is not None and leaf.inner.is_dear) for leaf in self.leaves.values())

    @cached_property
    def crossings(self) -> list[Crossed]:
        return [leaf.crossed for leaf in self.leaves.values() if leaf.crossed]

    @cached_property
    def beyond(self) -> list[tuple[str, Through]]:
        return [each for leaf in self.leaves.values() for each in leaf.beyond]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who asks, about what, and when. `compiled` reads a tree inside a rule, one level deeper."""

    kind: RecordKind
    actor: Actor
    moment: datetime
    compiled: Callable[[RecordKind, Any, str], Compiled]

    @cached_property
    def coercion(self) -> Coercion:
        return coercion_for(self.actor)

    @cached_property
    def merged(self) -> Mapping[UUID, UUID] | None:
        """Every merged record of the kind with its root, where they are few: looked for once for a whole tree."""
        return all_merged(self.kind, most=FEW_MERGED)

    @cached_property
    def operators(self) -> Mapping[str, Sequence[str]]:
        return operators_for(self.kind, seen_by=self.actor)
