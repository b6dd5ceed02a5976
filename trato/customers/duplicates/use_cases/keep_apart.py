"""Somebody says that two records are not the same, or takes that back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from trato.customers.duplicates.events import CompaniesKeptApart, ContactsKeptApart
from trato.customers.duplicates.models import Suggestion
from trato.customers.duplicates.queries import Suggested, refuse_without_right, suggestion_seen, suggestions_seen
from trato.foundation.public import Actor, RecordKind, publish_all, use_case
from trato.kit.clock import now

EVENTS: dict[str, type[ContactsKeptApart] | type[CompaniesKeptApart]] = {
    "contact": ContactsKeptApart,
    "company": CompaniesKeptApart,
}


@use_case()
def keep_apart(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> list[Suggested]:
    """Remembered for both and for whatever is merged into them later."""
    refuse_without_right(kind, by)
    found = suggestions_seen(kind, ids, seen_by=by)
    if len(found) < len(set(ids)):
        suggestion_seen(kind, next(id_ for id_ in ids if id_ not in {each.id for each in found}), seen_by=by)
    Suggestion.objects.filter(pk__in=[each.id for each in found]).update(dismissed_at=now(), dismissed_by=by.id)
    publish_all([_event(kind, each) for each in found], by=by)
    return found


@use_case()
def consider_again(kind: RecordKind, id_: UUID, *, by: Actor) -> Suggested:
    refuse_without_right(kind, by)
    mine = Suggestion.objects.filter(pk=id_, record_type=kind.name)
    mine.update(dismissed_at=None, dismissed_by=None)
    return suggestion_seen(kind, id_, seen_by=by)


def _event(kind: RecordKind, one: Suggested) -> ContactsKeptApart | CompaniesKeptApart:
    facts: dict[str, Any] = {f"{kind.name}_id": one.one, "subject_id": one.other}
    return EVENTS[kind.name](**facts)
