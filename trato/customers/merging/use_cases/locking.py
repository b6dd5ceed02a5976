"""Roots are locked in the order of their ids, and what was merged into them belongs to whoever holds the root."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.merging.queries import Standing, standing
from trato.foundation.public import Actor, Conflict, RecordKind, refuse_unreachable

WHERE = ("pk", "root_id", "deleted_at")


def hold_roots(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> Mapping[UUID, Standing]:
    """Waits for whoever edits one of them. Refused when it was merged or went into the trash meanwhile."""
    found = standing(kind, ids, by=by)
    model: Any = kind.model()
    roots = sorted({each.root for each in found.values()})
    mine = model.objects.within(by, kind.right("edit")).filter(pk__in=roots).select_for_update(of=("self",))
    held = set(mine.order_by("pk").values_list("pk", flat=True))
    refuse_unreachable(held, roots, model.objects.seen_by(by), what=str(kind.label).lower())
    now = {id_: (root, moment) for id_, root, moment in model.objects.filter(pk__in=ids).values_list(*WHERE)}
    if now != {id_: (each.root, None) for id_, each in found.items()}:
        raise Conflict(_("Somebody merged one of these records at this moment. Look at it again and decide."))
    return found
