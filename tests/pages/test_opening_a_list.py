"""A kind may open with less than all of its records; then a tab says so, and all stand beside it."""

import pytest
from django.test import Client

from trato.customers.public import create_tasks
from trato.foundation.public import Actor, User

HERE = 'aria-current="page"'


@pytest.fixture
def tasks(as_alice: Actor) -> None:
    create_tasks([{"name": "Call the mill"}, {"name": "Send the offer", "state": "done"}], by=as_alice)


def shown(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def tab(page: str, address: str) -> str:
    """The link of a tab with what it says of itself."""
    start = page.index(f'<a href="{address}" hx-get', page.index("t-view-tabs"))
    return page[start : page.index("</a>", start)]


def test_tasks_open_with_those_to_do_and_say_so(client: Client, alice: User, tasks: None) -> None:
    page = shown(client, alice, "/tasks/")

    assert "Call the mill" in page
    assert "Send the offer" not in page
    assert HERE in tab(page, "/tasks/?state=open")
    assert "Remove filter State" in page


def test_all_tasks_stand_one_tab_away(client: Client, alice: User, tasks: None) -> None:
    page = shown(client, alice, "/tasks/?view=all")

    assert "Send the offer" in page
    assert HERE in tab(page, "/tasks/?view=all")
    assert HERE not in tab(page, "/tasks/?state=open")


def test_taking_the_filter_away_shows_all(client: Client, alice: User, tasks: None) -> None:
    page = shown(client, alice, "/tasks/")

    assert 'class="t-chip-x" href="/tasks/?view=all"' in page


def test_a_filter_of_ones_own_is_asked_of_all(client: Client, alice: User, tasks: None) -> None:
    assert "Send the offer" in shown(client, alice, "/tasks/?q=offer")


def test_without_any_task_the_page_says_what_tasks_are(client: Client, alice: User) -> None:
    assert "No tasks yet" in shown(client, alice, "/tasks/")


def test_with_all_done_the_way_to_them_is_offered(client: Client, alice: User, as_alice: Actor) -> None:
    create_tasks([{"name": "Send the offer", "state": "done"}], by=as_alice)
    page = shown(client, alice, "/tasks/")

    assert "No tasks yet" not in page
    assert 'href="/tasks/?view=all"' in page


def test_contacts_open_with_all(client: Client, alice: User) -> None:
    page = shown(client, alice, "/contacts/")

    assert HERE in tab(page, "/contacts/")


def test_import_begins_with_the_kind_of_the_list(client: Client, ada: User) -> None:
    assert 'href="/imports/?kind=company"' in shown(client, ada, "/companies/")
    assert '<option value="company" selected>' in shown(client, ada, "/imports/?kind=company")
