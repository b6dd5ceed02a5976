"""Two people at the same moment, each on a connection of their own: one after the other, and nothing lost or twice."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from trato.customers.public import create_contacts
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, OthersWereFaster, RecordUpdate
from trato.kit.errors import DomainError
from trato.sales.deals.use_cases.people import check_item
from trato.sales.leads.use_cases.convert import Wanted, convert_lead
from trato.sales.pipelines.use_cases.stages import remove_stage
from trato.sales.public import Deal, Pipeline, Stage, StageMove, create_deals, update_deals

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each answered, or how it was refused."""
    start, answers = Barrier(len(acts)), list[Any](range(len(acts)))

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[place] = act()
        except DomainError as refusal:
            answers[place] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refusals(answers: Sequence[Any]) -> list[DomainError]:
    return [each for each in answers if isinstance(each, DomainError)]


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Roof", "amount": "10 EUR"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def move(deal: Deal, by: Actor, to: str, **facts: Any) -> Callable[[], Any]:
    return lambda: update_deals([RecordUpdate(id=deal.id, values={"stage": to}, **facts)], by=by)


def history(deal: Deal) -> list[tuple[str | None, str]]:
    rows = StageMove.objects.filter(deal=deal).order_by("at", "id")
    return list(rows.values_list("from_stage_id", "to_stage_id"))


def unbroken(steps: Sequence[tuple[str | None, str]]) -> bool:
    """Each step begins where the one before it ended."""
    return all(later[0] == earlier[1] for earlier, later in zip(steps, steps[1:], strict=False))


def test_of_two_who_saw_the_same_card_one_moves_it_and_the_other_is_told(
    deal: Deal, as_alice: Actor, as_ada: Actor
) -> None:
    answers = at_once(
        move(deal, as_alice, "demo", seen_version=1),
        move(deal, as_ada, "proposal", seen_version=1),
    )
    (refused,) = refusals(answers)
    assert isinstance(refused, OthersWereFaster)
    deal.refresh_from_db()
    assert deal.version == 2
    assert history(deal) == [(None, "qualification"), ("qualification", deal.stage_id)]
    assert LoggedEvent.objects.filter(subject_id=deal.id, kind="sales.deal_stage_changed").count() == 1


def test_without_a_version_both_moves_happen_one_after_the_other(deal: Deal, as_alice: Actor, as_ada: Actor) -> None:
    goals = ["demo", "proposal", "negotiation", "ready_to_close"]
    assert not refusals(at_once(*(move(deal, by, to) for by, to in zip([as_alice, as_ada] * 2, goals, strict=True))))
    deal.refresh_from_db()
    steps = history(deal)
    assert deal.version == 5
    assert {to for _from, to in steps} == {"qualification", *goals}
    assert unbroken(steps)
    assert steps[-1][1] == deal.stage_id


def test_two_who_win_and_lose_it_leave_one_end_with_its_history(deal: Deal, as_alice: Actor, as_ada: Actor) -> None:
    lose = RecordUpdate(id=deal.id, values={"stage": "lost", "lost_reason": "Price"}, seen_version=1)
    at_once(move(deal, as_alice, "won", seen_version=1), lambda: update_deals([lose], by=as_ada))
    deal.refresh_from_db()
    assert len(history(deal)) == 2
    closings = LoggedEvent.objects.filter(subject_id=deal.id, kind__in=["sales.deal_won", "sales.deal_lost"])
    assert list(closings.values_list("kind", flat=True)) == [f"sales.deal_{deal.state}"]


def test_two_ticks_of_one_checklist_both_stay(deal: Deal, as_alice: Actor, as_ada: Actor) -> None:
    answers = at_once(
        lambda: check_item(deal.id, "Budget", is_done=True, by=as_alice),
        lambda: check_item(deal.id, "Roof", is_done=True, by=as_ada),
    )
    assert not refusals(answers)
    assert sorted(deal.checks.values_list("name", flat=True)) == ["Budget", "Roof"]


def test_a_lead_that_is_converted_twice_at_once_is_one_deal(as_alice: Actor, as_ada: Actor) -> None:
    (saved,) = create_contacts([{"name": "Eva", "lifecycle_stage": "lead", "lead_status": "new"}], by=as_alice)
    answers = at_once(
        *(lambda by=by: convert_lead(saved.id, Wanted(), by=by) for by in (as_alice, as_ada)),  # type: ignore[misc]
    )
    (refused,) = refusals(answers)
    assert "is no lead" in str(refused)
    assert Deal.objects.count() == 1


def test_the_first_two_deals_of_all_store_the_pipeline_once(as_alice: Actor, as_bob: Actor) -> None:
    answers = at_once(
        lambda: create_deals([{"name": "North"}], by=as_alice),
        lambda: create_deals([{"name": "South"}], by=as_bob),
    )
    assert not refusals(answers)
    assert (Pipeline.objects.count(), Stage.objects.count(), Deal.objects.count()) == (1, 7, 2)


def test_a_deal_that_comes_in_while_its_stage_goes_is_never_out_of_sight(deal: Deal, as_alice: Actor) -> None:
    """Whoever is first: it went along, it was refused, or it stands in a column that the board still shows."""
    from trato.foundation.public import today_of
    from trato.sales.board.queries import Asked, board_of

    at_once(move(deal, as_alice, "demo"), lambda: remove_stage("demo", to="proposal", by=SYSTEM))
    board = board_of(Asked("sales", as_alice), today=today_of(as_alice))
    assert board.count == 1
    assert unbroken(history(deal))
