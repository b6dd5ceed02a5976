"""The figures of the public sales pipeline are met by the reports, to the unit."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest

from trato.foundation.public import Actor, User
from trato.sales.public import create_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.tests.real_file import real
from trato.sales.tests.reports.conftest import asked, numbers, values

pytestmark = pytest.mark.django_db
STAGES = {"Won": "won", "Lost": "lost", "Engaging": "demo", "Prospecting": "qualification"}


def day(text: str) -> str:
    return datetime.strptime(text, "%d-%m-%y").date().isoformat() if text else ""  # noqa: DTZ007  # a day has no zone


def test_won_lost_rate_quarters_and_the_top_seller_are_those_of_the_file(
    as_ada: Actor, hire: Callable[..., User]
) -> None:
    with real("sales_pipeline.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({each["sales_agent"] for each in rows})
    people = {name: User.objects.create_user(f"{n}@seller.example", name=name) for n, name in enumerate(names)}
    given = [
        {
            "name": each["opportunity_id"],
            "stage": STAGES[each["deal_stage"]],
            "owner": str(people[each["sales_agent"]].id),
            "lost_reason": "Not said" if each["deal_stage"] == "Lost" else "",
            **({"amount": f"{each['close_value']} EUR"} if each["close_value"] else {}),
            **({"begun_on": day(each["engage_date"])} if each["engage_date"] else {}),
            **({"close_on": day(each["close_date"])} if each["close_date"] else {}),
        }
        for each in rows
    ]
    for start in range(0, len(given), 2_000):
        create_deals(given[start : start + 2_000], by=as_ada)

    quarters = REPORTS["quarters"].make(asked(as_ada, period="all"), "")
    won, lost, rate, value = values(quarters.total)
    assert (won, lost, value) == (4_238, 2_473, 10_005_534)
    assert round(100 * rate, 2) == 63.15
    sums = {f"Q{n} 2017": Decimal(text) for n, text in enumerate((1_134_672, 3_086_111, 2_982_255, 2_802_496), 1)}
    assert numbers(quarters, "won_value") == sums

    by_seller: dict[str, int] = defaultdict(int)
    counts: Counter[str] = Counter()
    for each in rows:
        if each["deal_stage"] == "Won":
            by_seller[each["sales_agent"]] += int(each["close_value"])
            counts[each["sales_agent"]] += 1
    top = max(by_seller, key=lambda name: by_seller[name])
    sellers = REPORTS["sellers"].make(asked(as_ada, period="2017"), "")
    assert sellers.rows[0].label == top
    assert numbers(sellers, "won_value") == by_seller
    assert numbers(sellers, "won") == counts
