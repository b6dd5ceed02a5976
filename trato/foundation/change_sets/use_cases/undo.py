"""Take a change set back. That is a change set of its own, which can be undone as well."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.queries import count_records, latest_undo, why_not_undone
from trato.foundation.change_sets.use_cases.run import hand_over, held
from trato.foundation.changes.models import ChangeSet, SetState
from trato.foundation.use_cases import use_case


@use_case()
def start_undo(change_set_id: UUID, *, by: Actor) -> ChangeSet:
    """Goes on with an undo that was stopped or failed."""
    one = held(change_set_id, by)
    if why := why_not_undone(one):
        raise ChangeSetRefused(why)
    begun = latest_undo(one)
    if begun is not None and begun.is_under_way:
        return begun
    if begun is not None and begun.can_go_on and (begun.actor_kind, begun.actor_id) == (by.kind, by.id):
        return hand_over(begun)
    return hand_over(_undo_of(one, by))


def _undo_of(one: ChangeSet, by: Actor) -> ChangeSet:
    return ChangeSet(
        kind="undo",
        label=(_("Undo: %(label)s") % {"label": one.label})[:300],
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
        record_type=one.record_type,
        undoes=one,
        state=SetState.WAITING,
        total=count_records(one.id),
    )
