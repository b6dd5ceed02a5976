"""Many merges as one change set: small ones at once, the others by the workers, with progress and one undo."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, ChangeSet, NotAllowed, RecordKind, SetState, carry_out, use_case


def merge_many(kind: RecordKind, pairs: Mapping[UUID, UUID], *, by: Actor, back: str = "") -> ChangeSet:
    """`pairs` say what each is merged into. What cannot be merged is told on the page of the set."""
    if not by.may(kind.right("merge")):
        raise NotAllowed(_("Your role does not allow this."))
    return carry_out(_draft(kind, pairs, by=by, back=back).id, by=by)


@use_case()
def _draft(kind: RecordKind, pairs: Mapping[UUID, UUID], *, by: Actor, back: str) -> ChangeSet:
    return ChangeSet.objects.create(
        kind="merge",
        label=str(kind.label_plural),
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
        record_type=kind.name,
        selection={"ids": [str(id_) for id_ in pairs], "trashed": False, "back": back},
        values={str(absorbed): str(into) for absorbed, into in pairs.items()},
        state=SetState.DRAFT,
    )
