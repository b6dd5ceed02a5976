"""Companies into the trash and back."""

from collections.abc import Sequence
from uuid import UUID

from trato.customers.companies.events import CompanyChanged, CompanyRestored, CompanyTrashed
from trato.customers.identities.use_cases import give_up_identities, take_identities_back
from trato.foundation.public import (
    SYSTEM,
    Actor,
    SavedRecord,
    publish_all,
    record_kind,
    restore_records,
    trash_records,
    use_case,
)


@use_case(right="customers.delete_companies")
def trash_companies(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> None:
    saved = trash_records(record_kind("company"), ids, by=by, change_set=change_set)
    give_up_identities("company", [each.id for each in saved])
    events = [CompanyTrashed(company_id=each.id, subject_id=each.id, subject_version=each.version) for each in saved]
    publish_all(events, by=by)


@use_case(right="customers.delete_companies")
def restore_companies(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[str]:
    """Returns the identities that others took meanwhile; those stay theirs."""
    saved = restore_records(record_kind("company"), ids, by=by, change_set=change_set)
    taken = take_identities_back("company", [each.id for each in saved])
    events = [CompanyRestored(company_id=each.id, subject_id=each.id, subject_version=each.version) for each in saved]
    publish_all(events, by=by)
    publish_all([_changed(each) for each in taken.changed], by=SYSTEM)
    return taken.lost


def _changed(saved: SavedRecord) -> CompanyChanged:
    return CompanyChanged(company_id=saved.id, subject_id=saved.id, subject_version=saved.version, fields=saved.fields)
