"""New lists, one or many."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.groups import begin_groups
from trato.customers.lists.events import ListCreated
from trato.foundation.public import (
    Actor,
    SavedRecord,
    fill_team,
    insert_records,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    use_case,
)


@use_case(right="customers.create_lists")
def create_lists(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none."""
    kind = record_kind("list")
    prepared = prepare_rows(kind, rows, by=by)
    begin_groups(prepared, by=by, nameless=_("Give the list a name."))
    refuse_problems(prepared)
    fill_team(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    events = [ListCreated(subject_id=each.id, subject_version=1, change_set=change_set) for each in saved]
    publish_all(events, by=by, quietly=len(saved) > 1)
    return saved
