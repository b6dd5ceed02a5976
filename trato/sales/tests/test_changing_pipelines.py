"""Pipelines and their stages as the company changes them."""

import pytest

from trato.foundation.public import Actor, LoggedEvent, NotAllowed, NotFound, RowsRefused, record_kind, trash_records
from trato.sales.pipelines.errors import PipelineRefused
from trato.sales.pipelines.use_cases.pipelines import change_pipeline, make_pipeline, order_pipelines
from trato.sales.pipelines.use_cases.stages import (
    StageFacts,
    change_stage,
    make_stage,
    make_stages,
    order_stages,
    remove_stage,
)
from trato.sales.public import Deal, Stage, StageMove, create_deals, pipelines_now

pytestmark = pytest.mark.django_db


def codes(pipeline: str = "sales") -> list[str]:
    return [each.code for each in pipelines_now().stages_of(pipeline)]


def test_a_new_pipeline_begins_with_the_usual_stages_under_codes_of_its_own(as_ada: Actor) -> None:
    made = make_pipeline("Renewals", by=as_ada)
    assert made.code == "renewals"
    assert [each.name for each in pipelines_now().stages_of("renewals")][:2] == ["Qualification", "Demo"]
    assert codes("renewals")[0] == "renewals_qualification"
    assert LoggedEvent.objects.get(kind="sales.pipeline_changed").data["pipeline"] == "renewals"


def test_a_name_in_any_script_has_a_code(as_ada: Actor) -> None:
    assert make_pipeline("అమ్మకాలు", by=as_ada).code == "stage"
    assert make_pipeline("Ventas año", by=as_ada).code == "ventas_ano"


def test_two_pipelines_are_not_called_alike(as_ada: Actor) -> None:
    with pytest.raises(PipelineRefused, match="Another one is called"):
        make_pipeline("SALES", by=as_ada)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_pipeline_has_a_name(as_ada: Actor, name: str) -> None:
    with pytest.raises(PipelineRefused):
        make_pipeline(name, by=as_ada)


def test_at_least_one_pipeline_is_in_use(as_ada: Actor) -> None:
    with pytest.raises(PipelineRefused, match="At least one"):
        change_pipeline("sales", name="Sales", is_archived=True, by=as_ada)
    make_pipeline("Renewals", by=as_ada)
    assert change_pipeline("sales", name="Old sales", is_archived=True, by=as_ada).is_archived
    assert [each.code for each in pipelines_now().in_use] == ["renewals"]


def test_the_first_pipeline_is_that_of_deals_that_name_none(as_ada: Actor) -> None:
    make_pipeline("Renewals", by=as_ada)
    order_pipelines(["renewals", "sales"], by=as_ada)
    (saved,) = create_deals([{"name": "One"}], by=as_ada)
    assert Deal.objects.get(pk=saved.id).pipeline_id == "renewals"


def test_a_stage_comes_behind_those_of_its_state(as_ada: Actor) -> None:
    make_stage("sales", StageFacts(name="Contract", probability=95), by=as_ada)
    assert codes()[-3:] == ["contract", "won", "lost"]


def test_stages_are_put_into_another_order(as_ada: Actor) -> None:
    make_pipeline("Renewals", by=as_ada)
    order_stages("sales", ["demo", "qualification"], by=as_ada)
    assert codes()[:3] == ["demo", "qualification", "proposal"]


@pytest.mark.parametrize(
    "facts",
    [
        StageFacts(name="Demo"),
        StageFacts(name=""),
        StageFacts(name="X", probability=101),
        StageFacts(name="X", probability=-1),
        StageFacts(name="X", rots_after_days=0),
        StageFacts(name="X", rots_after_days=99_999),
        StageFacts(name="X", state="perhaps"),
        StageFacts(name="X", required_fields=["no_such_field"]),
        StageFacts(name="X", required_fields=["closed_at"]),
        StageFacts(name="X", checklist=["x" * 101]),
        StageFacts(name="X", checklist=[f"Item {n}" for n in range(21)]),
    ],
)
def test_a_stage_that_cannot_be_is_refused_with_a_sentence(as_ada: Actor, facts: StageFacts) -> None:
    with pytest.raises(PipelineRefused) as refused:
        make_stage("sales", facts, by=as_ada)
    assert str(refused.value).endswith(".")


def test_what_a_stage_means_stays_while_deals_stand_in_it(as_ada: Actor) -> None:
    create_deals([{"name": "One", "stage": "demo"}], by=as_ada)
    with pytest.raises(PipelineRefused, match="stays what it is"):
        change_stage("demo", StageFacts(name="Demo", state="won"), by=as_ada)
    change_stage("demo", StageFacts(name="Trial", probability=30), by=as_ada)
    assert Stage.objects.get(code="demo").name == "Trial"


def test_a_stage_with_deals_asks_where_they_go(as_ada: Actor) -> None:
    create_deals([{"name": "One", "stage": "demo"}, {"name": "Two", "stage": "demo"}], by=as_ada)
    with pytest.raises(PipelineRefused, match="2 deals stand in this stage"):
        remove_stage("demo", by=as_ada)
    with pytest.raises(PipelineRefused):
        remove_stage("demo", to="demo", by=as_ada)
    remove_stage("demo", to="proposal", by=as_ada)
    assert set(Deal.objects.values_list("stage_id", flat=True)) == {"proposal"}
    assert StageMove.objects.filter(from_stage_id="demo", to_stage_id="proposal").count() == 2
    assert "demo" not in codes()


def test_deals_in_the_trash_go_where_the_others_go(as_ada: Actor) -> None:
    (saved,) = create_deals([{"name": "One", "stage": "demo"}], by=as_ada)
    trash_records(record_kind("deal"), [saved.id], by=as_ada)
    remove_stage("demo", to="proposal", by=as_ada)
    assert Deal.objects.get().stage_id == "proposal"


def test_the_last_stage_stays(as_ada: Actor) -> None:
    make_pipeline("Renewals", by=as_ada)
    for code in codes()[1:]:
        remove_stage(code, by=as_ada)
    with pytest.raises(PipelineRefused, match="at least one stage"):
        remove_stage(codes()[0], by=as_ada)


def test_a_stage_that_is_out_of_use_can_be_entered_no_more(as_ada: Actor) -> None:
    make_pipeline("Renewals", by=as_ada)
    remove_stage("demo", by=as_ada)
    with pytest.raises(RowsRefused, match="no longer offered"):
        create_deals([{"name": "One", "stage": "demo"}], by=as_ada)


def test_stages_of_a_file_become_open_stages_of_the_first_pipeline(as_ada: Actor) -> None:
    made = make_stages(["Prospecting", "Engaging"], by=as_ada)
    assert made == {"Prospecting": "prospecting", "Engaging": "engaging"}
    assert codes()[-4:] == ["prospecting", "engaging", "won", "lost"]


def test_sellers_do_not_change_pipelines(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        make_pipeline("Mine", by=as_alice)


def test_what_is_not_there_is_not_found(as_ada: Actor) -> None:
    with pytest.raises(NotFound):
        change_pipeline("nothing", name="X", by=as_ada)
    with pytest.raises(NotFound):
        remove_stage("nothing", by=as_ada)
