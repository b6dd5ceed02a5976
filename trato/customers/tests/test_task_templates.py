"""Named lists of tasks that are made at once."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from trato.customers.public import (
    Company,
    Contact,
    Task,
    TaskTemplate,
    apply_template,
    create_contacts,
    delete_template,
    save_template,
    update_tasks,
)
from trato.foundation.public import (
    Actor,
    Change,
    ChangeSet,
    ChangeSetRefused,
    LoggedEvent,
    NotAllowed,
    NotFound,
    RecordUpdate,
    Role,
    User,
    carry_out,
    give_values,
    start_change_set,
    today_of,
    undo,
)
from trato.kit.errors import DomainError
from trato.kit.testing.programs import Program

WELCOME = (
    {"name": "Say hello", "priority": "high"},
    {"name": "Ask how it goes", "days": 14, "owner_rule": "theirs", "details": "By phone"},
)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def welcome(as_ada: Actor) -> TaskTemplate:
    return save_template("Welcome", WELCOME, by=as_ada)


def tasks() -> list[Task]:
    return list(Task.objects.order_by("due_on", "id"))


def test_its_tasks_are_made_for_their_days_and_their_owners(
    welcome: TaskTemplate, as_ada: Actor, ada: User, alice: User, nuria: Contact
) -> None:
    apply_template(welcome.id, "contact", [nuria.id], by=as_ada)
    first, second = tasks()

    assert (first.name, first.priority, first.owner_id, first.contact_id) == ("Say hello", "high", ada.id, nuria.id)
    assert (second.details, second.owner_id) == ("By phone", alice.id)
    assert [(each.due_on - today_of(as_ada)).days for each in (first, second)] == [0, 14]  # type: ignore[operator]


def test_a_certain_colleague_gets_them(as_ada: Actor, bob: User, bakery: Company) -> None:
    template = save_template("Bill", [{"name": "Write it", "owner_rule": "chosen", "user": str(bob.id)}], by=as_ada)
    apply_template(template.id, "company", [bakery.id], by=as_ada)

    assert [(each.owner_id, each.company_id) for each in tasks()] == [(bob.id, bakery.id)]


def test_it_is_one_act_and_undone_as_one(welcome: TaskTemplate, as_alice: Actor, nuria: Contact) -> None:
    made = apply_template(welcome.id, "contact", [nuria.id], by=as_alice)
    assert (made.total, made.label) == (2, "Tasks of “Welcome”")
    assert LoggedEvent.objects.get(kind="customers.task_template_applied").data["records"] == 1

    undo(made.id, by=as_alice)
    assert not Task.objects.filter(is_standing=True).exists()


def test_what_is_changed_later_leaves_its_tasks_as_they_are(
    welcome: TaskTemplate, as_ada: Actor, nuria: Contact
) -> None:
    apply_template(welcome.id, "contact", [nuria.id], by=as_ada)
    save_template("Welcome all", [{"name": "Wave"}], by=as_ada, template_id=welcome.id)
    delete_template(welcome.id, by=as_ada)

    assert [each.name for each in tasks()] == ["Say hello", "Ask how it goes"]
    acts = Change.objects.filter(record_id=welcome.id).order_by("version").values_list("act", flat=True)
    assert list(acts) == ["create", "update", "trash"]
    with pytest.raises(NotFound):
        apply_template(welcome.id, "contact", [nuria.id], by=as_ada)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("", WELCOME),
        ("x" * 301, WELCOME),
        ("Empty", ()),
        ("Many", ({"name": "One"},) * 51),
        ("Nameless", ({"name": " "},)),
        ("Days", ({"name": "One", "days": "soon"},)),
        ("Far", ({"name": "One", "days": 99_999},)),
        ("Rule", ({"name": "One", "owner_rule": "anybody"},)),
        ("Priority", ({"name": "One", "priority": "huge"},)),
        ("Nobody", ({"name": "One", "owner_rule": "chosen"},)),
        ("Stranger", ({"name": "One", "owner_rule": "chosen", "user": str(uuid4())},)),
    ],
    ids=lambda each: each[:9] if isinstance(each, str) else "",
)
def test_what_cannot_be_a_template_is_refused(as_ada: Actor, name: str, lines: Any) -> None:
    with pytest.raises(DomainError):
        save_template(name, lines, by=as_ada)

    assert not TaskTemplate.objects.exists()


def test_it_is_about_customers_whom_one_sees(
    welcome: TaskTemplate, as_bob: Actor, as_ada: Actor, nuria: Contact
) -> None:
    with pytest.raises(NotFound):
        apply_template(welcome.id, "contact", [nuria.id], by=as_bob)
    for kind, ids in (("task", [nuria.id]), ("contact", []), ("contact", [uuid4() for _each in range(201)])):
        with pytest.raises(DomainError):
            apply_template(welcome.id, kind, ids, by=as_ada)
    assert not Task.objects.exists()


def test_templates_are_made_by_who_may(as_alice: Actor, welcome: TaskTemplate) -> None:
    with pytest.raises(NotAllowed):
        save_template("Mine", WELCOME, by=as_alice)
    with pytest.raises(NotAllowed):
        delete_template(welcome.id, by=as_alice)


def test_it_is_made_changed_and_deleted_on_its_pages(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    lines = {"line_name": ["Call", "", "Visit"], "line_days": ["", "", "7"], "line_owner_rule": ["me", "me", "theirs"]}
    client.post("/settings/task-templates/new/", {"name": "Welcome", **lines})
    template = TaskTemplate.objects.get()
    assert "Welcome" in client.get("/settings/task-templates/").content.decode()
    assert 'value="Visit"' in client.get(f"/settings/task-templates/{template.id}/").content.decode()

    refused = client.post(
        f"/settings/task-templates/{template.id}/", {"name": "Kept", "line_name": ["X"], "line_days": ["x"]}
    )
    assert refused.status_code == 422
    assert 'value="Kept"' in refused.content.decode()
    assert "A number of days is needed" in refused.content.decode()
    client.post(f"/settings/task-templates/{template.id}/delete/")
    assert "Welcome" not in client.get("/settings/task-templates/").content.decode()


def test_it_is_applied_on_the_page_of_a_contact_with_an_undo(
    welcome: TaskTemplate, alice: User, nuria: Contact
) -> None:
    client = Client()
    client.force_login(alice)
    address = f"/tasks/contact/{nuria.id}/apply/"
    assert "Welcome" in client.get(address, headers=HTMX).content.decode()
    said = client.post(address, {"template": str(welcome.id)}, headers=HTMX).content.decode()

    assert "2 tasks were made." in said
    assert "/undo/" in said
    assert "Ask how it goes" in said
    assert client.post(address, {"template": "none"}, headers=HTMX).status_code == 404


def test_programs_apply_one_to_many(program_of: Any, alice: User, welcome: TaskTemplate, nuria: Contact) -> None:
    program: Program = program_of(alice)
    (shown,) = program.get("/task-templates").json()["results"]
    assert [line["name"] for line in shown["lines"]] == ["Say hello", "Ask how it goes"]

    answer = program.post(f"/task-templates/{shown['id']}/apply", {"kind": "contact", "ids": [str(nuria.id)]})
    assert (answer.status_code, answer.json()["created"]) == (201, 2)


def chosen(template: TaskTemplate, by: Actor, *ids: UUID, kind: str = "contact") -> ChangeSet:
    one = start_change_set(kind=kind, act="give_tasks", selection={"ids": [str(each) for each in ids]}, by=by)
    give_values(one.id, values={"template": str(template.id)}, by=by)
    carry_out(one.id, by=by)
    return ChangeSet.objects.get(pk=one.id)


@pytest.fixture
def guests(as_alice: Actor) -> list[UUID]:
    return [each.id for each in create_contacts([{"name": f"Guest {n}"} for n in range(3)], by=as_alice)]


def test_the_bar_of_a_list_offers_them(welcome: TaskTemplate, guests: list[UUID], alice: User) -> None:
    page = Client()
    page.force_login(alice)

    assert 'value="give_tasks"' in page.get("/contacts/").content.decode()
    assert 'value="give_tasks"' not in page.get("/tasks/").content.decode()


def test_without_a_template_nothing_is_offered(guests: list[UUID], alice: User) -> None:
    page = Client()
    page.force_login(alice)

    assert 'value="give_tasks"' not in page.get("/contacts/").content.decode()


def test_everybody_chosen_gets_its_tasks(welcome: TaskTemplate, guests: list[UUID], as_alice: Actor) -> None:
    done = chosen(welcome, as_alice, *guests)

    assert (done.state, done.counts["changed"], done.counts["refused"]) == ("finished", 3, 0)
    assert sorted(str(each.contact_id) for each in tasks()) == sorted(str(id_) for id_ in guests * 2)
    assert {each.change_set_id for each in Change.objects.filter(record_type="task")} == {done.id}


def test_all_that_match_can_be_chosen(welcome: TaskTemplate, guests: list[UUID], as_alice: Actor) -> None:
    one = start_change_set(kind="contact", act="give_tasks", selection={"all": True, "filters": {}}, by=as_alice)
    give_values(one.id, values={"template": str(welcome.id)}, by=as_alice)
    carry_out(one.id, by=as_alice)

    assert len(tasks()) == 6


def test_companies_get_them_too(welcome: TaskTemplate, bakery: Company, as_alice: Actor) -> None:
    chosen(welcome, as_alice, bakery.id, kind="company")

    assert {each.company_id for each in tasks()} == {bakery.id}


def test_they_are_taken_back_together_and_given_again(welcome: TaskTemplate, guests: list[UUID], as_ada: Actor) -> None:
    back = undo(chosen(welcome, as_ada, *guests).id, by=as_ada)
    assert not Task.objects.filter(is_standing=True).exists()

    undo(back.id, by=as_ada)
    assert Task.objects.filter(is_standing=True).count() == 6


def test_a_task_that_somebody_went_on_with_stays(welcome: TaskTemplate, guests: list[UUID], as_ada: Actor) -> None:
    done = chosen(welcome, as_ada, guests[0])
    kept = tasks()[0]
    update_tasks([RecordUpdate(id=kept.id, values={"details": "With flowers"})], by=as_ada)

    back = undo(done.id, by=as_ada)

    assert list(Task.objects.filter(is_standing=True)) == [kept]
    assert back.counts["refused"] == 1


@pytest.mark.parametrize("values", [{}, {"template": ""}, {"template": "x"}, {"template": str(uuid4())}])
def test_only_a_template_that_is_there_can_be_chosen(
    values: dict[str, str], welcome: TaskTemplate, guests: list[UUID], as_alice: Actor
) -> None:
    one = start_change_set(kind="contact", act="give_tasks", selection={"ids": [str(guests[0])]}, by=as_alice)

    with pytest.raises(ChangeSetRefused):
        give_values(one.id, values=values, by=as_alice)


def test_who_may_not_make_tasks_is_not_offered_them(
    welcome: TaskTemplate, guests: list[UUID], seller: Role, as_alice: Actor, alice: User
) -> None:
    seller.rights = {name: reach for name, reach in seller.rights.items() if name != "customers.create_tasks"}
    seller.save()

    with pytest.raises(NotAllowed):
        start_change_set(
            kind="contact",
            act="give_tasks",
            selection={"ids": [str(guests[0])]},
            by=User.objects.get(pk=alice.pk).acting(),
        )
