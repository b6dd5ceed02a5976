"""Changing the lines of one deal, and giving lines to many that a file brought in."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, Change, NotFound, RecordUpdate, SavedRecord, StoredValues, record_kind


def write_lines(
    lines: Mapping[UUID, Sequence[Mapping[str, Any]]], *, by: Actor, change_set: UUID | None = None
) -> list[SavedRecord]:
    """All lines of each deal anew, by its own verb: with its right, its history, its amount and its event."""
    updates = [RecordUpdate(id=deal, values={"lines": list(each)}) for deal, each in lines.items()]
    changed: list[SavedRecord] = record_kind("deal").update(updates, by=by, change_set=change_set)
    return changed


def set_lines(
    deal_id: UUID, lines: Sequence[Mapping[str, Any]], *, by: Actor, seen_version: int | None = None
) -> SavedRecord:
    """Refused where somebody else changed the lines since that version of the deal."""
    update = RecordUpdate(id=deal_id, values={"lines": list(lines)}, seen_version=seen_version)
    (saved,) = record_kind("deal").update([update], by=by)
    return saved  # type: ignore[no-any-return]  # a kind's verbs are not typed


def put_lines_back(deal_id: UUID, *, version: int, by: Actor) -> SavedRecord:
    """Lines, and the amount with them, as they were before a version; refused where they were changed again since."""
    change = Change.objects.filter(record_type="deal", record_id=deal_id, version=version).first()
    if change is None or "lines" not in change.before:
        raise NotFound(_("There is no version %(version)s of this record.") % {"version": version})
    update = RecordUpdate(id=deal_id, values=StoredValues(change.before), seen_version=version)
    (saved,) = record_kind("deal").update([update], by=by)
    return saved  # type: ignore[no-any-return]  # a kind's verbs are not typed
