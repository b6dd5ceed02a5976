"""What would happen, found out by doing it and taking it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import transaction

from trato.foundation.actors.actor import Actor
from trato.foundation.imports.chunks import bring_in
from trato.foundation.imports.error_file import storable
from trato.foundation.imports.linking import unlinked
from trato.foundation.imports.models import Import, State
from trato.foundation.imports.plans import Outcome, Plan, given_row, plan_of, refuse, refuse_unread
from trato.foundation.imports.portions import portion
from trato.foundation.imports.queries import import_of, table_of
from trato.foundation.imports.reading import Row
from trato.foundation.imports.twins import twins_in
from trato.foundation.imports.use_cases.choose import draft
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.kinds.preparing import prepare_rows
from trato.foundation.use_cases import use_case
from trato.kit.ids import new_id

PREVIEW_ROWS = 500
MOST_SHOWN = MOST_NOTICES = 100
SCAN_SECONDS = 1.5
SCANNED_AT_ONCE = 500


@dataclass
class Scan:
    """Rows that were read, beyond those that were tried: `is_all` when the file has no more of them."""

    rows: int = 0
    failed: int = 0
    is_all: bool = False
    refusals: list[dict[str, Any]] = field(default_factory=list)


@use_case(right=RIGHT)
def preview_import(import_id: UUID, *, by: Actor) -> Import:
    """The first rows go in and out again, so nothing of it can differ from what the import will do. The rest of the
    file is read as far as a moment's waiting reaches, before anything is locked."""
    plan = plan_of(import_of(import_id, seen_by=by), by=by, change_set=new_id())
    rows = table_of(import_of(import_id, seen_by=by)).rows()
    first = [given_row(plan, row) for row in portion(rows, PREVIEW_ROWS)]
    scan = _scan(plan, rows)
    one = draft(import_id, by=by)
    with transaction.atomic():
        outcome = bring_in(plan_of(one, by=by.at(one.door), change_set=new_id(), is_trial=True), first)
        twins = twins_in(plan, outcome)
        transaction.set_rollback(True)
    one.preview, one.state = _told(outcome, len(first), scan) | twins, State.PREVIEW
    one.save(update_fields=["preview", "state"])
    return one


def _scan(plan: Plan, rows: Iterator[Row]) -> Scan:
    """What cannot be read or coerced is known without the database."""
    scan, until = Scan(), monotonic() + SCAN_SECONDS
    while monotonic() < until:
        chunk = portion(rows, SCANNED_AT_ONCE)
        if not chunk:
            scan.is_all = True
            break
        outcome = _looked_at(plan, chunk)
        scan.rows += len(chunk)
        scan.failed += len(outcome.refusals)
        scan.refusals += outcome.refusals[: MOST_SHOWN - len(scan.refusals)]
    return scan


def _looked_at(plan: Plan, rows: Sequence[Row]) -> Outcome:
    outcome = Outcome()
    given = []
    for row in (given_row(plan, each) for each in rows):
        if row.problem:
            refuse_unread(plan, row, outcome)
        else:
            given.append(row)
    given = [row for row in given if row.is_taken]
    values = [unlinked(plan, each.values) for each in given]
    prepared = prepare_rows(plan.kind, values, by=plan.by, coercion=plan.coercion)
    for each, read in zip(given, prepared, strict=True):
        if read.problems:
            refuse(plan, each, read.problems, outcome)
    outcome.refusals.sort(key=lambda each: each["line"])
    return outcome


def _told(outcome: Outcome, row_count: int, scan: Scan) -> dict[str, Any]:
    refusals = [*outcome.refusals, *scan.refusals][:MOST_SHOWN]
    return {
        "rows": row_count,
        "created": outcome.created,
        "updated": outcome.updated,
        "skipped": outcome.skipped,
        "failed": len(outcome.refusals),
        "keyless": outcome.keyless,
        "shared": len(outcome.shared),
        "notice_count": len(outcome.notices),
        "notices": outcome.notices[:MOST_NOTICES],
        "scanned": row_count + scan.rows,
        "scan_failed": len(outcome.refusals) + scan.failed,
        "is_all": scan.is_all,
        "refusals": [storable_refusal(each) for each in refusals],
    }


def storable_refusal(refusal: dict[str, Any]) -> dict[str, Any]:
    problems = [dict(zip(each, storable(each.values()), strict=True)) for each in refusal["problems"]]
    return {"line": refusal["line"], "cells": storable(refusal["cells"]), "problems": problems}
