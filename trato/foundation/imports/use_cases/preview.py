"""What would happen, found out by doing it and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction

from trato.foundation.actors.actor import Actor
from trato.foundation.imports.chunks import bring_in
from trato.foundation.imports.error_file import storable
from trato.foundation.imports.models import Import, State
from trato.foundation.imports.plans import Outcome, plan_of
from trato.foundation.imports.queries import table_of
from trato.foundation.imports.use_cases.choose import draft
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.use_cases import use_case
from trato.kit.ids import new_id

PREVIEW_ROWS = 500
MOST_SHOWN = 100


@use_case(right=RIGHT)
def preview_import(import_id: UUID, *, by: Actor) -> Import:
    """The first rows go in and out again, so nothing of it can differ from what the import will do."""
    one = draft(import_id, by=by)
    rows = table_of(one).sample(PREVIEW_ROWS)
    with transaction.atomic():
        outcome = bring_in(plan_of(one, by=by.at(one.door), change_set=new_id()), rows)
        transaction.set_rollback(True)
    one.preview, one.state = _told(outcome, len(rows)), State.PREVIEW
    one.save(update_fields=["preview", "state"])
    return one


def _told(outcome: Outcome, row_count: int) -> dict[str, Any]:
    return {
        "rows": row_count,
        "created": outcome.created,
        "updated": outcome.updated,
        "skipped": outcome.skipped,
        "failed": len(outcome.refusals),
        "keyless": outcome.keyless,
        "shared": len(outcome.shared),
        "refusals": [storable_refusal(each) for each in outcome.refusals[:MOST_SHOWN]],
    }


def storable_refusal(refusal: dict[str, Any]) -> dict[str, Any]:
    problems = [dict(zip(each, storable(each.values()), strict=True)) for each in refusal["problems"]]
    return {"line": refusal["line"], "cells": storable(refusal["cells"]), "problems": problems}
