"""Goals of colleagues, teams and the company, and what managers say of a forecast."""

from dataclasses import replace
from decimal import Decimal

import pytest

from trato.foundation.public import Actor, Change, LoggedEvent, NotAllowed, NotFound, Reach
from trato.kit.errors import DomainError
from trato.sales.goals.models import Adjustment, Goal
from trato.sales.goals.use_cases import adjust_forecast, remove_goal, set_goal
from trato.sales.tests.forecast.conftest import numbers, told

pytestmark = pytest.mark.django_db


def test_a_goal_is_set_changed_and_removed_and_each_leaves_its_trace(as_ada: Actor, as_alice: Actor) -> None:
    goal = set_goal(whose=f"user:{as_alice.id}", period="2026-Q4", measure="amount", target="1000", by=as_ada)
    again = set_goal(whose=f"user:{as_alice.id}", period="2026q4", measure="amount", target="2500.50 EUR", by=as_ada)
    assert again.id == goal.id
    assert (again.target, again.currency, again.period) == (Decimal("2500.50"), "EUR", "2026-Q4")
    remove_goal(goal.id, by=as_ada)
    assert not Goal.objects.exists()
    acts = Change.objects.filter(record_id=goal.id).order_by("version").values_list("act", flat=True)
    assert list(acts) == ["create", "update", "trash"]
    kinds = LoggedEvent.objects.filter(subject_id=goal.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["sales.goal_set", "sales.goal_set", "sales.goal_removed"]


def test_a_goal_in_deals_is_a_whole_number_without_money(as_ada: Actor) -> None:
    goal = set_goal(whose="", period="2026", measure="count", target="12", by=as_ada)
    assert (goal.target, goal.currency) == (12, "")


@pytest.mark.parametrize(
    "given",
    [
        {"whose": "user:nobody"},
        {"whose": "god:1"},
        {"whose": "team:00000000-0000-0000-0000-000000000000"},
        {"period": "2026-01-05..2026-01-09"},
        {"period": "all"},
        {"period": ""},
        {"measure": "joy"},
        {"target": "0"},
        {"target": "-5"},
        {"target": "a lot"},
        {"target": "5 USD"},
        {"target": "1e999"},
        {"measure": "count", "target": "1.5"},
        {"measure": "count", "target": "99999999"},
        {"measure": "count", "target": "٣"},
    ],
)
def test_a_strange_goal_is_refused_in_a_sentence(as_ada: Actor, given: dict[str, str]) -> None:
    good = {"whose": "", "period": "2026-Q4", "measure": "amount", "target": "5"}
    if given.get("target") == "٣":
        assert set_goal(**good | given, by=as_ada).target == 3
        return
    with pytest.raises(DomainError) as refused:
        set_goal(**good | given, by=as_ada)
    assert refused.value.message


def test_goals_are_set_by_who_may_and_for_whom_they_see(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> None:
    good = {"period": "2026-Q4", "measure": "amount", "target": "5"}
    with pytest.raises(NotAllowed):
        set_goal(whose="", **good, by=as_alice)
    manager = replace(as_alice, rights={**as_alice.rights, "sales.set_goals": Reach.ALL})
    assert set_goal(whose=f"user:{as_alice.id}", **good, by=manager).user_id == as_alice.id
    assert set_goal(whose=f"team:{as_alice.teams[0]}", **good, by=manager).team_id == as_alice.teams[0]
    for whose in ("", f"user:{as_bob.id}", f"team:{as_bob.teams[0]}"):
        with pytest.raises(NotAllowed):
            set_goal(whose=whose, **good, by=manager)


def test_goals_are_seen_as_far_as_deals_are(as_ada: Actor, as_alice: Actor, as_bob: Actor, as_charlie: Actor) -> None:
    for whose in ("", f"user:{as_alice.id}", f"user:{as_bob.id}", f"team:{as_bob.teams[0]}"):
        set_goal(whose=whose, period="2026", measure="amount", target="5", by=as_ada)
    seen = {who.name: Goal.objects.seen_by(who).count() for who in (as_ada, as_alice, as_bob, as_charlie)}
    assert list(seen.values()) == [4, 1, 2, 0]
    theirs = Goal.objects.get(user_id=as_bob.id)
    manager = replace(as_alice, rights={**as_alice.rights, "sales.set_goals": Reach.ALL})
    with pytest.raises(NotFound):
        remove_goal(theirs.id, by=manager)


def test_how_much_of_a_goal_is_won_stands_in_the_forecast(quarter: str, as_ada: Actor, as_alice: Actor) -> None:
    set_goal(whose=f"user:{as_alice.id}", period=quarter, measure="amount", target="4000", by=as_ada)
    set_goal(whose="", period=quarter, measure="amount", target="10000", by=as_ada)
    report = told(as_ada, group="owner")
    alice = next(each for each in report.rows if each.key == str(as_alice.id))
    assert (numbers(report, alice)["goal"], numbers(report, alice)["attained"]) == (4000, 0.25)
    assert (numbers(report)["goal"], numbers(report)["attained"]) == (10000, 0.1)
    mine = told(as_alice, group="period", owner="me")
    assert numbers(mine, mine.rows[1])["attained"] == 0.25


def test_a_managers_figure_stands_beside_the_systems_with_reason_and_author(quarter: str, as_ada: Actor) -> None:
    for amount in ("1500", "1700 EUR"):
        adjust_forecast(
            whose="", period=quarter, amount=amount, reason="The fair", by=as_ada, system_amount=Decimal("1714")
        )
    found = numbers(told(as_ada))
    assert found["adjusted"] == 1700
    assert float(found["expected"]) == pytest.approx(1714)
    said = Adjustment.objects.order_by("id").last()
    assert said is not None
    assert (said.author_id, said.reason, said.system_amount) == (as_ada.id, "The fair", 1714)
    assert Adjustment.objects.count() == 2
    event = LoggedEvent.objects.filter(subject_id=said.id).get()
    assert "The fair" not in str(event.data)


@pytest.mark.parametrize(
    "given", [{"reason": "  "}, {"amount": "-1"}, {"amount": "x"}, {"amount": "5 USD"}, {"period": "soon"}]
)
def test_a_strange_adjustment_is_refused(as_ada: Actor, given: dict[str, str]) -> None:
    good = {"whose": "", "period": "2026-Q4", "amount": "5", "reason": "Because"}
    with pytest.raises(DomainError):
        adjust_forecast(**good | given, by=as_ada)  # type: ignore[arg-type]  # texts
    assert not Adjustment.objects.exists()


def test_who_only_sells_adjusts_nothing(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        adjust_forecast(whose="", period="2026-Q4", amount="5", reason="Because", by=as_alice)
