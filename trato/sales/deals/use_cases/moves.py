"""The history of stages: one row for each step of a deal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from trato.foundation.public import Actor
from trato.kit.clock import now
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text
from trato.sales.deals.models import StageMove
from trato.sales.deals.use_cases.courses import Left, keep_courses

DAY, THOUSANDTHS = 86_400, 1_000
COLUMNS = ("id", "deal_id", "from_stage_id", "to_stage_id", "at", "actor_kind", "actor_id", "days")


@dataclass(frozen=True)
class Step:
    deal: UUID
    to_stage: str
    at: datetime
    from_stage: str | None = None
    since: datetime | None = None


def step_from(deal: UUID, held: Mapping[str, Any], to_stage: str) -> Step:
    return Step(deal, to_stage, now(), held["stage"], held["stage_since"])


def write_moves(taken: Iterable[Step], *, by: Actor) -> None:
    """Of deals that are new or locked."""
    steps = list(taken)
    actor = str(by.id) if by.id else None
    rows = (
        (
            new_id_text(),
            str(step.deal),
            step.from_stage,
            step.to_stage,
            step.at,
            by.kind,
            actor,
            _days(step),
        )
        for step in steps
    )
    copy_rows(StageMove, COLUMNS, rows)
    keep_courses(
        [
            Left(step.deal, step.from_stage, step.to_stage, step.since, round((_days(step) or 0) * THOUSANDTHS))
            for step in steps
            if step.from_stage and step.since
        ]
    )


def _days(step: Step) -> float | None:
    if step.since is None:
        return None
    return round(min(max((step.at - step.since).total_seconds() / DAY, 0), 999_999), 3)
