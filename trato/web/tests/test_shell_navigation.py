"""The side menu shows what a person may open, and where they are."""

import pytest
from django.http import HttpResponse
from django.urls import path

from trato.foundation.public import SYSTEM, Actor, NavigationItem, Reach
from trato.web.shell.navigation import navigation


def page(*args: object, **kwargs: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("contacts/", page, name="contacts"),
    path("contacts/lists/", page, name="lists"),
    path("settings/", page, name="settings"),
]
ITEMS = [
    NavigationItem(label="Contacts", url_name="contacts", icon="users", group="Customers", right="customers.see"),
    NavigationItem(label="Lists", url_name="lists", icon="filter", group="Customers", key="l"),
    NavigationItem(label="Settings", url_name="settings", icon="settings"),
    NavigationItem(label="Not there yet", url_name="nowhere", icon="x"),
]
pytestmark = pytest.mark.urls(__name__)


def test_items_stand_in_their_groups_and_those_that_lead_nowhere_are_left_out() -> None:
    groups = navigation(ITEMS, SYSTEM, "/")

    assert [(group.label, [entry.label for entry in group.entries]) for group in groups] == [
        ("Customers", ["Contacts", "Lists"]),
        ("", ["Settings"]),
    ]


def test_the_longest_address_that_begins_the_path_is_where_the_person_is() -> None:
    groups = navigation(ITEMS, SYSTEM, "/contacts/lists/7/")

    assert [entry.label for group in groups for entry in group.entries if entry.is_here] == ["Lists"]


@pytest.mark.parametrize(("rights", "shown"), [({}, False), ({"customers.see": Reach.OWN}, True)])
def test_an_item_is_shown_to_those_who_hold_its_right(rights: dict[str, Reach], shown: bool) -> None:
    actor = Actor(kind="user", id=None, name="Alice", rights=rights)

    labels = [entry.label for group in navigation(ITEMS, actor, "/") for entry in group.entries]

    assert ("Contacts" in labels) is shown
