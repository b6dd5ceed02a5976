"""Keep the suggestions of some records current: what is no longer alike goes, what is said already stays said."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from trato.customers.duplicates.finding import Pair, pairs_among
from trato.customers.duplicates.models import Suggestion
from trato.customers.duplicates.queries import kept_apart
from trato.foundation.public import Actor, RecordKind, merged_into, refuse_people, use_case

FIELDS = ("score", "reasons")


@use_case()
def find_duplicates(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> int:
    """Returns how many pairs of these records there are now."""
    refuse_people(by)
    found = _without_kept_apart(kind, pairs_among(kind.name, ids))
    _forget_others(ids, found)
    Suggestion.objects.bulk_create(
        [
            Suggestion(
                record_type=kind.name,
                one_id=pair.one,
                other_id=pair.other,
                score=pair.score,
                reasons=list(pair.reasons),
            )
            for pair in sorted(found, key=lambda each: (each.one, each.other))
        ],
        update_conflicts=True,
        update_fields=FIELDS,
        unique_fields=["one_id", "other_id"],
    )
    return len(found)


def _without_kept_apart(kind: RecordKind, pairs: Sequence[Pair]) -> list[Pair]:
    roots = {id_ for pair in pairs for id_ in (pair.one, pair.other)}
    below = merged_into(kind, roots)
    apart = kept_apart({root: [root, *below.get(root, ())] for root in roots})
    return [pair for pair in pairs if frozenset((pair.one, pair.other)) not in apart]


def _forget_others(ids: Sequence[UUID], found: Sequence[Pair]) -> None:
    about = Q(one_id__in=ids) | Q(other_id__in=ids)
    open_ones: Any = Suggestion.objects.filter(about, dismissed_at=None).values_list("pk", "one_id", "other_id")
    kept = {(pair.one, pair.other) for pair in found}
    gone = [pk for pk, one, other in open_ones if (one, other) not in kept]
    if gone:
        Suggestion.objects.filter(pk__in=gone).delete()
