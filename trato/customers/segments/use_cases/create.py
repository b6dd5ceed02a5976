"""New segments, one or many."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.groups import begin_groups
from trato.customers.segments.events import SegmentCreated
from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.rules import give_rules
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


@use_case(right="customers.create_segments")
def create_segments(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. `rules` may be given with the fields."""
    kind = record_kind("segment")
    plain = [{name: value for name, value in row.items() if name != "rules"} for row in rows]
    prepared = prepare_rows(kind, plain, by=by)
    begin_groups(prepared, by=by, nameless=_("Give the segment a name."))
    refuse_problems(prepared)
    fill_team(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    events = [SegmentCreated(subject_id=each.id, subject_version=1, change_set=change_set) for each in saved]
    publish_all(events, by=by, quietly=len(saved) > 1)
    for each, given in zip(saved, rows, strict=True):
        if given.get("rules"):
            give_rules(Segment.objects.get(pk=each.id), given["rules"], by=by)
    return saved
