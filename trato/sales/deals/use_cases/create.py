"""New deals, one or many."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    PreparedRow,
    RecordKind,
    SavedRecord,
    fill_team,
    insert_records,
    link_references,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    use_case,
)
from trato.sales.deals.converting import base_amounts
from trato.sales.deals.use_cases.checking import check_values, link_people
from trato.sales.deals.use_cases.gates import has_gates, refuse_at_gate
from trato.sales.deals.use_cases.moves import Step, write_moves
from trato.sales.deals.use_cases.staging import Stager
from trato.sales.deals.use_cases.telling import told_created
from trato.sales.lines.settling import settle_lines
from trato.sales.pipelines.use_cases.begin import keep_first_pipelines

FILES = ("import", "command")


@use_case(right="sales.create_deals")
def create_deals(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. Values are by field name."""
    stager = Stager(keep_first_pipelines(by=by), by, brings_in=by.door in FILES)
    kind = record_kind("deal")
    prepared = prepare_rows(kind, rows, by=by)
    for row, given in zip(prepared, rows, strict=True):
        check_values(row, given)
        stager.begin(row, given)
        if by.kind == "user":
            row.columns.setdefault("owner", by.id)
    link_references(kind, prepared, by=by)
    link_people(prepared, by=by)
    settle_lines(prepared, rows, by=by)
    for row, base in zip(prepared, base_amounts([row.columns for row in prepared], by=by), strict=True):
        row.columns["base_amount"] = base
    _name_them(prepared)
    if has_gates(by):
        _hold_at_gates(kind, prepared, stager, by)
    refuse_problems(prepared)
    fill_team(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    made = [(each.id, row.columns) for each, row in zip(saved, prepared, strict=True)]
    write_moves((Step(id_, columns["stage"], columns["stage_since"]) for id_, columns in made), by=by)
    events = [event for id_, columns in made for event in told_created(id_, columns, change_set)]
    publish_all(events, by=by, quietly=len(saved) > 1)
    return saved


def _hold_at_gates(kind: RecordKind, rows: Sequence[PreparedRow], stager: Stager, by: Actor) -> None:
    for row in rows:
        if stage := stager.known.stage_by_code.get(row.columns.get("stage", "")):
            refuse_at_gate(kind, row, stage, held={}, parts={}, by=by)


def _name_them(rows: Sequence[PreparedRow]) -> None:
    """One that nobody named is called after the company, what is sold, and its id elsewhere."""
    nameless = [row for row in rows if not row.columns.get("name") and "name" not in row.problems]
    model: Any = record_kind("company").model()
    ids = {row.columns["company"] for row in nameless if isinstance(row.columns.get("company"), UUID)}
    firms = dict(model.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    for row in nameless:
        key = row.parts.get("keys", {}).get("external") or {}
        sold = row.parts.get("lines", {}).get("product")
        told = [firms.get(row.columns.get("company")), sold, key.get("value")]
        row.columns["name"] = " · ".join(str(each) for each in told if each)
        if not row.columns["name"]:
            row.problems.setdefault("name", _("A deal needs a name, or a company to be called after."))
