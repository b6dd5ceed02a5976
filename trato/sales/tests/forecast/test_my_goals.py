"""How far somebody has come stands on the page with which his day begins."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from trato.foundation.public import Actor, Installation, User, today_of
from trato.kit.money import Money
from trato.sales.goals.mine import my_goals
from trato.sales.goals.use_cases import set_goal
from trato.sales.public import create_deals
from trato.sales.reports.periods import month_of, quarter_of
from trato.sales.tests.reports.conftest import rows_behind

pytestmark = pytest.mark.django_db


def aim(period: str, target: str, by: Actor, whose: Actor, measure: str = "amount") -> None:
    set_goal(whose=f"user:{whose.id}", period=period, measure=measure, target=target, by=by)


@pytest.fixture
def month(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> str:
    """Alice won 1,500 this month and something long ago; Bob won, too; something of hers is open."""
    today = today_of(as_alice).isoformat()
    won = [("Roof", "1000 EUR", today), ("Barn", "500 EUR", today), ("Old", "9000 EUR", "2019-05-05")]
    create_deals([{"name": n, "stage": "won", "amount": a, "close_on": d} for n, a, d in won], by=as_alice)
    create_deals([{"name": "Open", "amount": "70 EUR", "close_on": today}], by=as_alice)
    create_deals([{"name": "South", "stage": "won", "amount": "300 EUR", "close_on": today}], by=as_bob)
    return month_of(today_of(as_alice))


def goals(by: Actor) -> list[tuple[object, object, int]]:
    found = my_goals(by)
    told: list[tuple[object, object, int]] = [(g.won, g.target, g.percent) for g in found["goals"]] if found else []  # type: ignore[attr-defined]  # facts of a template
    return told


def test_what_is_won_stands_beside_what_was_aimed_at(month: str, as_ada: Actor, as_alice: Actor) -> None:
    aim(month, "6000", as_ada, as_alice)
    assert goals(as_alice) == [(Money(Decimal(1500), "EUR"), Money(Decimal(6000), "EUR"), 25)]


def test_the_month_comes_before_the_quarter_and_the_year(month: str, as_ada: Actor, as_alice: Actor) -> None:
    today = today_of(as_alice)
    for period, target in ((str(today.year), "3"), (quarter_of(today), "2"), (month, "1")):
        aim(period, target, as_ada, as_alice, "count")
    assert [(won, target) for won, target, _percent in goals(as_alice)] == [(2, 1), (2, 2), (2, 3)]


def test_goals_of_others_of_the_past_and_of_teams_are_not_mine(month: str, as_ada: Actor, as_alice: Actor) -> None:
    aim("2019-05", "1", as_ada, as_alice)
    aim(month, "1", as_ada, as_ada)
    set_goal(whose=f"team:{as_alice.teams[0]}", period=month, measure="amount", target="1", by=as_ada)
    set_goal(whose="", period=month, measure="amount", target="1", by=as_ada)
    assert my_goals(as_alice) is None


def test_each_opens_the_deals_that_were_won(month: str, as_ada: Actor, as_alice: Actor) -> None:
    aim(month, "6000", as_ada, as_alice)
    found = my_goals(as_alice)
    assert found is not None
    (goal,) = found["goals"]  # type: ignore[misc]  # facts of a template
    assert rows_behind(goal.address, as_alice) == 2


def test_who_may_not_see_what_deals_are_worth_sees_goals_in_deals_alone(
    month: str, as_ada: Actor, as_alice: Actor
) -> None:
    aim(month, "6000", as_ada, as_alice)
    aim(month, "4", as_ada, as_alice, "count")
    blind = replace(as_alice, hidden=frozenset({"deal.amount"}))
    assert goals(blind) == [(2, 4, 50)]
    assert my_goals(replace(as_alice, rights={})) is None


def test_a_goal_in_a_currency_that_we_count_in_no_more_is_none(
    month: str, as_ada: Actor, as_alice: Actor, installed: Installation
) -> None:
    aim(month, "6000", as_ada, as_alice)
    Installation.objects.update(currency="USD")
    assert my_goals(as_alice) is None


def test_my_day_shows_them(
    month: str, as_ada: Actor, as_alice: Actor, as_bob: Actor, alice: User, bob: User, client: Client
) -> None:
    aim(month, "1000", as_ada, as_alice)
    client.force_login(alice)
    said = " ".join(client.get("/my-day/").content.decode().split())
    assert "My goals" in said
    assert "€1,500.00 of €1,000.00 · 150 %" in said
    assert 'value="100"' in said
    assert "Reached" in said
    aim(month, "2", as_ada, as_bob, "count")
    client.force_login(bob)
    assert "1 of 2 deals · 50 %" in " ".join(client.get("/my-day/").content.decode().split())


def test_nothing_won_is_said_as_nothing(as_ada: Actor, as_alice: Actor, alice: User, bob: User, client: Client) -> None:
    aim(month_of(today_of(as_alice)), "1000", as_ada, as_alice)
    client.force_login(alice)
    assert "€0.00 of €1,000.00 · 0 %" in " ".join(client.get("/my-day/").content.decode().split())
    client.force_login(bob)
    assert "My goals" not in client.get("/my-day/").content.decode()
