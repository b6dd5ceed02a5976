"""What a stage needs before a deal enters it, by whatever door and in whatever order it is told."""

from typing import Any

import pytest

from trato.commerce.public import Product, create_products
from trato.customers.public import Contact
from trato.foundation.public import SYSTEM, Actor, RecordUpdate, RowsRefused
from trato.sales.deals.use_cases.people import check_item
from trato.sales.pipelines.use_cases.stages import StageFacts, change_stage
from trato.sales.public import Deal, Stage, create_deals, reopen_deals, update_deals
from trato.sales.tests.made_fields import made

pytestmark = pytest.mark.django_db


def needs(*fields: str, checklist: tuple[str, ...] = (), stage: str = "proposal") -> None:
    create_deals([{"name": "So that the stages are stored"}], by=SYSTEM)
    one = Stage.objects.get(code=stage)
    facts = StageFacts(
        name=one.name, state=one.state, probability=one.probability, required_fields=fields, checklist=checklist
    )
    change_stage(stage, facts, by=SYSTEM)


def deal(by: Actor, **values: Any) -> Deal:
    (saved,) = create_deals([{"name": "Roof", **values}], by=by)
    return Deal.objects.get(pk=saved.id)


def refusals(one: Deal, by: Actor, **values: Any) -> dict[str, str]:
    with pytest.raises(RowsRefused) as refused:
        update_deals([RecordUpdate(id=one.id, values=values)], by=by)
    return dict(refused.value.rows[0])


def moved(one: Deal, by: Actor, **values: Any) -> str:
    update_deals([RecordUpdate(id=one.id, values=values)], by=by)
    one.refresh_from_db()
    return one.stage_id


@pytest.fixture
def panel(installed: object) -> Product:
    (saved,) = create_products([{"name": "Panel", "list_price": "120 EUR"}], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "5 EUR"),
        ("close_on", "2027-01-01"),
        ("next_step", "Call"),
        ("competitor", "Acme"),
        ("source", "Fair"),
        ("probability", "0"),
        ("tags", ["hot"]),
        ("external_id", "HS-1"),
        ("begun_on", "2026-01-01"),
    ],
)
def test_what_is_needed_may_come_with_the_move_or_before_it(as_alice: Actor, field: str, value: Any) -> None:
    needs(field)
    one, other = deal(as_alice), deal(as_alice, **{field: value})
    assert list(refusals(one, as_alice, stage="proposal")) == [field]
    assert moved(other, as_alice, stage="proposal") == "proposal"
    if field != "external_id":
        assert moved(one, as_alice, stage="proposal", **{field: value}) == "proposal"
        assert deal(as_alice, stage="proposal", **{field: value}).stage_id == "proposal"


def test_what_is_taken_away_with_the_move_is_not_there(as_alice: Actor) -> None:
    needs("next_step", "amount")
    one = deal(as_alice, next_step="Call", amount="5 EUR")
    assert list(refusals(one, as_alice, stage="proposal", next_step="", amount=None)) == ["next_step", "amount"]


def test_a_person_with_a_say_is_enough_where_people_are_needed(as_alice: Actor, nuria: Contact) -> None:
    needs("contacts", "contact")
    one = deal(as_alice)
    assert set(refusals(one, as_alice, stage="proposal")) == {"contacts", "contact"}
    given = {"contacts": [str(nuria.id)], "contact": str(nuria.id)}
    assert moved(one, as_alice, stage="proposal", **given) == "proposal"


def test_a_product_that_is_needed_may_come_as_a_line(as_alice: Actor, panel: Product) -> None:
    needs("product", "amount")
    one = deal(as_alice)
    assert set(refusals(one, as_alice, stage="proposal")) == {"product", "amount"}
    assert moved(one, as_alice, stage="proposal", lines=[{"product": "Panel"}]) == "proposal"
    made_at_once = deal(as_alice, stage="proposal", lines=[{"product": str(panel.id), "quantity": 2}])
    assert (made_at_once.stage_id, made_at_once.amount) == ("proposal", 240)


def test_a_field_that_people_made_can_be_needed_until_it_is_gone(as_alice: Actor, as_ada: Actor) -> None:
    field = made("Roof type", "text", by=as_ada)
    needs(field.name)
    one = deal(as_alice)
    assert list(refusals(one, as_alice, stage="proposal")) == [field.name]
    assert moved(one, as_alice, stage="proposal", **{field.name: "Flat"}) == "proposal"
    Stage.objects.filter(code="demo").update(required_fields=["went_away"])
    assert moved(one, as_alice, stage="demo") == "demo"


def test_ticks_that_are_taken_off_with_the_move_do_not_count(as_alice: Actor) -> None:
    needs(checklist=("Budget is known",))
    one = deal(as_alice, checks=["Budget is known"])
    assert list(refusals(one, as_alice, stage="proposal", checks=[])) == ["checks"]
    assert moved(one, as_alice, stage="proposal") == "proposal"


def test_items_are_ticked_and_unticked_whatever_their_case(as_alice: Actor) -> None:
    needs(checklist=("Budget is known", "Roof was seen"))
    one = deal(as_alice)
    for item in ("budget IS known", "Roof was seen"):
        check_item(one.id, item, is_done=True, by=as_alice)
    assert moved(one, as_alice, stage="proposal") == "proposal"
    check_item(one.id, "Budget is Known", is_done=False, by=as_alice)
    assert moved(one, as_alice, stage="demo") == "demo"
    assert "Budget is known" in refusals(one, as_alice, stage="proposal")["checks"]


def test_who_stands_there_already_is_asked_nothing_new(as_alice: Actor) -> None:
    one = deal(as_alice, stage="proposal")
    needs("amount")
    assert moved(one, as_alice, next_step="Call") == "proposal"
    assert moved(one, as_alice, stage="proposal") == "proposal"


def test_reopening_passes_the_gate_of_the_first_stage(as_alice: Actor) -> None:
    one = deal(as_alice, stage="won")
    needs("next_step", stage="qualification")
    with pytest.raises(RowsRefused):
        reopen_deals([one.id], by=as_alice)
    update_deals([RecordUpdate(id=one.id, values={"state": "open", "next_step": "Ask again"})], by=as_alice)
    one.refresh_from_db()
    assert (one.state, one.stage_id, one.closed_at) == ("open", "qualification", None)


def test_a_file_passes_the_gates_but_is_not_asked_why_it_was_lost(as_ada: Actor) -> None:
    needs("amount", stage="won")
    bringing = as_ada.at("import")
    with pytest.raises(RowsRefused) as refused:
        create_deals([{"name": "Won without", "stage": "won"}], by=bringing)
    assert list(refused.value.rows[0]) == ["amount"]
    create_deals([{"name": "Lost long ago", "stage": "lost"}], by=bringing)
    assert Deal.objects.get(name="Lost long ago").lost_reason == ""


def test_the_gate_of_a_won_stage_holds_for_every_way_to_win(as_alice: Actor) -> None:
    needs("amount", checklist=("Signed",), stage="won")
    one = deal(as_alice)
    for values in ({"stage": "won"}, {"state": "won"}, {"stage": "Won"}):
        assert set(refusals(one, as_alice, **values)) == {"amount", "checks"}, values
    one.refresh_from_db()
    assert (one.state, one.version) == ("open", 1)
