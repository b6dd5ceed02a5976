"""Stages and pipelines are taken out of use while deals stand in them, lie in the trash, or come back by an undo."""

from datetime import timedelta

import pytest

from trato.foundation.public import (
    Actor,
    NotAllowed,
    RecordUpdate,
    RowsRefused,
    carry_out,
    give_values,
    start_change_set,
    today_of,
    undo,
)
from trato.kit.clock import now
from trato.sales.board.queries import Asked, Board, board_of
from trato.sales.pipelines.errors import PipelineRefused
from trato.sales.pipelines.use_cases.pipelines import change_pipeline, make_pipeline
from trato.sales.pipelines.use_cases.stages import StageFacts, change_stage, make_stage, remove_stage
from trato.sales.public import (
    Deal,
    Stage,
    StageMove,
    create_deals,
    restore_deals,
    trash_deals,
    update_deals,
)
from trato.sales.reports.catalogue import REPORTS
from trato.sales.tests.reports.conftest import asked, counted, rows_behind

pytestmark = pytest.mark.django_db


def deals(by: Actor, *, count: int = 1, **values: str) -> list[Deal]:
    saved = create_deals([{"name": f"Deal {n}", "amount": "10 EUR", **values} for n in range(count)], by=by)
    return list(Deal.objects.filter(pk__in=[each.id for each in saved]).order_by("id"))


def board(by: Actor, pipeline: str = "sales") -> Board:
    return board_of(Asked(pipeline, by), today=today_of(by))


def on_the_board(by: Actor) -> dict[str, int]:
    return {each.stage.code: each.count for each in board(by).columns if each.count}


def test_each_deal_of_a_removed_stage_moves_with_its_history_and_event(as_ada: Actor, as_alice: Actor) -> None:
    three = deals(as_alice, count=3, stage="demo")
    Deal.objects.update(stage_since=now() - timedelta(days=6))
    remove_stage("demo", to="proposal", by=as_ada)
    assert on_the_board(as_ada) == {"proposal": 3}
    for each in three:
        last = StageMove.objects.filter(deal=each).latest("at")
        assert (last.from_stage_id, last.to_stage_id, round(last.days or 0)) == ("demo", "proposal", 6)
    assert set(Deal.objects.values_list("version", flat=True)) == {2}


def test_nothing_happens_while_nobody_says_where_they_go(as_ada: Actor, as_alice: Actor) -> None:
    deals(as_alice, count=2, stage="demo")
    for to in ("", "demo", "nowhere", "renewals_demo"):
        with pytest.raises(PipelineRefused) as refused:
            remove_stage("demo", to=to, by=as_ada)
        assert "2 deals stand in this stage" in str(refused.value)
    assert on_the_board(as_ada) == {"demo": 2}


def test_into_a_closed_stage_they_are_closed(as_ada: Actor, as_alice: Actor) -> None:
    (one,) = deals(as_alice, stage="demo")
    remove_stage("demo", to="lost", by=as_ada)
    one.refresh_from_db()
    assert (one.state, one.close_on) == ("lost", today_of(as_ada))
    assert one.closed_at is not None


def test_gates_do_not_hold_a_removal_up(as_ada: Actor, as_alice: Actor) -> None:
    deals(as_alice, stage="demo")
    Stage.objects.filter(code="proposal").update(required_fields=["next_step"], checklist=["Seen"])
    remove_stage("demo", to="proposal", by=as_ada)
    assert on_the_board(as_ada) == {"proposal": 1}


def test_one_from_the_trash_that_could_not_move_is_still_on_the_board(as_ada: Actor, as_alice: Actor) -> None:
    """Its stage went while it was in the trash, and the others were won."""
    thrown, other = deals(as_alice, count=2, stage="demo")
    trash_deals([thrown.id], by=as_alice)
    remove_stage("demo", to="won", by=as_ada)
    restore_deals([thrown.id], by=as_alice)
    thrown.refresh_from_db()
    assert (thrown.state, on_the_board(as_alice)) == ("open", {"demo": 1})
    assert board(as_alice).count == 1
    update_deals([RecordUpdate(id=thrown.id, values={"stage": "proposal"})], by=as_alice)
    assert on_the_board(as_alice) == {"proposal": 1}
    assert "demo" not in [each.stage.code for each in board(as_alice).columns]
    other.refresh_from_db()
    assert other.state == "won"


def test_an_undo_into_a_stage_that_went_keeps_the_deals_in_sight(as_ada: Actor, as_alice: Actor) -> None:
    deals(as_alice, count=2, stage="demo")
    one = start_change_set(kind="deal", act="edit", selection={"all": True, "filters": {}}, by=as_ada)
    give_values(one.id, values={"stage": "negotiation"}, by=as_ada)
    carry_out(one.id, by=as_ada)
    remove_stage("demo", by=as_ada)
    undo(one.id, by=as_ada)
    assert on_the_board(as_ada) == {"demo": 2}
    assert board(as_ada).total.amount == 20


@pytest.mark.parametrize("code", ["funnel", "ageing", "quarters", "velocity"])
def test_reports_count_what_stands_in_a_stage_that_went(as_ada: Actor, as_alice: Actor, code: str) -> None:
    deals(as_alice, count=2, stage="demo")
    Stage.objects.filter(code="demo").update(is_archived=True)
    found = REPORTS[code].make(asked(as_ada, period="all"), "")
    for count, address in counted(found):
        assert rows_behind(address, as_ada) == count, address
    if code == "funnel":
        assert [row.cells[0].value for row in found.rows][0] == 2


def test_a_closed_stage_may_go_when_another_of_its_state_takes_over(as_ada: Actor, as_alice: Actor) -> None:
    make_stage("sales", StageFacts(name="Won by phone", state="won", probability=100), by=as_ada)
    (one,) = deals(as_alice, stage="won", close_on="2026-01-15")
    closed_at = Deal.objects.get(pk=one.id).closed_at
    remove_stage("won", to="won_by_phone", by=as_ada)
    one.refresh_from_db()
    assert (one.stage_id, one.state, str(one.close_on), one.closed_at) == (
        "won_by_phone",
        "won",
        "2026-01-15",
        closed_at,
    )


def test_an_archived_pipeline_takes_no_new_deals_and_keeps_its_own(as_ada: Actor, as_alice: Actor) -> None:
    made = make_pipeline("Renewals", by=as_ada)
    (one,) = deals(as_alice, pipeline=made.code)
    change_pipeline(made.code, name=made.name, is_archived=True, by=as_ada)
    with pytest.raises(RowsRefused):
        deals(as_alice, pipeline=made.code)
    with pytest.raises(RowsRefused):
        deals(as_alice, stage=f"{made.code}_demo")
    assert board(as_alice, made.code).count == 1
    update_deals([RecordUpdate(id=one.id, values={"next_step": "Call"})], by=as_alice)
    update_deals([RecordUpdate(id=one.id, values={"pipeline": "sales"})], by=as_alice)
    one.refresh_from_db()
    assert (one.pipeline_id, one.stage_id) == ("sales", "qualification")


def test_a_stage_with_deals_keeps_what_it_means_and_may_change_its_name(as_ada: Actor, as_alice: Actor) -> None:
    deals(as_alice, stage="demo")
    with pytest.raises(PipelineRefused):
        change_stage("demo", StageFacts(name="Demo", state="won"), by=as_ada)
    changed = change_stage("demo", StageFacts(name="Visit", probability=33, rots_after_days=2), by=as_ada)
    assert (changed.code, changed.name) == ("demo", "Visit")
    (column,) = [each for each in board(as_alice).columns if each.count]
    assert (column.stage.name, column.weighted.as_json()["amount"]) == ("Visit", "3.30")


def test_a_card_rots_by_the_days_of_its_stage(as_ada: Actor, as_alice: Actor) -> None:
    deals(as_alice, count=3, stage="demo")
    change_stage("demo", StageFacts(name="Demo", rots_after_days=10), by=as_ada)
    for each, days in zip(Deal.objects.order_by("id"), (10, 11, 16), strict=True):
        Deal.objects.filter(pk=each.pk).update(stage_since=now() - timedelta(days=days, hours=1))
    (column,) = [each for each in board(as_alice).columns if each.count]
    assert sorted((card.days, card.stale) for card in column.cards) == [(10, ""), (11, "warn"), (16, "bad")]


def test_sellers_remove_no_stage(as_alice: Actor) -> None:
    deals(as_alice, stage="demo")
    with pytest.raises(NotAllowed):
        remove_stage("demo", to="proposal", by=as_alice)
