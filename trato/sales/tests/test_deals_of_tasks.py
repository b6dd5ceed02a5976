"""The deal of a task, a call or a meeting is a field like others: given, found, asked for, changed and undone."""

from typing import Any

import pytest

from trato.customers.public import (
    Activity,
    Company,
    Task,
    complete_tasks,
    create_activities,
    create_contacts,
    create_tasks,
    update_activities,
    update_tasks,
)
from trato.foundation.public import (
    Actor,
    Change,
    Filter,
    RecordUpdate,
    RowsRefused,
    StoredValues,
    read_page,
    record_kind,
)
from trato.sales.public import Deal, create_deals, trash_deals


def listed(kind: str, by: Actor, *filters: Filter, column: str = "deal") -> list[tuple[str, Any]]:
    page = read_page(record_kind(kind), seen_by=by, columns=["name", column], filters=filters)
    return [(row["name"], row[column] and row[column]["name"]) for row in page.rows]


# Fields of tasks, calls and meetings


def test_a_task_knows_its_deal_and_whom_that_is_with(task: Task, deal: Deal, as_alice: Actor) -> None:
    assert (task.about_kind, task.about_id) == ("deal", deal.id)
    assert (task.contact_id, task.company_id) == (deal.contact_id, deal.company_id)
    assert listed("task", as_alice) == [("Send the offer", "Two ovens")]


def test_a_contact_that_was_said_stays(deal: Deal, bakery: Company, as_alice: Actor) -> None:
    (other,) = create_contacts([{"name": "Marta"}], by=as_alice)
    (saved,) = create_tasks([{"name": "Ask", "deal": str(deal.id), "contact": str(other.id)}], by=as_alice)

    task = Task.objects.get(pk=saved.id)

    assert (task.contact_id, task.company_id) == (other.id, None)


def test_a_deal_is_found_by_its_name(deal: Deal, as_alice: Actor) -> None:
    create_tasks([{"name": "Ask", "deal": "two OVENS"}], by=as_alice)
    assert listed("task", as_alice) == [("Ask", "Two ovens")]


@pytest.mark.parametrize("kind", ["task", "activity"])
def test_what_is_no_deal_or_not_seen_is_refused_at_the_field(
    kind: str, deal: Deal, as_bob: Actor, as_alice: Actor
) -> None:
    create = {"task": create_tasks, "activity": create_activities}[kind]
    trash_deals([deal.id], by=as_alice)
    for by, given in ((as_bob, str(deal.id)), (as_alice, str(deal.id)), (as_bob, "Two ovens"), (as_alice, "Boat")):
        with pytest.raises(RowsRefused) as refused:
            create([{"name": "Ask", "deal": given}], by=by)
        assert set(refused.value.rows[0]) == {"deal"}


def test_a_name_of_several_deals_is_refused(deal: Deal, as_alice: Actor) -> None:
    create_deals([{"name": "two ovens"}], by=as_alice)
    with pytest.raises(RowsRefused, match="Several are called"):
        create_tasks([{"name": "Ask", "deal": "Two ovens"}], by=as_alice)


def test_lists_are_filtered_by_the_deal(deal: Deal, task: Task, call: Activity, as_alice: Actor) -> None:
    create_tasks([{"name": "Something else"}], by=as_alice)

    assert listed("task", as_alice, Filter("deal", (deal.id,))) == [("Send the offer", "Two ovens")]
    assert listed("task", as_alice, Filter("deal", (deal.id,), "not")) == [("Something else", None)]
    assert listed("task", as_alice, Filter("deal", (None,))) == [("Something else", None)]
    assert listed("activity", as_alice, Filter("deal", (deal.id,))) == [("About the price", "Two ovens")]


def test_the_deal_of_a_task_is_changed_undone_and_taken_away(task: Task, as_alice: Actor) -> None:
    (other,) = create_deals([{"name": "Roof"}], by=as_alice)
    update_tasks([RecordUpdate(id=task.id, values={"deal": str(other.id)})], by=as_alice)
    change = Change.objects.get(record_id=task.id, version=2)
    assert (listed("task", as_alice), change.after) == ([("Send the offer", "Roof")], {"deal": str(other.id)})

    update_tasks([RecordUpdate(id=task.id, values=StoredValues(change.before))], by=as_alice)
    assert listed("task", as_alice) == [("Send the offer", "Two ovens")]

    update_tasks([RecordUpdate(id=task.id, values={"deal": None})], by=as_alice)
    task.refresh_from_db()
    assert (task.about_kind, task.about_id) == ("", None)


def test_a_task_that_had_no_customer_gets_those_of_its_deal(deal: Deal, as_alice: Actor) -> None:
    (saved,) = create_tasks([{"name": "Ask"}], by=as_alice)
    update_tasks([RecordUpdate(id=saved.id, values={"deal": str(deal.id)})], by=as_alice)
    assert Task.objects.get(pk=saved.id).contact_id == deal.contact_id


def test_the_same_deal_again_changes_nothing(task: Task, deal: Deal, as_alice: Actor) -> None:
    (saved,) = update_tasks([RecordUpdate(id=task.id, values={"deal": str(deal.id)})], by=as_alice)
    assert saved.fields == ()


def test_a_call_gets_its_deal_later(call: Activity, as_alice: Actor) -> None:
    (other,) = create_deals([{"name": "Roof"}], by=as_alice)
    update_activities([RecordUpdate(id=call.id, values={"deal": str(other.id)})], by=as_alice)
    assert listed("activity", as_alice) == [("About the price", "Roof")]


def test_what_repeats_stays_about_its_deal_as_long_as_that_is_there(deal: Deal, as_alice: Actor) -> None:
    facts = {"name": "Ask again", "deal": str(deal.id), "due_on": "2030-01-07", "repeats": "weekly"}
    (saved,) = create_tasks([facts], by=as_alice)
    complete_tasks([saved.id], by=as_alice)
    following = Task.objects.get(follows_id=saved.id)
    assert following.about_id == deal.id

    trash_deals([deal.id], by=as_alice)
    complete_tasks([following.id], by=as_alice)
    assert Task.objects.get(follows_id=following.id).about_id is None
