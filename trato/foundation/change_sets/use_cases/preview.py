"""What would happen, found out by doing it to the first records and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.acts import ACTS
from trato.foundation.change_sets.outcomes import Outcome
from trato.foundation.change_sets.queries import (
    Chosen,
    change_set_of,
    chosen_by,
    count_chosen,
    count_records,
)
from trato.foundation.change_sets.use_cases.choose import own_draft
from trato.foundation.change_sets.use_cases.run import act_on_next, undo_next
from trato.foundation.changes.models import Change, ChangeSet
from trato.foundation.use_cases import use_case

TRIED = 200
SHOWN = 8


@dataclass(frozen=True)
class SetPreview:
    """`total` and `changeable` are counted; `outcome` and `samples` are of the first `tried` records."""

    total: int
    changeable: int
    tried: int
    outcome: Outcome
    samples: Sequence[Change]

    @property
    def is_all(self) -> bool:
        return self.tried >= self.total


@use_case()
def preview_change_set(change_set_id: UUID, *, by: Actor) -> SetPreview:
    one = own_draft(change_set_id, by=by)
    chosen = count_chosen(chosen_by(one), verb=ACTS[one.kind].verb, by=by)
    return _tried(one, chosen, by=by.at(one.door))


@use_case()
def preview_undo(change_set_id: UUID, *, by: Actor) -> SetPreview:
    one = change_set_of(change_set_id, seen_by=by)
    total = count_records(one.id)
    trial = ChangeSet(kind="undo", undoes=one, label="", actor_kind=by.kind, actor_id=by.id, door=by.door)
    return _tried(trial, Chosen(total, total), by=by)


def _tried(one: ChangeSet, chosen: Chosen, *, by: Actor) -> SetPreview:
    """In and out again, so that nothing of it can differ from what the run will do."""
    with transaction.atomic():
        done = undo_next(one, TRIED, by) if one.kind == "undo" else act_on_next(one, TRIED, by)
        samples = list(Change.objects.filter(change_set_id=one.id).order_by("id")[:SHOWN])
        transaction.set_rollback(True)
    count, outcome = (done[1], done[2]) if done else (0, Outcome())
    return SetPreview(chosen.total, chosen.changeable, count, outcome, samples)
