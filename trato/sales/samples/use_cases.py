"""Sample deals with the sample companies. The foundation's `load_sample_data` is the door and the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from trato.customers.public import Company, Contact
from trato.foundation.public import (
    STANDING,
    SYSTEM,
    Actor,
    Change,
    ChangeSet,
    Pointing,
    User,
    contributions,
    forget_history,
    today_of,
)
from trato.kit.clock import now
from trato.sales.deals.models import Deal
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.samples.dating import Went, date_back_deals
from trato.sales.samples.ways import Way, present_way, ways_before

KIND = "sample"
MOST = 40
SOURCES = ("Web form", "Fair", "Referral", "Phone", "Newsletter", "Partner")
EVENTS = tuple(
    f"sales.deal_{each}" for each in ("created", "changed", "stage_changed", "won", "lost", "trashed", "restored")
)
_GONE = (
    "delete from sales_stagemove where deal_id = any(%s)",
    "delete from sales_dealcontact where deal_id = any(%s)",
    "delete from sales_dealcheck where deal_id = any(%s)",
    "delete from sales_dealkey where deal_id = any(%s)",
    "delete from sales_dealline where deal_id = any(%s)",
    "delete from sales_deal where id = any(%s)",
)


def create_sample_deals(*, by: Actor) -> None:
    firms = list(Company.objects.filter(pk__in=_sample_companies(), deleted_at=None).order_by("id")[:MOST])
    if not firms:
        return
    change_set = ChangeSet.objects.create(
        kind=KIND, label=_("Sample deals"), actor_kind=by.kind, actor_id=by.id, door=by.door, finished_at=now()
    )
    today = today_of(SYSTEM)
    people = _people_of([firm.id for firm in firms])
    told = [
        _Told(place, firm, way, people.get(firm.id)) for place, firm in enumerate(firms) for way in _ways(place, today)
    ]
    saved = create_deals([each.values for each in told], by=SYSTEM, change_set=change_set.id)
    pipelines = dict(Deal.objects.filter(pk__in=[each.id for each in saved]).values_list("pk", "pipeline_id"))
    by_owner = _acting([firm.owner_id for firm in firms])
    went = [
        Went(new.id, each.firm.id, each.person, str(pipelines[new.id]), each.way, by_owner[each.firm.owner_id])
        for new, each in zip(saved, told, strict=True)
    ]
    date_back_deals(went, change_set=change_set.id)
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


def _people_of(firms: Sequence[UUID]) -> dict[UUID, UUID]:
    """With whom one deals at a firm: the first who works there."""
    rows = Contact.objects.filter(STANDING, positions__company__in=firms, positions__until=None).order_by("-id")
    return {firm: contact for firm, contact in rows.values_list("positions__company_id", "pk") if firm}


def _acting(ids: Sequence[UUID | None]) -> dict[UUID | None, Actor]:
    """What is told of a deal is told as done by whom it belongs to."""
    owners = User.objects.filter(pk__in={id_ for id_ in ids if id_})
    return {None: SYSTEM, **{user.id: user.acting() for user in owners}}


def _ways(place: int, today: date) -> list[Way]:
    return [*ways_before(place, today), present_way(place, today)]


@dataclass(frozen=True)
class _Told:
    place: int
    firm: Company
    way: Way
    person: UUID | None

    @property
    def values(self) -> dict[str, Any]:
        what = (_("Drip irrigation"), _("Pump station"), _("Solar roof"), _("Service contract"))
        steps = (_("Call on Monday"), _("Send the offer"), _("Visit the site"), "")
        reasons = (_("Price"), _("Another supplier"), _("No budget this year"), _("No answer"))
        seed = self.place + self.way.begun_on.toordinal() % 11 if self.way.is_over else self.place
        return {
            "name": f"{what[seed % 4]} · {self.firm.name}",
            "company": str(self.firm.id),
            "contact": str(self.person) if self.person else None,
            "owner": str(self.firm.owner_id) if self.firm.owner_id else None,
            "stage": self.way.stages[-1],
            "amount": str(1_400 + (seed * 7_919) % 64_000),
            "close_on": self.way.close_on.isoformat(),
            "begun_on": self.way.begun_on.isoformat(),
            "source": SOURCES[seed % len(SOURCES)],
            **({} if self.way.is_over else {"next_step": steps[self.place % 4]}),
            **({"lost_reason": reasons[seed % 4]} if self.way.stages[-1] == "lost" else {}),
        }
