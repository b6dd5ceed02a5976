"""Tabs that are there for everybody: won this month, closing this month, too long in a stage."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from trato.foundation.public import Actor, User, today_of
from trato.sales.public import Deal, Stage, create_deals

WON, CLOSING, ROTTING = "/deals/?state=won&now=this_month", "/deals/?state=open&now=this_month", "/deals/?now=rotting"


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture(autouse=True)
def deals(as_alice: Actor) -> None:
    today = today_of(as_alice)
    rows = [
        {"name": "Fresh win", "stage": "won", "close_on": today.isoformat()},
        {"name": "Old win", "stage": "won", "close_on": "2019-01-05"},
        {"name": "Soon", "close_on": today.isoformat()},
        {"name": "Later", "close_on": "2039-01-05"},
        {"name": "Stuck", "stage": "demo", "close_on": "2039-01-05"},
        {"name": "Just in time", "stage": "demo", "close_on": "2039-01-05"},
    ]
    create_deals(rows, by=as_alice)
    Stage.objects.filter(code="demo").update(rots_after_days=10)
    Stage.objects.exclude(code="demo").update(rots_after_days=None)
    for name, days in (("Stuck", 11), ("Just in time", 10), ("Later", 400)):
        Deal.objects.filter(name=name).update(stage_since=timezone.now() - timedelta(days=days, minutes=5))


def shown(page: Client, address: str) -> set[str]:
    said = page.get(address).content.decode()
    names = ("Fresh win", "Old win", "Soon", "Later", "Stuck", "Just in time")
    return {name for name in names if name in said}


def current(page: Client, address: str) -> list[str]:
    said = page.get(address).content.decode()
    return re.findall(r'aria-current="page">([^<]+)</a>', said.partition("t-view-tabs")[2].partition("</nav>")[0])


@pytest.mark.parametrize(
    ("address", "names", "tab"),
    [
        (WON, {"Fresh win"}, "Won this month"),
        (CLOSING, {"Soon"}, "Closing this month"),
        (ROTTING, {"Stuck"}, "Rotting"),
    ],
)
def test_each_tab_shows_its_deals(page: Client, address: str, names: set[str], tab: str) -> None:
    assert shown(page, address) == names
    assert current(page, address) == [tab]


def test_they_stand_between_all_and_the_views_that_people_saved(page: Client) -> None:
    said = page.get("/deals/").content.decode().partition("t-view-tabs")[2].partition("</nav>")[0]
    tabs = re.findall(r"<a [^>]+>([^<]+)</a>", said)
    assert tabs[:5] == ["Open", "All", "Won this month", "Closing this month", "Rotting"]
    assert current(page, "/deals/") == ["Open"]
    assert current(page, "/deals/?view=all") == ["All"]
    assert "Rotting" not in page.get("/contacts/").content.decode()


def test_what_is_asked_more_is_another_list(page: Client) -> None:
    assert current(page, f"{CLOSING}&stage=demo") == ["All"]
    assert shown(page, f"{CLOSING}&stage=demo") == set()


@pytest.mark.parametrize("address", ["/deals/?now=yesterday", "/contacts/?now=rotting"])
def test_what_cannot_be_asked_is_said(page: Client, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 200
    assert "no value to filter by" in answer.content.decode() or "There is no filter" in answer.content.decode()


def test_the_filter_is_said_in_words(page: Client) -> None:
    assert "too long in its stage" in page.get(ROTTING).content.decode()
    assert "closes this month" in page.get(CLOSING).content.decode()
