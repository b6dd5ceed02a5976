"""What rows hold that is no field: kept when their records are in. What cannot be kept is told and stops no row."""

from collections.abc import Sequence

from trato.foundation.extensions.besides import BesideRow, KeptBeside
from trato.foundation.imports.error_file import storable
from trato.foundation.imports.plans import Outcome, Plan

LONGEST_TOLD = 200


def keep_beside(plan: Plan, outcome: Outcome) -> None:
    for one, places in plan.beside:
        rows = _rows(plan, outcome, places)
        if rows:
            _keep(plan, outcome, one, rows, plan.header[places[0]])
    outcome.notices.sort(key=lambda each: each["line"])


def _rows(plan: Plan, outcome: Outcome, places: Sequence[int]) -> list[BesideRow]:
    given = [
        (row, id_, [cell for place in places if (cell := row.cells[place].strip())]) for id_, row in outcome.written
    ]
    return [
        BesideRow(line=row.line, record_id=id_, cells=cells, source=plan.source(row.line))
        for row, id_, cells in given
        if cells
    ]


def _keep(plan: Plan, outcome: Outcome, one: KeptBeside, rows: Sequence[BesideRow], column: str) -> None:
    known = {"path": plan.path, "by": plan.by, "change_set": plan.change_set, "is_trial": plan.is_trial}
    reasons = one.keep(plan.kind, rows, **known)
    told = [(line, *storable([column, reason[:LONGEST_TOLD]])) for line, reason in reasons.items()]
    outcome.notices += [{"line": line, "column": name, "reason": reason} for line, name, reason in told]
