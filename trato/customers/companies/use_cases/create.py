"""New companies, one or many."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.companies.events import CompanyCreated
from trato.customers.companies.models import Company
from trato.customers.companies.queries import companies_named
from trato.customers.companies.use_cases.parents import link_parents, refuse_new_rings
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
from trato.kit.names import called


@use_case(right="customers.create_companies")
def create_companies(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. Values are by field name."""
    kind = record_kind("company")
    prepared = prepare_rows(kind, rows, by=by)
    for row in prepared:
        name_from_domain(row)
        if not row.columns.get("name"):
            row.problems["name"] = _("A company needs a name.")
        row.columns.setdefault("lifecycle_stage", FIRST_STAGE)
        if by.kind == "user":
            row.columns.setdefault("owner", by.id)
    refuse_problems(prepared)
    fill_team(prepared)
    waiting = wait_for_parents(prepared, by=by)
    refuse_new_rings(prepared, waiting)
    refuse_problems(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    link_parents(saved, prepared, waiting)
    publish_all(
        [
            CompanyCreated(company_id=each.id, subject_id=each.id, subject_version=1, change_set=change_set)
            for each in saved
        ],
        by=by,
        quietly=len(saved) > 1,
    )
    return saved


def name_from_domain(row: PreparedRow) -> None:
    """A firm known only by its domain is called by it until somebody knows better."""
    domain = row.parts.get("identities", {}).get("domain")
    if not row.columns.get("name") and domain:
        row.columns["name"] = domain["value"]


def wait_for_parents(
    rows: Sequence[PreparedRow], *, by: Actor, held: Collection[UUID | None] = (), are_new: bool = True
) -> dict[int, str]:
    """Resolve parents given by name. New ones that stand in the same set are linked after it is written.

    A parent out of sight is refused, unless it is `held` already.
    """
    _refuse_unseen_parents(rows, by=by, held=held)
    named = {n: row.columns["parent"] for n, row in enumerate(rows) if isinstance(row.columns.get("parent"), str)}
    found = companies_named(list(named.values()), seen_by=by) if named else {}
    here = {called(str(row.columns["name"])) for row in rows if are_new and row.columns.get("name")}
    waiting: dict[int, str] = {}
    for number, name in named.items():
        if called(name) == called(str(rows[number].columns.get("name") or "")):
            rows[number].problems["parent"] = _("A company is not its own parent.")
            continue
        ids = found[called(name)]
        rows[number].columns["parent"] = ids[0] if len(ids) == 1 else None
        if called(name) in here and not ids:
            waiting[number] = called(name)
        elif len(ids) != 1:
            rows[number].problems["parent"] = (
                _("Several companies are called “%(name)s”.") if ids else _("No company is called “%(name)s”.")
            ) % {"name": name}
    refuse_problems(rows)
    return waiting


def _refuse_unseen_parents(rows: Sequence[PreparedRow], *, by: Actor, held: Collection[UUID | None]) -> None:
    given = {n: row.columns["parent"] for n, row in enumerate(rows) if isinstance(row.columns.get("parent"), UUID)}
    if wanted := set(given.values()) - set(held):
        living = Company.objects.seen_by(by).filter(pk__in=wanted, deleted_at=None)
        missing = wanted - set(living.values_list("id", flat=True))
        for number in (number for number, parent in given.items() if parent in missing):
            rows[number].problems["parent"] = _("There is no such company.")
