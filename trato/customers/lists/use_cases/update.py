"""Changing lists, one or many."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.groups import check_groups
from trato.customers.lists.events import ListChanged
from trato.customers.lists.models import StaticList
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


@use_case(right="customers.edit_lists")
def update_lists(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    kind = record_kind("list")
    prepared = prepare_rows(kind, [each.values for each in updates], by=by)
    check_groups(
        updates,
        prepared,
        held=StaticList.objects,
        nameless=_("Give the list a name."),
        fixed=_("What a list is made of cannot be changed. Make another list."),
    )
    refuse_problems(prepared)
    fill_team(prepared)
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    told = [
        ListChanged(subject_id=each.id, subject_version=each.version, fields=each.fields, change_set=change_set)
        for each in saved
        if each.fields
    ]
    publish_all(told, by=by, quietly=len(told) > 1)
    return saved
