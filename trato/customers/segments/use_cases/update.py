"""Changing segments, one or many."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.groups import check_groups
from trato.customers.segments.events import SegmentChanged
from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.rules import change_rules
from trato.foundation.public import (
    Actor,
    RecordUpdate,
    SavedRecord,
    fill_team,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    update_records,
    use_case,
)


@use_case(right="customers.edit_segments")
def update_segments(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    kind = record_kind("segment")
    plain = [RecordUpdate(id=each.id, values=_without_rules(each)) for each in updates]
    prepared = prepare_rows(kind, [each.values for each in plain], by=by)
    check_groups(
        plain,
        prepared,
        held=Segment.objects,
        nameless=_("Give the segment a name."),
        fixed=_("What a segment is made of cannot be changed. Make another segment."),
    )
    refuse_problems(prepared)
    fill_team(prepared)
    saved = update_records(kind, plain, prepared, by=by, adding=adding, change_set=change_set)
    told = [
        SegmentChanged(subject_id=each.id, subject_version=each.version, fields=each.fields, change_set=change_set)
        for each in saved
        if each.fields
    ]
    publish_all(told, by=by, quietly=len(told) > 1)
    for each in updates:
        if "rules" in each.values:
            change_rules(each.id, each.values["rules"], by=by)
    return saved


def _without_rules(update: RecordUpdate) -> dict[str, object]:
    return type(update.values)({name: value for name, value in update.values.items() if name != "rules"})  # type: ignore[call-arg, return-value]  # an undo's values are a dict of their own
