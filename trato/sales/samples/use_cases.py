"""Sample deals with the sample companies. The foundation's `load_sample_data` is the door and the right."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from trato.customers.public import Company
from trato.foundation.public import SYSTEM, Actor, Change, ChangeSet, Pointing, contributions, forget_history, today_of
from trato.kit.clock import now
from trato.sales.deals.models import Deal
from trato.sales.deals.use_cases.create import create_deals

KIND = "sample"
MOST = 40
EVENTS = tuple(f"sales.deal_{each}" for each in ("created", "changed", "won", "lost", "trashed", "restored"))
_GONE = (
    "delete from sales_stagemove where deal_id = any(%s)",
    "delete from sales_dealcontact where deal_id = any(%s)",
    "delete from sales_dealcheck where deal_id = any(%s)",
    "delete from sales_dealkey where deal_id = any(%s)",
    "delete from sales_dealline where deal_id = any(%s)",
    "delete from sales_deal where id = any(%s)",
)
# A stage, and days until it closes; those before today are over.
COURSE = (
    *(("qualification", 70), ("demo", 45), ("proposal", 30), ("negotiation", 20), ("ready_to_close", 6)),
    *(("won", -12), ("proposal", 55), ("lost", -20), ("won", -48), ("demo", 80), ("negotiation", 12), ("won", -75)),
)
# Days that each has stood in its stage: most are in time, some are not.
AGES = (3, 9, 16, 2, 5, 0, 34, 0, 0, 28, 19, 0)


def create_sample_deals(*, by: Actor) -> None:
    firms = list(Company.objects.filter(pk__in=_sample_companies(), deleted_at=None).order_by("id")[:MOST])
    if not firms:
        return
    change_set = ChangeSet.objects.create(
        kind=KIND, label=_("Sample deals"), actor_kind=by.kind, actor_id=by.id, door=by.door, finished_at=now()
    )
    rows = [_row(place, firm) for place, firm in enumerate(firms)]
    saved = create_deals(rows, by=SYSTEM, change_set=change_set.id)
    _age([each.id for each in saved])
    ChangeSet.objects.filter(pk=change_set.id).update(counts={"deals": len(saved)})


def remove_sample_deals(*, by: Actor) -> Sequence[str]:
    """Those that somebody has changed, or said something about, are no samples any more."""
    made = _made("deal")
    samples = Deal.objects.filter(pk__in=made)
    used = Q(version__gt=1) | Q(pk__in=_pointed_at(made))
    kept = list(samples.filter(used).order_by("sort_key").values_list("name", flat=True))
    going = list(samples.exclude(used).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for statement in _GONE:
            cursor.execute(statement, [going])
    forget_history(going, kinds=EVENTS)
    return kept


def _pointed_at(ids: Sequence[UUID]) -> set[UUID]:
    asked = [each.among(ids) for each in contributions(Pointing) if each.kind in ("deal", "")]
    return {id_ for found in asked for id_ in found}


def _sample_companies() -> list[UUID]:
    return _made("company")


def _made(kind: str) -> list[UUID]:
    sets = ChangeSet.objects.filter(kind=KIND).values("id")
    made = Change.objects.filter(record_type=kind, act="create", change_set_id__in=sets)
    return list(made.values_list("record_id", flat=True))


def _row(place: int, firm: Company) -> dict[str, Any]:
    stage, days = COURSE[place % len(COURSE)]
    what = (_("Drip irrigation"), _("Pump station"), _("Solar roof"), _("Service contract"))[place % 4]
    steps = (_("Call on Monday"), _("Send the offer"), _("Visit the site"), "")
    today = today_of(SYSTEM)
    return {
        "name": f"{what} · {firm.name}",
        "company": str(firm.id),
        "owner": str(firm.owner_id) if firm.owner_id else None,
        "stage": stage,
        "amount": str(1_400 + (place * 7_919) % 64_000),
        "close_on": (today + timedelta(days=days)).isoformat(),
        "begun_on": (today + timedelta(days=min(days, 0) - 40 - place)).isoformat(),
        **({"next_step": steps[place % 4]} if days > 0 else {}),
        **({"lost_reason": _("Price")} if stage == "lost" else {}),
    }


def _age(ids: Sequence[UUID]) -> None:
    """Open ones have stood in their stages for a while."""
    days = [AGES[place % len(AGES)] for place in range(len(ids))]
    with connection.cursor() as cursor:
        for table, column, key in (("sales_deal", "stage_since", "id"), ("sales_stagemove", "at", "deal_id")):
            cursor.execute(
                f"update {table} t set {column} = now() - make_interval(days => d.days)"  # noqa: S608  # constants
                f" from unnest(%s::uuid[], %s::int[]) as d(id, days) where t.{key} = d.id and d.days > 0",
                [list(ids), days],
            )
