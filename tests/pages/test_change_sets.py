"""Many records at once, as a person does it: select on the list, say what, look, carry out, undo."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, ChangeSet, SetState, User


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def guests(as_alice: Actor) -> list[UUID]:
    return [each.id for each in create_contacts([{"name": f"Guest {n}"} for n in range(4)], by=as_alice)]


def begin(page: Client, act: str, ids: list[UUID] | None = None, **more: str) -> str:
    chosen = {"ids": ",".join(map(str, ids))} if ids else {"all": "1"}
    answer = page.post("/change-sets/new/", {"kind": "contact", "act": act, "back": "/contacts/", **chosen, **more})
    assert answer.status_code == 302, answer.content[:500]
    return str(answer["Location"])


def test_the_list_offers_what_the_person_may_do_to_many(page: Client, guests: list[UUID]) -> None:
    shown = page.get("/contacts/").content.decode()

    assert 'id="selection-bar"' in shown
    assert shown.count("data-select value=") == 4
    assert "Select all 4" in shown


def test_who_may_only_look_has_nothing_to_select(guests: list[UUID], alice: User, hire: Callable[..., User]) -> None:
    from trato.foundation.public import Reach, Role

    looks = Role.objects.create(name="Looks", rights={"customers.see_contacts": int(Reach.ALL)})
    client = Client()
    client.force_login(hire("Nora", role=looks))

    shown = client.get("/contacts/").content.decode()

    assert "data-select" not in shown
    assert "selection-bar" not in shown


def test_a_selection_is_edited_in_three_steps_and_undone_from_the_toast(page: Client, guests: list[UUID]) -> None:
    values = begin(page, "edit", guests[:2])
    asked = page.post(values, {"source": "Fair", "lifecycle_stage": ""})
    preview = page.get(asked["Location"]).content.decode()
    assert "This will change 2 contacts." in preview
    assert "Fair" in preview
    assert not Contact.objects.filter(source="Fair").exists()

    done = page.post(asked["Location"].replace("/preview/", "/run/"), follow=True)

    assert done.redirect_chain[-1][0] == "/contacts/"
    assert "2 records changed." in done.content.decode()
    assert Contact.objects.filter(source="Fair").count() == 2
    undo = f"/change-sets/{ChangeSet.objects.get(kind='edit').id}/undo/"
    assert undo in done.content.decode()
    answer = page.post(undo, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/contacts/"
    assert not Contact.objects.filter(source="Fair").exists()


def test_all_that_match_are_taken_with_the_filters_of_the_list(
    page: Client, guests: list[UUID], as_alice: Actor
) -> None:
    create_contacts([{"name": "Customer", "lifecycle_stage": "customer"}], by=as_alice)

    at = begin(page, "trash", **{"filter.lifecycle_stage": "lead", "without": str(guests[0])})

    assert "This will put 3 contacts into the trash." in page.get(at).content.decode()
    page.post(at.replace("/preview/", "/run/"))
    assert Contact.objects.filter(is_standing=True).count() == 2


def test_a_field_is_emptied_by_its_box_and_a_choice_by_its_option(page: Client, as_alice: Actor) -> None:
    ids = [each.id for each in create_contacts([{"name": "One", "source": "Fair", "lead_status": "new"}], by=as_alice)]
    at = page.post(begin(page, "edit", ids), {"empty.source": "1", "lead_status": "-empty-"})["Location"]

    page.post(at.replace("/preview/", "/run/"))

    one = Contact.objects.get(pk=ids[0])
    assert (one.source, one.lead_status) == ("", "")


def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(page: Client, guests: list[UUID]) -> None:
    answer = page.post(begin(page, "edit", guests), {"source": "Fair", "time_zone": "Somewhere/Else"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "No time zone is called" in shown
    assert 'value="Fair"' in shown


def test_nothing_given_is_nothing_to_do(page: Client, guests: list[UUID]) -> None:
    answer = page.post(begin(page, "edit", guests), {})

    assert answer.status_code == 422
    assert "at least one field" in answer.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "shoe"},
        {"act": "explode"},
        {"ids": "x"},
        {"all": "1", "filter.shoe": "42"},
        {"back": "//evil.example"},
    ],
    ids=["nothing", "kind", "act", "ids", "filter", "nothing with an address"],
)
def test_what_no_page_sends_is_refused_in_words(given: dict[str, str], page: Client, guests: list[UUID]) -> None:
    answer = page.post("/change-sets/new/", {"kind": "contact", "act": "edit", **given})

    assert 400 <= answer.status_code < 500


def test_one_is_never_sent_to_another_site(page: Client, guests: list[UUID]) -> None:
    at = begin(page, "trash", guests[:1], back="https://evil.example/")

    assert "evil.example" not in page.get(at).content.decode()


def test_a_draft_that_is_opened_again_is_where_it_was_left(page: Client, guests: list[UUID]) -> None:
    values = begin(page, "edit", guests)
    id_ = values.split("/")[2]

    assert page.get(f"/change-sets/{id_}/", follow=True).redirect_chain[-1][0] == values
    page.post(values, {"source": "Fair"})
    assert 'value="Fair"' in page.get(values).content.decode()


def test_a_running_one_shows_how_far_it_is_and_stops(page: Client, guests: list[UUID], alice: User) -> None:
    one = ChangeSet.objects.create(
        kind="edit",
        label="Edit: 1000 contacts",
        actor_kind="user",
        actor_id=alice.id,
        door="page",
        record_type="contact",
        state=SetState.RUNNING,
        total=1000,
        counts={"done": 250, "changed": 250, "same": 0, "refused": 0},
    )
    shown = page.get(f"/change-sets/{one.id}/").content.decode()
    assert "<progress" in shown
    assert "Stop" in shown

    page.post(f"/change-sets/{one.id}/stop/")

    assert "Go on" in page.get(f"/change-sets/{one.id}/").content.decode()


def test_the_page_of_changes_tells_who_did_what_and_leads_to_each(page: Client, guests: list[UUID]) -> None:
    at = page.post(begin(page, "edit", guests), {"source": "Fair"})["Location"]
    page.post(at.replace("/preview/", "/run/"))

    shown = page.get("/change-sets/").content.decode()
    one = page.get(at.replace("preview/", "")).content.decode()

    assert "Edit: 4 contacts" in shown
    assert "Alice" in shown
    assert "4 changed" in shown
    assert "Guest 3" in one
    assert "Fair" in one
    assert "/undo/" in one


def test_others_do_not_find_it(page: Client, guests: list[UUID], bob: User) -> None:
    at = page.post(begin(page, "edit", guests), {"source": "Fair"})["Location"]
    page.post(at.replace("/preview/", "/run/"))
    other = Client()
    other.force_login(bob)

    assert other.get(at).status_code == 404
    assert "Edit: 4" not in other.get("/change-sets/").content.decode()


def test_a_record_that_one_does_not_see_is_not_named(
    page: Client, guests: list[UUID], ada: User, as_bob: Actor
) -> None:
    """Alice did it, then the record was given away."""
    at = page.post(begin(page, "edit", guests[:1]), {"source": "Fair"})["Location"]
    page.post(at.replace("/preview/", "/run/"))
    Contact.objects.filter(pk=guests[0]).update(owner_id=as_bob.id, team=None)

    shown = page.get(at.replace("preview/", "")).content.decode().split("<main")[1]

    assert "Guest 0" not in shown
    assert "Fair" not in shown
    assert "Not yours to see" in shown


def test_an_undo_is_looked_at_first(page: Client, guests: list[UUID], as_ada: Actor) -> None:
    from trato.customers.public import update_contacts
    from trato.foundation.public import RecordUpdate

    at = page.post(begin(page, "edit", guests), {"source": "Fair"})["Location"]
    page.post(at.replace("/preview/", "/run/"))
    update_contacts([RecordUpdate(id=guests[0], values={"source": "By Ada"})], by=as_ada)
    undo = at.replace("/preview/", "/undo/")

    shown = page.get(undo).content.decode()
    assert "Source: changed since by Ada, so it stays." in shown
    answer = page.post(undo, follow=True)

    assert "Undo: Edit: 4 contacts" in answer.content.decode()
    assert Contact.objects.get(pk=guests[0]).source == "By Ada"
    assert "It was undone already." in page.get(undo).content.decode()
