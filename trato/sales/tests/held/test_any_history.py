"""What is kept beside deals says what plain counting says, whatever happened before."""

from random import Random
from typing import Any
from uuid import UUID

import pytest

from trato.customers.public import (
    Activity,
    Company,
    Contact,
    create_activities,
    create_companies,
    create_contacts,
    merge_companies,
    merge_contacts,
    restore_activities,
    trash_activities,
    unmerge_companies,
    unmerge_contacts,
)
from trato.foundation.public import (
    Actor,
)
from trato.sales.deals.recounting import recount_held
from trato.sales.public import Deal, create_deals
from trato.sales.tests.held.talks import change, check, edit
from trato.sales.tests.leads.reading import Listening

pytestmark = pytest.mark.django_db


class History:
    """Anything that people do with deals, calls and customers, drawn by dice; the log is read now and then."""

    def __init__(self, seed: int, by: Actor, contacts: list[UUID], companies: list[UUID]) -> None:
        self.dice, self.by = Random(seed), by
        self.contacts, self.companies = contacts, companies
        self.acts = [self.close, self.talk, self.talk, self.retalk, self.redeal, self.throw, self.merge, self.part]

    def day(self, *months: int) -> str:
        return f"2017-{self.dice.choice(months or (1, 2, 3, 4)):02}-{self.dice.randrange(1, 29):02}"

    def whom(self) -> dict[str, str | None]:
        contact = str(self.dice.choice(self.contacts)) if self.dice.random() < 0.7 else None
        company = str(self.dice.choice(self.companies)) if self.dice.random() < 0.7 or not contact else None
        return {"contact": contact, "company": company}

    def close(self) -> None:
        days = {"begun_on": self.day(1, 2), "close_on": self.day(2, 3, 4)}
        stage = self.dice.choice(("won", "demo"))
        create_deals([{"name": "Deal", "stage": stage, **days, **self.whom()}], by=self.by)

    def talk(self) -> None:
        state = self.dice.choice(("held", "held", "planned"))
        facts = {"name": "Talk", "type": "call", "state": state, "starts_at": f"{self.day()}T09:00"}
        create_activities([{**facts, **{n: v for n, v in self.whom().items() if v}}], by=self.by)

    def retalk(self) -> None:
        if one := self._one_of(Activity.objects.filter(deleted_at=None)):
            ways = ({"starts_at": f"{self.day()}T09:00"}, {"state": "held"}, {"state": "cancelled"}, self.whom())
            change(one, self.by, **self.dice.choice(ways))

    def redeal(self) -> None:
        if one := self._one_of(Deal.objects.filter(deleted_at=None)):
            ways = (
                {"begun_on": self.day()},
                {"close_on": self.day()},
                {"stage": "won"},
                {"stage": "demo"},
                self.whom(),
            )
            edit(one, self.by, **self.dice.choice(ways))

    def throw(self) -> None:
        if one := self._one_of(Activity.objects.filter(deleted_at=None)):
            trash_activities([one], by=self.by)
        if gone := self._one_of(Activity.objects.exclude(deleted_at=None)):
            restore_activities([gone], by=self.by)

    def merge(self) -> None:
        model, ids, merge = self.dice.choice(self._kinds())
        roots = dict(model.objects.filter(pk__in=ids).values_list("pk", "root_id"))
        one, into = self.dice.sample(ids, 2)
        if roots[one] != roots[into]:
            merge({one: into}, by=self.by)

    def part(self) -> None:
        for model, ids, part in (
            (Contact, self.contacts, unmerge_contacts),
            (Company, self.companies, unmerge_companies),
        ):
            merged = [pk for pk, root in model.objects.filter(pk__in=ids).values_list("pk", "root_id") if pk != root]
            if merged and self.dice.random() < 0.5:
                part([self.dice.choice(sorted(merged))], by=self.by)

    def _kinds(self) -> list[tuple[Any, list[UUID], Any]]:
        return [(Contact, self.contacts, merge_contacts), (Company, self.companies, merge_companies)]

    def _one_of(self, rows: Any) -> UUID | None:
        ids = list(rows.order_by("id").values_list("pk", flat=True))
        return self.dice.choice(ids) if ids else None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_it_says_what_plain_counting_says(seed: int, as_ada: Actor, log: Listening) -> None:
    people = create_contacts([{"name": f"Person {n}"} for n in range(4)], by=as_ada)
    firms = create_companies([{"name": f"Firm {n}"} for n in range(3)], by=as_ada)
    history = History(seed, as_ada, [each.id for each in people], [each.id for each in firms])
    most = 0
    for step in range(75):
        history.dice.choice(history.acts)()
        if step % 7 == 4:
            log.read()
            check()
            most = max(most, *Deal.objects.values_list("held_count", flat=True), 0)

    assert most > 1
    assert recount_held() == 0
