"""Which new records of a file look like others that are here: asked before it comes in, while it is only tried."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.customers.duplicates.finding import pairs_among
from trato.customers.duplicates.queries import REASONS
from trato.foundation.public import Actor, RecordKind

Twins = Mapping[UUID, Sequence[tuple[UUID, str, str]]]


def twins_among(kind: RecordKind, ids: Sequence[UUID], *, seen_by: Actor) -> Twins:
    """The most alike first. Two of the file that are alike are told at the later one."""
    asked = set(ids)
    beside: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for pair in sorted(pairs_among(kind.name, ids), key=lambda pair: -pair.score):
        mine, other = (pair.other, pair.one) if pair.other in asked else (pair.one, pair.other)
        beside[mine].append((other, ", ".join(str(REASONS[each]) for each in pair.reasons if each in REASONS)))
    model: Any = kind.model()
    every = {other for some in beside.values() for other, _why in some}
    names = dict(model.objects.seen_by(seen_by).filter(pk__in=every).values_list("pk", "name"))
    told = {
        mine: [(other, names[other], why) for other, why in some if other in names] for mine, some in beside.items()
    }
    return {mine: some for mine, some in told.items() if some}
