"""Changing deals, one or many; to win, lose and reopen them is to change their stage."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    Current,
    PreparedRow,
    RecordKind,
    RecordUpdate,
    SavedRecord,
    StoredValues,
    fill_team,
    link_references,
    lock_records,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    update_records,
    use_case,
)
from trato.sales.deals.converting import base_amounts
from trato.sales.deals.use_cases.checking import check_values, link_people
from trato.sales.deals.use_cases.gates import has_gates, refuse_at_gate
from trato.sales.deals.use_cases.moves import step_from, write_moves
from trato.sales.deals.use_cases.staging import ABOUT_STAGE, Stager
from trato.sales.deals.use_cases.telling import told_changed
from trato.sales.lines.settling import settle_lines
from trato.sales.pipelines.models import LOST, OPEN, WON
from trato.sales.pipelines.queries import pipelines_now

ABOUT_MONEY = frozenset({"amount", "close_on", "lines", "product"})
Held = Mapping[UUID, Current]


@use_case(right="sales.edit_deals")
def update_deals(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    """`adding` (a file) never takes anything away. Refused as a whole when one row is."""
    kind = record_kind("deal")
    prepared = prepare_rows(kind, [update.values for update in updates], by=by)
    for update, row in zip(updates, prepared, strict=True):
        _check(row, update, adding=adding)
    return write_deals(kind, updates, prepared, by=by, adding=adding, change_set=change_set)


def write_deals(
    kind: RecordKind,
    updates: Sequence[RecordUpdate],
    prepared: Sequence[PreparedRow],
    *,
    by: Actor,
    adding: bool = False,
    change_set: UUID | None = None,
) -> list[SavedRecord]:
    link_references(kind, prepared, by=by)
    link_people(prepared, by=by)
    ids, given = [each.id for each in updates], [each.values for each in updates]
    settle_lines(prepared, given, ids=ids, by=by, adding=adding)
    held = _held(kind, updates, by)
    _settle(kind, updates, prepared, held, by)
    refuse_problems(prepared)
    fill_team(prepared)
    saved = update_records(kind, updates, prepared, by=by, adding=adding, change_set=change_set)
    before = {id_: current.columns for id_, current in held.items()}
    rows = {each.id: row for each, row in zip(saved, prepared, strict=True) if "stage" in each.fields}
    write_moves((step_from(id_, before[id_], row.columns["stage"]) for id_, row in rows.items()), by=by)
    publish_all(list(told_changed(saved, before, change_set=change_set)), by=by, quietly=len(saved) > 1)
    return saved


def win_deals(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[SavedRecord]:
    return update_deals([RecordUpdate(id=id_, values={"state": WON}) for id_ in ids], by=by, change_set=change_set)


def lose_deals(
    ids: Sequence[UUID], *, reason: str, by: Actor, competitor: str = "", change_set: UUID | None = None
) -> list[SavedRecord]:
    values = {"state": LOST, "lost_reason": reason, **({"competitor": competitor} if competitor else {})}
    return update_deals([RecordUpdate(id=id_, values=values) for id_ in ids], by=by, change_set=change_set)


def reopen_deals(ids: Sequence[UUID], *, by: Actor, change_set: UUID | None = None) -> list[SavedRecord]:
    return update_deals([RecordUpdate(id=id_, values={"state": OPEN}) for id_ in ids], by=by, change_set=change_set)


def _check(row: PreparedRow, update: RecordUpdate, *, adding: bool) -> None:
    check_values(row, update.values)
    if "name" in row.columns and not row.columns["name"] and not adding:
        row.problems["name"] = _("A deal needs a name.")
    if adding:
        row.columns = {n: value for n, value in row.columns.items() if value is not None or n in update.cleared}


def _held(kind: RecordKind, updates: Sequence[RecordUpdate], by: Actor) -> Held:
    """As they stand, under their lock, where something follows from what is changed."""
    asked = [each.id for each in updates if (ABOUT_STAGE | ABOUT_MONEY) & set(each.values)]
    needed = {name for stage in pipelines_now().stages for name in stage.required_fields}
    return lock_records(kind, asked, by=by, made=needed) if asked else {}


def _settle(
    kind: RecordKind, updates: Sequence[RecordUpdate], rows: Sequence[PreparedRow], held: Held, by: Actor
) -> None:
    """What follows from the change of each: its stage, its gates, its amount in our currency."""
    stager = Stager(pipelines_now(), by, brings_in=False)
    priced: list[tuple[PreparedRow, dict[str, Any]]] = []
    for update, row in zip(updates, rows, strict=True):
        current = held.get(update.id)
        if current is None or isinstance(update.values, StoredValues):
            continue
        entered = stager.move(row, update.values, current.columns)
        if entered and has_gates(by):
            refuse_at_gate(kind, row, entered, held=current.columns, parts=current.parts, by=by)
        if entered or not ABOUT_MONEY.isdisjoint(row.columns):
            priced.append((row, {**current.columns, **row.columns}))
    for (row, after), base in zip(priced, base_amounts([after for _row, after in priced], by=by), strict=True):
        if base != after.get("base_amount"):
            row.columns["base_amount"] = base
