"""Deals into the trash and back."""

from collections.abc import Sequence
from uuid import UUID

from trato.foundation.public import (
    Actor,
    SavedRecord,
    publish_all,
    record_kind,
    restore_records,
    trash_records,
    use_case,
)
from trato.sales.deals.events import DealRestored, DealTrashed
from trato.sales.deals.models import Deal


@use_case(right="sales.delete_deals")
def trash_deals(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    _tell(trash_records(record_kind("deal"), ids, by=by, change_set=change_set), DealTrashed, by)


@use_case(right="sales.delete_deals")
def restore_deals(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """Nothing of a deal can be taken by another meanwhile, so nothing is left out."""
    _tell(restore_records(record_kind("deal"), ids, by=by, change_set=change_set), DealRestored, by)
    return []


def _tell(saved: Sequence[SavedRecord], told: type[DealTrashed] | type[DealRestored], by: Actor) -> None:
    ids = [each.id for each in saved]
    about = {pk: about for pk, *about in Deal.objects.filter(pk__in=ids).values_list("pk", "contact_id", "company_id")}
    events = [
        told(
            contact_id=about[each.id][0],
            company_id=about[each.id][1],
            subject_id=each.id,
            subject_version=each.version,
        )
        for each in saved
    ]
    publish_all(events, by=by)
