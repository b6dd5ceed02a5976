import re
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.public import Actor, SavedView, User, create_view
from trato.web.tests.test_lists import asked, htmx, made, names_in


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def three(as_alice: Actor) -> None:
    made("Ana", "Eva", by=as_alice, lifecycle_stage="customer")
    made("Ivo", by=as_alice, lifecycle_stage="lead")


def saved(client: Client, name: str, state: str, **more: str) -> SavedView:
    response = client.post("/contacts/views/", {"name": name, "state": state, **more})
    assert response.status_code == 302
    return SavedView.objects.get(name=name)


def test_a_view_keeps_the_state_and_its_address_is_short(alices: Client, three: None) -> None:
    view = saved(alices, "Customers", "lifecycle_stage=customer&sort=-name")

    page = asked(alices, f"/contacts/?view={view.id}")
    assert names_in(page) == ["Eva", "Ana"]
    assert "t-dirty" not in page


def test_a_changed_view_is_said_and_saved(alices: Client, three: None) -> None:
    view = saved(alices, "Customers", "lifecycle_stage=customer")
    changed = f"view={view.id}&lifecycle_stage=lead"

    page = asked(alices, f"/contacts/?{changed}")
    assert names_in(page) == ["Ivo"]
    assert "t-dirty" in page
    alices.post(f"/contacts/views/{view.id}/state/", {"state": changed})
    assert names_in(asked(alices, f"/contacts/?view={view.id}")) == ["Ivo"]


def test_the_view_that_opens_first_leaves_a_way_to_all(alices: Client, three: None) -> None:
    saved(alices, "Customers", "lifecycle_stage=customer", first="on")

    page = asked(alices, "/contacts/")
    assert names_in(page) == ["Ana", "Eva"]
    assert 'href="/contacts/?view=all"' in page
    assert names_in(asked(alices, "/contacts/?view=all")) == ["Ana", "Eva", "Ivo"]


def test_a_name_that_is_none_leaves_the_form_open(alices: Client) -> None:
    response = alices.post("/contacts/views/", {"name": " ", "state": "sort=-name"}, headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert "Give the view a name." in response.content.decode()


@pytest.mark.parametrize("view", ["x", "00000000-0000-0000-0000-000000000000", "'", "all"])
def test_a_view_that_is_not_there_is_the_whole_list(alices: Client, three: None, view: str) -> None:
    assert len(names_in(asked(alices, f"/contacts/?view={view}"))) == 3


def test_somebody_elses_private_view_is_none(alices: Client, three: None, as_ada: Actor) -> None:
    view = create_view("contact", by=as_ada, name="Secret", query={"lifecycle_stage": ["lead"]})

    page = asked(alices, f"/contacts/?view={view.id}")
    assert "Secret" not in page
    assert "not yours to see" in page


def test_groups_load_their_rows_by_themselves(alices: Client, three: None) -> None:
    page = asked(alices, "/contacts/?group=lifecycle_stage")

    urls = [url.replace("&amp;", "&") for url in re.findall(r'<tr class="t-list-end" hx-get="([^"]+)"', page)]
    assert [names_in(htmx(alices, url)) for url in urls] == [["Ivo"], ["Ana", "Eva"]]


def test_a_card_moves_and_the_move_is_taken_back(alices: Client, three: None) -> None:
    ivo = Contact.objects.get(name="Ivo")
    address = f"/contacts/{ivo.id}/cells/lifecycle_stage"

    assert alices.post(f"{address}/move/", {"value": "mql", "seen_version": "1"}).status_code == 200
    assert Contact.objects.get(pk=ivo.pk).lifecycle_stage == "mql"
    alices.post(f"{address}/undo/?version=2")
    assert Contact.objects.get(pk=ivo.pk).lifecycle_stage == "lead"


@pytest.mark.parametrize("value", ["king", "x" * 5_000, "\x00"])
def test_a_card_goes_to_no_column_that_is_not_there(alices: Client, three: None, value: str) -> None:
    ivo = Contact.objects.get(name="Ivo")
    response = alices.post(f"/contacts/{ivo.id}/cells/lifecycle_stage/move/", {"value": value})

    assert response.status_code == 422
    assert Contact.objects.get(pk=ivo.pk).lifecycle_stage == "lead"


@pytest.mark.parametrize("which", ["filters", "order", "columns", "groups", "view", "view/?new="])
def test_menus_come_when_they_are_asked_for(alices: Client, which: str) -> None:
    assert alices.get(f"/contacts/menus/{which.rstrip('/')}" + ("" if "?" in which else "/")).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "layout=board&by=name",
        "layout=calendar&by=nothing&on=2026-02-30",
        "layout=calendar&on=0001-01-01&span=century",
        "layout=calendar&on=2900-12-31",
        "layout=x&group=name&widths=name:0,city:99999,x:1,city:-4",
        "group=company&part=rows",
        "add=owner&operator=x&value=y",
        "add=created_at&operator=between&value=2026-01-01",
    ],
)
def test_an_address_that_makes_no_sense_is_a_list_all_the_same(alices: Client, three: None, query: str) -> None:
    assert alices.get(f"/contacts/?{query}", follow=True).status_code == 200


def test_a_page_of_fifty_is_small(alices: Client, as_alice: Actor) -> None:
    made(*(f"Person {n}" for n in range(50)), by=as_alice, city="Alzira", email="", lifecycle_stage="lead")

    assert len(alices.get("/contacts/").content) < 120_000


def test_a_contact_stands_on_the_board_and_in_the_calendar(alices: Client, nuria: Any) -> None:
    assert "Núria Bosch" in asked(alices, "/contacts/?layout=board")
    assert "Núria Bosch" in asked(alices, "/contacts/?layout=calendar&by=created_at")
