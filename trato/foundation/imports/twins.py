"""Rows that would make a record which looks like one that is there: told before, while it can still be helped."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from trato.foundation.extensions.importing import FindsTwins
from trato.foundation.extensions.registry import contributions
from trato.foundation.imports.error_file import storable
from trato.foundation.imports.plans import GivenRow, Outcome, Plan
from trato.kit.names import joined_name

MOST_SHOWN = 50
MOST_BESIDE = 3

Twin = tuple[UUID, str, str]


def twins_in(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    """Of the rows that were tried, in the transaction in which they were: how many, and the first of them."""
    finder = next((each for each in contributions(FindsTwins) if each.kind == plan.kind.name), None)
    if finder is None or not outcome.made:
        return {}
    found = finder.find(plan.kind, list(outcome.made), seen_by=plan.by)
    rows = sorted(((outcome.made[id_], some) for id_, some in found.items()), key=lambda each: each[0].line)
    told = [_told(row, some[:MOST_BESIDE], outcome) for row, some in rows[:MOST_SHOWN]]
    return {"twin_count": len(rows), "twins": told} if rows else {}


def _told(row: GivenRow, beside: Sequence[Twin], outcome: Outcome) -> dict[str, Any]:
    """Another row of the file has no page yet: its line is told."""
    others = [
        {"id": "" if id_ in outcome.made else str(id_), "name": name, "why": why, "line": _line(outcome, id_)}
        for id_, name, why in beside
    ]
    values = row.values
    name = values.get("name") or joined_name(str(values.get("given_name", "")), str(values.get("family_name", "")))
    return {"line": row.line, "name": storable([str(name)])[0], "others": others}


def _line(outcome: Outcome, id_: UUID) -> int:
    return outcome.made[id_].line if id_ in outcome.made else 0
