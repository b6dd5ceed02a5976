"""What an unmerge would put back, and what stays, before anybody does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.merging.models import Merge
from trato.customers.merging.parting import part_values
from trato.customers.merging.queries import later_merges, merged_below, standing
from trato.foundation.public import Actor, Conflict, LoggedEvent, RecordKind, columns_held, values_of


@dataclass(frozen=True)
class UnmergePreview:
    """`back` are values that the root gives back, `stays` fields that were edited since; `along` come back as well."""

    id: UUID
    name: str
    root: UUID
    root_name: str
    back: Mapping[str, dict[str, Any]]
    stays: Sequence[str]
    along: Sequence[str]
    events: int


def preview_unmerge(kind: RecordKind, id_: UUID, *, by: Actor) -> UnmergePreview:
    root = standing(kind, [id_], by=by)[id_].root
    merge = Merge.objects.filter(absorbed_id=id_).first()
    if merge is None:
        raise Conflict(_("This record is merged into no other one."))
    below = merged_below(id_)
    model: Any = kind.model()
    names = dict(model.objects.filter(pk__in=[id_, root, *below]).values_list("pk", "name"))
    back, stays = _parting(kind, merge, by)
    own = LoggedEvent.objects.filter(**{f"{kind.name}_id__in": [id_, *below]})
    return UnmergePreview(id_, names[id_], root, names[root], back, stays, [names[each] for each in below], own.count())


def _parting(kind: RecordKind, merge: Merge, by: Actor) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Only of fields that the reader sees."""
    chosen = {
        name: values
        for name, values in merge.chosen.items()
        if name in kind.by_name and by.may_see_field(kind.name, name)
    }
    now = values_of(columns_held(kind, [merge.into_id])[merge.into_id])
    parting = part_values(chosen, [each.chosen for each in later_merges(merge)], now)
    back = {name: chosen[name] for name in chosen if name not in parting.stays}
    return back, parting.stays
