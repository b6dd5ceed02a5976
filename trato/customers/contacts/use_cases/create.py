"""New contacts, one or many."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.contacts.events import ContactCreated
from trato.customers.contacts.use_cases.companies import link_companies
from trato.customers.stages import FIRST_STAGE
from trato.foundation.public import (
    Actor,
    PreparedRow,
    SavedRecord,
    fill_team,
    insert_records,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    use_case,
)
from trato.kit.names import joined_name


@use_case(right="customers.create_contacts")
def create_contacts(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. Values are by field name."""
    kind = record_kind("contact")
    prepared = prepare_rows(kind, rows, by=by)
    for row in prepared:
        name_it(row)
        row.columns.setdefault("lifecycle_stage", FIRST_STAGE)
        if by.kind == "user":
            row.columns.setdefault("owner", by.id)
    refuse_problems(prepared)
    fill_team(prepared)
    firms = link_companies(prepared, by=by, change_set=change_set)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    publish_all(
        [
            ContactCreated(
                contact_id=each.id, company_id=firm, subject_id=each.id, subject_version=1, change_set=change_set
            )
            for each, firm in zip(saved, firms, strict=True)
        ],
        by=by,
        quietly=len(saved) > 1,
    )
    return saved


def name_it(row: PreparedRow) -> None:
    """One display name: as given, else joined from its parts, else what the person is reached by."""
    if row.columns.get("name"):
        return
    given, family = row.columns.get("given_name") or "", row.columns.get("family_name") or ""
    identities = row.parts.get("identities", {})
    single = [identities[kind]["value"] for kind in ("email", "phone") if identities.get(kind)]
    listed = [each["value"] for each in identities.get("identities") or []]
    name = joined_name(given, family) or row.columns.get("native_name") or next(iter([*single, *listed]), "")
    row.columns["name"] = name
    if not name and not {"name", "email", "phone"} & row.problems.keys():
        row.problems["name"] = _("A contact needs a name, an e-mail or a phone.")
