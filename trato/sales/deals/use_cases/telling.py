"""What is told of deals."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.foundation.public import Event, SavedRecord
from trato.kit.clock import now
from trato.kit.money import Money
from trato.sales.deals.events import DealChanged, DealCreated, DealLost, DealReopened, DealStageChanged, DealWon
from trato.sales.deals.fields import DERIVED
from trato.sales.deals.models import Deal
from trato.sales.pipelines.models import LOST, OPEN, WON

CLOSING: Mapping[str, type[DealWon] | type[DealLost]] = {WON: DealWon, LOST: DealLost}
TOLD_BY_THE_STAGE = {"stage", "pipeline", "state", *DERIVED}
Values = Mapping[str, Any]


def told_created(id_: UUID, columns: Values, change_set: UUID | None) -> Iterator[Event]:
    """A deal that comes in as won or lost tells that as well, when it was."""
    about: dict[str, Any] = {
        "contact_id": columns.get("contact"),
        "company_id": columns.get("company"),
        "subject_id": id_,
        "subject_version": 1,
        "change_set": change_set,
        "pipeline": columns["pipeline"],
        **_sum(columns.get("amount")),
    }
    yield DealCreated(**about, stage=columns["stage"])
    if columns["state"] != OPEN:
        yield CLOSING[columns["state"]](**about, to_stage=columns["stage"], at=columns["closed_at"])


def told_changed(
    saved: Sequence[SavedRecord], before: Mapping[UUID, Values], *, change_set: UUID | None
) -> Iterator[Event]:
    """The step to another stage is a fact of its own; what else was changed is told beside it."""
    changed = [each for each in saved if each.fields]
    rows = Deal.objects.in_bulk([each.id for each in changed])
    for each in changed:
        row = rows[each.id]
        about: dict[str, Any] = {
            "contact_id": row.contact_id,
            "company_id": row.company_id,
            "subject_id": row.id,
            "subject_version": each.version,
            "change_set": change_set,
        }
        if "stage" in each.fields:
            yield _step(row, before[each.id], about)
        # `keys` is what people call by the name of its field.
        if fields := tuple(name for name in each.fields if name not in TOLD_BY_THE_STAGE):
            yield DealChanged(**about, fields=fields, **(_sum(_amount_of(row)) if "amount" in fields else {}))


def _step(row: Deal, before: Values, about: Mapping[str, Any]) -> Event:
    steps: dict[str, Any] = {"pipeline": row.pipeline_id, "from_stage": before["stage"], "to_stage": row.stage_id}
    steps["days"] = max(0, (now() - before["stage_since"]).days)
    if row.state == before["state"]:
        return DealStageChanged(**about, **steps)
    if row.state == OPEN:
        return DealReopened(**about, **steps)
    return CLOSING[row.state](**about, **steps, **_sum(_amount_of(row)))


def _amount_of(row: Deal) -> Money | None:
    return Money(row.amount, row.amount_currency) if row.amount is not None else None


def _sum(amount: Money | None) -> dict[str, Any]:
    return {**amount.as_json()} if amount else {}
