"""Deals go from stage to stage: what follows, what is asked for on the way, and who comes too late."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    OthersWereFaster,
    RecordUpdate,
    RowsRefused,
)
from trato.sales.public import (
    Deal,
    Pipeline,
    Stage,
    StageMove,
    create_deals,
    lose_deals,
    reopen_deals,
    update_deals,
    win_deals,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Drip retrofit", "amount": "18400"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def move(deal: Deal, by: Actor, **values: object) -> Deal:
    update_deals([RecordUpdate(id=deal.id, values=values)], by=by)
    return Deal.objects.get(pk=deal.id)


def kinds_told(deal: Deal) -> list[str]:
    told = LoggedEvent.objects.filter(subject_id=deal.id).order_by("id").values_list("kind", flat=True)
    return [kind.removeprefix("sales.deal_") for kind in told]


@pytest.fixture
def renewals(deal: Deal) -> Pipeline:
    pipeline = Pipeline.objects.create(code="renewals", name="Renewals", order=1)
    for place, (code, name, state) in enumerate(
        [("renewals_demo", "Demo", "open"), ("renewals_signed", "Signed", "won"), ("renewals_gone", "Gone", "lost")]
    ):
        Stage.objects.create(pipeline_id="renewals", code=code, name=name, state=state, order=place)
    return pipeline


def test_a_move_is_a_row_of_history_with_the_days_in_the_stage_before(deal: Deal, as_alice: Actor) -> None:
    Deal.objects.filter(pk=deal.pk).update(stage_since=timezone.now() - timedelta(days=12))
    moved = move(deal, as_alice, stage="proposal")
    step = StageMove.objects.filter(deal=deal).latest("at")
    assert (step.from_stage_id, step.to_stage_id, round(step.days or 0)) == ("qualification", "proposal", 12)
    assert moved.stage_since > timezone.now() - timedelta(minutes=1)
    assert kinds_told(deal) == ["created", "stage_changed"]


def test_winning_closes_it_today(deal: Deal, as_alice: Actor) -> None:
    win_deals([deal.id], by=as_alice)
    won = Deal.objects.get(pk=deal.id)
    assert (won.state, won.stage_id, won.close_on) == ("won", "won", timezone.now().date())
    assert won.closed_at is not None
    assert kinds_told(deal) == ["created", "won", "changed"]
    event = LoggedEvent.objects.get(subject_id=deal.id, kind="sales.deal_won")
    assert (event.data["amount"], event.data["from_stage"]) == ("18400.00", "qualification")


def test_the_day_that_is_given_on_winning_is_kept(deal: Deal, as_alice: Actor) -> None:
    won = move(deal, as_alice, stage="won", close_on="2026-01-15")
    assert won.close_on == date(2026, 1, 15)
    assert won.closed_at is not None
    assert won.closed_at.date() == date(2026, 1, 15)


def test_what_is_lost_has_a_reason(deal: Deal, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        move(deal, as_alice, stage="lost")
    assert refused.value.rows[0] == {"lost_reason": "Say why it was lost."}
    lose_deals([deal.id], reason="Price", competitor="Netafim", by=as_alice)
    lost = Deal.objects.get(pk=deal.id)
    assert (lost.state, lost.lost_reason, lost.competitor) == ("lost", "Price", "Netafim")


def test_what_is_reopened_is_no_longer_closed(deal: Deal, as_alice: Actor) -> None:
    win_deals([deal.id], by=as_alice)
    reopen_deals([deal.id], by=as_alice)
    back = Deal.objects.get(pk=deal.id)
    assert (back.state, back.stage_id, back.closed_at) == ("open", "qualification", None)
    assert kinds_told(deal)[-1] == "reopened"


def test_a_stage_asks_for_the_fields_it_needs(deal: Deal, as_alice: Actor) -> None:
    Stage.objects.filter(code="proposal").update(required_fields=["next_step", "close_on"])
    with pytest.raises(RowsRefused) as refused:
        move(deal, as_alice, stage="proposal")
    assert refused.value.rows[0] == {
        "next_step": "“Next step” is needed at the stage “Proposal”.",
        "close_on": "“Closes on” is needed at the stage “Proposal”.",
    }
    assert move(deal, as_alice, stage="proposal", next_step="Call", close_on="2027-01-01").stage_id == "proposal"


def test_a_stage_asks_for_what_is_to_be_checked(deal: Deal, as_alice: Actor) -> None:
    Stage.objects.filter(code="proposal").update(checklist=["Budget is known", "Decision maker was met"])
    move(deal, as_alice, checks=["Budget is known"])
    with pytest.raises(RowsRefused) as refused:
        move(deal, as_alice, stage="proposal")
    assert refused.value.rows[0] == {"checks": "Before the stage “Proposal” check: Decision maker was met"}
    moved = move(deal, as_alice, stage="proposal", checks=["Budget is known", "Decision maker was met"])
    assert moved.stage_id == "proposal"


def test_a_new_deal_meets_the_same_gate(deal: Deal, as_alice: Actor) -> None:
    Stage.objects.filter(code="proposal").update(required_fields=["amount"])
    with pytest.raises(RowsRefused):
        create_deals([{"name": "Straight to the proposal", "stage": "proposal"}], by=as_alice)


def test_one_refused_move_of_a_set_moves_nothing(deal: Deal, as_alice: Actor) -> None:
    Stage.objects.filter(code="proposal").update(required_fields=["amount"])
    (poor,) = create_deals([{"name": "No amount"}], by=as_alice)
    updates = [RecordUpdate(id=id_, values={"stage": "proposal"}) for id_ in (deal.id, poor.id)]
    with pytest.raises(RowsRefused) as refused:
        update_deals(updates, by=as_alice)
    assert list(refused.value.rows) == [1]
    assert set(Deal.objects.values_list("stage_id", flat=True)) == {"qualification"}


def test_who_moves_a_deal_that_somebody_moved_meanwhile_sees_it(deal: Deal, as_alice: Actor, as_ada: Actor) -> None:
    update_deals([RecordUpdate(id=deal.id, values={"stage": "demo"}, seen_version=1)], by=as_ada)
    with pytest.raises(OthersWereFaster):
        update_deals([RecordUpdate(id=deal.id, values={"stage": "proposal"}, seen_version=1)], by=as_alice)
    assert Deal.objects.get(pk=deal.id).stage_id == "demo"


def test_to_the_stage_where_it_is_no_move(deal: Deal, as_alice: Actor) -> None:
    move(deal, as_alice, stage="qualification")
    assert Deal.objects.get(pk=deal.id).version == 1
    assert StageMove.objects.filter(deal=deal).count() == 1


def test_a_deal_of_the_south_is_not_moved_from_the_north(deal: Deal, as_bob: Actor, as_charlie: Actor) -> None:
    with pytest.raises(NotFound, match="no such deal"):
        move(deal, as_bob, stage="demo")
    with pytest.raises(NotAllowed):
        move(deal, as_charlie, stage="demo")


def test_a_name_that_two_pipelines_have_means_the_stage_of_its_own(
    deal: Deal, renewals: Pipeline, as_alice: Actor
) -> None:
    (other,) = create_deals([{"name": "Renewal", "pipeline": "Renewals"}], by=as_alice)
    assert Deal.objects.get(pk=other.id).stage_id == "renewals_demo"
    moved = move(deal, as_alice, pipeline="renewals")
    assert moved.stage_id == "renewals_demo"
    assert move(moved, as_alice, stage="Demo").stage_id == "renewals_demo"
    won = move(moved, as_alice, state="won")
    assert (won.stage_id, won.state) == ("renewals_signed", "won")


def test_a_code_means_its_stage_also_in_another_pipeline(deal: Deal, renewals: Pipeline, as_alice: Actor) -> None:
    moved = move(deal, as_alice, stage="renewals_demo")
    assert (moved.stage_id, moved.pipeline_id) == ("renewals_demo", "renewals")


def test_a_stage_that_the_pipeline_does_not_have_is_refused(deal: Deal, renewals: Pipeline, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        move(deal, as_alice, pipeline="renewals", stage="proposal")
    assert "has no stage" in refused.value.rows[0]["stage"]


def test_a_pipeline_with_one_stage_works(deal: Deal, as_alice: Actor) -> None:
    Pipeline.objects.create(code="one", name="One", order=1)
    Stage.objects.create(pipeline_id="one", code="only", name="Only")
    (saved,) = create_deals([{"name": "Simple", "pipeline": "one"}], by=as_alice)
    assert Deal.objects.get(pk=saved.id).stage_id == "only"
    with pytest.raises(RowsRefused) as refused:
        win_deals([saved.id], by=as_alice)
    assert "no stage for that" in refused.value.rows[0]["stage"]


def test_an_emptied_stage_stays_what_it_was(deal: Deal, as_alice: Actor) -> None:
    assert move(deal, as_alice, stage="", name="Drip").stage_id == "qualification"
