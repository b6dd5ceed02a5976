"""Segments into the trash and back. One that another is made of stays."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.segments.errors import SegmentInUse
from trato.customers.segments.events import SegmentRestored, SegmentTrashed
from trato.customers.segments.queries import segments_asking_for, topic_of
from trato.customers.segments.use_cases.rules import ask_for_recount, hold_all_rules
from trato.foundation.public import (
    Actor,
    publish_all,
    record_kind,
    restore_records,
    trash_records,
    use_case,
)


@use_case(right="customers.delete_segments")
def trash_segments(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    hold_all_rules()
    names = segments_asking_for([topic_of(id_) for id_ in ids], by, besides=ids)
    if names is not None:
        raise SegmentInUse(_("Other segments are made of this one, so it stays. %(names)s") % {"names": names})
    saved = trash_records(record_kind("segment"), ids, by=by, change_set=change_set)
    publish_all([SegmentTrashed(subject_id=each.id, subject_version=each.version) for each in saved], by=by)


@use_case(right="customers.delete_segments")
def restore_segments(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """What it is made of may have changed meanwhile, so all of it is counted anew."""
    saved = restore_records(record_kind("segment"), ids, by=by, change_set=change_set)
    publish_all([SegmentRestored(subject_id=each.id, subject_version=each.version) for each in saved], by=by)
    for each in saved:
        ask_for_recount(each.id)
    return []
