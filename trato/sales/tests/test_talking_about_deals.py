"""Notes, tasks, calls and meetings about deals: who reads them, whose story tells them, and what becomes of them."""

from typing import Any
from uuid import uuid4

import pytest

from trato.customers.public import (
    Activity,
    Company,
    Contact,
    Note,
    Task,
    complete_tasks,
    create_contacts,
    create_tasks,
    delete_note,
    merge_contacts,
    story_about,
    story_of_company,
    story_of_contact,
    trash_companies,
    write_note,
)
from trato.foundation.public import (
    Actor,
    Filter,
    LoggedEvent,
    NotFound,
    RecordUpdate,
    StoryFilter,
    read_page,
    read_records,
    record_kind,
)
from trato.sales.public import Deal, create_deals, restore_deals, trash_deals, update_deals, win_deals


def noted(deal: Deal, by: Actor, text: str = "He wants it in spring") -> Note:
    return write_note(text, by=by, about=("deal", deal.id))


def kinds(story: Any) -> list[str]:
    return [entry.kind.partition(".")[2] for entry in story.entries]


def told(deal: Deal, by: Actor, **wanted: Any) -> list[str]:
    return kinds(story_about("deal", deal.id, seen_by=by, wanted=StoryFilter(**wanted)))


def listed(kind: str, by: Actor, *filters: Filter, column: str = "deal") -> list[tuple[str, Any]]:
    page = read_page(record_kind(kind), seen_by=by, columns=["name", column], filters=filters)
    return [(row["name"], row[column] and row[column]["name"]) for row in page.rows]


def reaching(right: str, reach: int, user: Any) -> Actor:
    role = user.roles.get()
    role.rights = {**role.rights, right: reach}
    role.save()
    actor: Actor = type(user).objects.get(pk=user.pk).acting()
    return actor


# The story of a deal


def test_a_deal_tells_what_became_of_it_and_what_was_said_about_it(
    deal: Deal, task: Task, call: Activity, as_alice: Actor
) -> None:
    noted(deal, as_alice)
    complete_tasks([task.id], by=as_alice)
    update_deals([RecordUpdate(id=deal.id, values={"amount": "20000"})], by=as_alice)
    update_deals([RecordUpdate(id=deal.id, values={"stage": "demo"})], by=as_alice)
    win_deals([deal.id], by=as_alice)  # which sets the day on which it closed

    assert sorted(told(deal, as_alice)) == sorted(
        [
            *("deal_created", "task_created", "activity_held", "note_written", "task_completed"),
            *("deal_changed", "deal_stage_changed", "deal_won", "deal_changed"),
        ]
    )


def test_it_comes_in_pages_and_in_parts(deal: Deal, task: Task, call: Activity, as_alice: Actor) -> None:
    for number in range(5):
        noted(deal, as_alice, f"Note {number}")
    first = story_about("deal", deal.id, seen_by=as_alice, limit=4)
    rest = story_about("deal", deal.id, seen_by=as_alice, before=first.older, limit=10)

    assert kinds(first) == ["note_written"] * 4
    assert (len(rest.entries), rest.older) == (4, "")
    assert told(deal, as_alice, groups=("notes",)) == ["note_written"] * 5
    assert told(deal, as_alice, groups=("tasks", "activities")) == ["activity_held", "task_created"]
    assert told(deal, as_alice, groups=("deals",)) == ["deal_created"]


def test_a_text_is_looked_for_in_the_notes_about_it(deal: Deal, nuria: Contact, as_alice: Actor) -> None:
    noted(deal, as_alice)
    write_note("In spring she is away", by=as_alice, contact_id=nuria.id)
    noted(deal, as_alice, "Nothing of the kind")

    story = story_about("deal", deal.id, seen_by=as_alice, wanted=StoryFilter(text="SPRING"))

    assert [entry.record.body for entry in story.entries] == ["He wants it in spring"]


def test_what_is_said_of_the_customer_alone_is_not_told_of_the_deal(
    deal: Deal, nuria: Contact, as_alice: Actor
) -> None:
    write_note("She likes bread", by=as_alice, contact_id=nuria.id)
    create_tasks([{"name": "Buy bread", "contact": str(nuria.id)}], by=as_alice)

    assert told(deal, as_alice) == ["deal_created"]


def test_the_time_in_the_stage_before_is_told_with_the_step(deal: Deal, as_alice: Actor) -> None:
    Deal.objects.filter(pk=deal.pk).update(stage_since="2020-01-01T00:00Z")
    update_deals([RecordUpdate(id=deal.id, values={"stage": "demo"})], by=as_alice)

    data = LoggedEvent.objects.get(kind="sales.deal_stage_changed").data

    assert (data["from_stage"], data["to_stage"]) == ("qualification", "demo")
    assert data["days"] > 1_000


def test_another_amount_is_told_with_the_amount(deal: Deal, as_alice: Actor) -> None:
    update_deals([RecordUpdate(id=deal.id, values={"amount": "20000", "next_step": "Call"})], by=as_alice)
    update_deals([RecordUpdate(id=deal.id, values={"next_step": "Write"})], by=as_alice)

    changes = LoggedEvent.objects.filter(kind="sales.deal_changed").order_by("id")

    assert [each.data["amount"] for each in changes] == ["20000.00", ""]


# The stories of the customers behind it


def test_the_company_and_the_contact_of_the_deal_tell_it_too(
    deal: Deal, task: Task, call: Activity, bakery: Company, nuria: Contact, as_alice: Actor
) -> None:
    noted(deal, as_alice)
    for story in (story_of_company(bakery.id, seen_by=as_alice), story_of_contact(nuria.id, seen_by=as_alice)):
        about = {entry.kind: entry.about and entry.about.name for entry in story.entries}
        for kind in ("customers.note_written", "customers.task_created", "customers.activity_held"):
            assert about[kind] == "Two ovens"
    assert {entry.about for entry in story_about("deal", deal.id, seen_by=as_alice).entries} == {None}


def test_who_does_not_see_the_deal_hears_nothing_of_it(
    deal: Deal, task: Task, call: Activity, bakery: Company, as_alice: Actor, bob: Any
) -> None:
    """Bob sees every company and, here, all tasks, calls and meetings: but not the deals of the north."""
    noted(deal, as_alice)
    reaching("customers.see_tasks", 4, bob)
    as_bob = reaching("customers.see_activities", 4, bob)

    assert kinds(story_of_company(bakery.id, seen_by=as_bob)) == ["company_created"]
    assert listed("task", as_bob) == listed("activity", as_bob) == []
    assert not Task.objects.seen_by(as_bob).exists()
    assert not Activity.objects.seen_by(as_bob).exists()
    assert not Note.objects.seen_by(as_bob).exists()
    assert read_records(record_kind("task"), [task.id], seen_by=as_bob, columns=["name"]) == []


@pytest.mark.parametrize("sort", ["due_on", "name"])
@pytest.mark.parametrize("reach", [1, 2, 3, 4])
def test_a_list_of_tasks_and_the_query_set_agree_on_who_sees_what(
    reach: int, sort: str, deal: Deal, task: Task, as_alice: Actor, as_bob: Actor, as_ada: Actor, bob: Any
) -> None:
    (southern,) = create_deals([{"name": "Southern roof", "owner": str(bob.id)}], by=as_bob)
    (open_,) = create_deals([{"name": "Nobody's roof", "owner": "", "team": ""}], by=as_ada)
    for number, about in enumerate([deal.id, southern.id, open_.id, None]):
        for owner in (as_alice.id, as_bob.id):
            facts = {"name": f"Task {number}", "owner": str(owner), "due_on": "2030-01-02"}
            create_tasks([facts | ({"deal": str(about)} if about else {})], by=as_ada)
    actor = reaching("customers.see_tasks", reach, bob)

    page = read_page(record_kind("task"), seen_by=actor, columns=["name"], sort=sort)
    filtered = read_page(
        record_kind("task"), seen_by=actor, columns=["name"], sort=sort, filters=[Filter("state", ("open",))]
    )

    seen = set(Task.objects.seen_by(actor).filter(is_standing=True).values_list("pk", flat=True))
    assert {row["id"] for row in page.rows} == {row["id"] for row in filtered.rows} == seen
    assert len(seen) == {1: 4, 2: 4, 3: 4, 4: 6}[reach]


def test_whose_task_it_is_sees_it_but_not_the_name_of_the_deal(deal: Deal, as_alice: Actor, as_bob: Actor) -> None:
    facts = {"name": "Bring the crane", "deal": str(deal.id), "owner": str(as_bob.id)}
    create_tasks([facts], by=as_alice)

    page = read_page(record_kind("task"), seen_by=as_bob, columns=["name", "deal"])

    assert [(row["name"], row["deal"]) for row in page.rows] == [("Bring the crane", {"id": None, "name": ""})]


# Notes


def test_a_note_about_a_deal_names_whom_it_is_with(deal: Deal, as_alice: Actor) -> None:
    note = noted(deal, as_alice)
    assert (note.contact_id, note.company_id) == (deal.contact_id, deal.company_id)
    event = LoggedEvent.objects.get(kind="customers.note_written")
    assert (event.contact_id, event.company_id, event.subject_id) == (deal.contact_id, deal.company_id, note.id)


def test_a_deal_with_nobody_can_be_talked_about(as_alice: Actor) -> None:
    (saved,) = create_deals([{"name": "Roof"}], by=as_alice)
    write_note("Whose is it?", by=as_alice, about=("deal", saved.id))
    assert told(Deal.objects.get(pk=saved.id), as_alice) == ["note_written", "deal_created"]


def test_nothing_is_noted_about_a_deal_that_is_not_seen_or_not_there(
    deal: Deal, as_bob: Actor, as_alice: Actor
) -> None:
    for by, about in ((as_bob, ("deal", deal.id)), (as_alice, ("deal", uuid4())), (as_alice, ("unicorn", deal.id))):
        with pytest.raises(NotFound):
            write_note("Hello", by=by, about=about)
    trash_deals([deal.id], by=as_alice)
    with pytest.raises(NotFound):
        noted(deal, as_alice)


def test_a_deleted_note_is_told_no_more(deal: Deal, as_alice: Actor) -> None:
    note = noted(deal, as_alice)
    delete_note(note.id, by=as_alice)
    assert told(deal, as_alice) == ["deal_created"]


# What becomes of them


def test_a_deal_that_comes_back_from_the_trash_has_its_story(deal: Deal, task: Task, as_alice: Actor) -> None:
    noted(deal, as_alice)
    trash_deals([deal.id], by=as_alice)
    restore_deals([deal.id], by=as_alice)
    assert told(deal, as_alice) == ["deal_restored", "deal_trashed", "note_written", "task_created", "deal_created"]


def test_of_merged_contacts_the_one_tells_what_was_said_of_the_others_deal(
    deal: Deal, task: Task, nuria: Contact, as_alice: Actor
) -> None:
    noted(deal, as_alice)
    (other,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
    merge_contacts({nuria.id: other.id}, by=as_alice)

    assert {"note_written", "task_created"} <= set(kinds(story_of_contact(other.id, seen_by=as_alice)))
    (later,) = create_tasks([{"name": "Later", "deal": str(deal.id)}], by=as_alice)
    assert Task.objects.get(pk=later.id).contact_id == other.id


def test_a_company_in_the_trash_leaves_the_story_of_its_deal(deal: Deal, bakery: Company, as_alice: Actor) -> None:
    noted(deal, as_alice)
    trash_companies([bakery.id], by=as_alice)
    assert "note_written" in told(deal, as_alice)
