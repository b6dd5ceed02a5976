"""Lists into the trash and back. One that a segment asks for stays."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.lists.errors import ListInUse
from trato.customers.lists.events import ListRestored, ListTrashed
from trato.customers.segments.queries import segments_asking_for
from trato.foundation.public import Actor, publish_all, record_kind, restore_records, trash_records, use_case


@use_case(right="customers.delete_lists")
def trash_lists(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    names = segments_asking_for([f"list:{id_}" for id_ in ids], by)
    if names is not None:
        raise ListInUse(_("Segments ask who is on this list, so it stays. %(names)s") % {"names": names})
    saved = trash_records(record_kind("list"), ids, by=by, change_set=change_set)
    publish_all([ListTrashed(subject_id=each.id, subject_version=each.version) for each in saved], by=by)


@use_case(right="customers.delete_lists")
def restore_lists(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    saved = restore_records(record_kind("list"), ids, by=by, change_set=change_set)
    publish_all([ListRestored(subject_id=each.id, subject_version=each.version) for each in saved], by=by)
    return []
