"""Deals drawn by a fixed seed in every state there can be, so that numbers over them can be worked out anew."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from trato.commerce.public import create_products
from trato.customers.public import create_activities, create_companies, create_contacts, merge_companies
from trato.foundation.public import SYSTEM, Actor, RecordUpdate
from trato.kit.testing.frozen_clock import FrozenClock
from trato.sales.pipelines.use_cases.pipelines import make_pipeline
from trato.sales.pipelines.use_cases.stages import StageFacts, make_stage, remove_stage
from trato.sales.public import Deal, Stage, create_deals, trash_deals, update_deals
from trato.sales.tests.rates import know

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
ROUNDS = (430, 330, 240, 150, 80, 40, 12, 3)  # days ago, on which deals are made and moved
FIRST = date(2025, 8, 1)
SPAN = 560  # days on which deals close, some of them still to come
EACH = 18  # new ones in a round
SOURCES = ("Web", "Fair", "web", "Friend: of a friend", "")
REASONS = ("Too dear", "Too dear, too late", "No answer", "50% & more, «late»")
RATES = {"USD": {date(2025, 1, 1): "1.1", date(2026, 3, 2): "1.25"}, "JPY": {date(2026, 1, 1): "160.5"}}
RIVALS = ("Acme", "Umbrella", "")


class Scatter:
    """What deals are drawn from, and how they went: made, moved to and fro, closed, some of them thrown away."""

    def __init__(self, seed: int, *, by: Actor, sellers: tuple[Actor, ...]) -> None:
        self.lots, self.by, self.owners = Random(seed), by, (*sellers, SYSTEM)

    def play(self, clock: FrozenClock) -> None:
        self._prepare()
        for number, days in enumerate(ROUNDS):
            clock.move_to(NOW - timedelta(days=days, hours=number))
            for owner in self.lots.sample(self.owners, 2):
                create_deals([self._values(by=owner) for _each in range(EACH // 2)], by=owner)
            clock.advance(timedelta(hours=1))
            self._move()
            if number == len(ROUNDS) // 2:
                remove_stage("long_gone", to="demo", by=self.by)
                merge_companies({UUID(self.companies.pop()): UUID(self.companies[0])}, by=self.by)
            self.stages = list(Stage.objects.filter(is_archived=False).order_by("pipeline_id", "order", "id"))
        clock.move_to(NOW)
        trash_deals([each.pk for each in Deal.objects.order_by("id")[::17]], by=self.by)
        self._talk()

    def _prepare(self) -> None:
        make_pipeline("Renewals", by=self.by)
        make_stage("sales", StageFacts(name="Long gone", probability=35), by=self.by)
        know(RATES)
        self.companies = _companies(self.by)
        self.contacts = _contacts(self.by)
        self.products = _products()
        self.stages = list(Stage.objects.order_by("pipeline_id", "order", "id"))

    def _move(self) -> None:
        """Most of the open ones, to wherever; closed ones are seldom opened again."""
        rows = list(Deal.objects.order_by("id"))
        moved = [each for each in rows if self.lots.random() < (0.6 if each.is_open else 0.05)]
        for each in moved:
            each.contact_id = self.lots.choice([*map(UUID, self.contacts), None])
        Deal.objects.bulk_update(moved, ["contact_id"])
        values = [(each.pk, self._next(each)) for each in moved]
        update_deals([RecordUpdate(id=id_, values=given) for id_, given in values if given], by=self.by)

    def _next(self, deal: Deal) -> dict[str, str]:
        mine = [each for each in self.stages if each.pipeline_id == deal.pipeline_id and each.code != deal.stage_id]
        stage = self.lots.choice(mine)
        given = {"stage": stage.code}
        if stage.state != "open":
            given["close_on"] = self._day().isoformat()
        return given | ({"lost_reason": self.lots.choice(REASONS)} if stage.state == "lost" else {})

    def _values(self, *, by: Actor) -> dict[str, Any]:
        lots = self.lots
        stage = lots.choice([each for each in self.stages if each.pipeline_id == "sales" or lots.random() < 0.3])
        values: dict[str, Any] = {
            "name": f"Deal {lots.randrange(10**9)}",
            "stage": stage.code,
            "source": lots.choice(SOURCES),
            "competitor": lots.choice(RIVALS),
            "company": lots.choice([*self.companies, None]),
            **self._worth(),
        }
        if stage.state == "lost" or lots.random() < 0.1:
            values["lost_reason"] = lots.choice(REASONS)
        if stage.state != "open" or lots.random() < 0.9:
            values["close_on"] = self._day().isoformat()
        if lots.random() < 0.8:
            values["begun_on"] = self._day().isoformat()
        if lots.random() < 0.3:
            values["probability"] = lots.choice((0, 49, 50, 79, 80, 100, lots.randrange(101)))
        return {name: value for name, value in values.items() if value not in (None, "")}

    def _worth(self) -> dict[str, Any]:
        lots, cents = self.lots, Decimal(self.lots.randrange(1, 10**7)).scaleb(-2)
        way = lots.randrange(6)
        if way == 0:
            return {}
        if way == 1:
            return {"amount": f"{lots.randrange(1, 10**5)} {lots.choice(('USD', 'INR', 'JPY'))}"}
        if way > 3:
            return {"amount": f"{cents} EUR"}
        sold = [lots.choice(self.products) for _line in range(lots.randrange(1, 4))]
        return {"lines": [{"product": str(each), "quantity": lots.randrange(1, 9)} for each in sold]}

    def _day(self) -> date:
        return FIRST + timedelta(days=self.lots.randrange(SPAN))

    def _talk(self) -> None:
        talks = [self._call(number) for number in range(50)]
        create_activities(talks, by=self.by)

    def _call(self, number: int) -> dict[str, str]:
        lots = self.lots
        whom = ("contact", self.contacts) if lots.random() < 0.5 else ("company", self.companies)
        return {
            "name": f"Call {number}",
            "type": lots.choice(("call", "meeting")),
            "state": lots.choice(("held", "held", "planned")),
            "starts_at": f"{self._day().isoformat()}T{lots.randrange(8, 18):02}:00",
            whom[0]: lots.choice(whom[1]),
        }


def _companies(by: Actor) -> list[str]:
    """One of them tells of no industry. The last is merged into the first one day."""
    rows = [("Horno", "Bakery"), ("Sol", ""), ("Huerta", "Farm"), ("Mar", "Fish: fresh"), ("Old oven", "Ovens")]
    saved = create_companies([{"name": name, "industry": trade} for name, trade in rows], by=by)
    return [str(each.id) for each in saved]


def _contacts(by: Actor) -> list[str]:
    rows = [{"name": f"Person {number}", "email": f"p{number}@people.example"} for number in range(4)]
    return [str(each.id) for each in create_contacts(rows, by=by)]


def _products() -> list[UUID]:
    prices = {"A": "10.50", "B": "99", "C": "1234.56"}
    rows = [{"name": name, "list_price": f"{price} EUR"} for name, price in prices.items()]
    return [each.id for each in create_products(rows, by=SYSTEM)]
