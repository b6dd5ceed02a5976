"""Each number of how good a forecast was opens exactly its deals, as far as the reader sees them."""

import html
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import Client

from trato.foundation.public import Actor, RecordUpdate, User, filters_from, record_kind
from trato.kit.clock import now
from trato.sales.forecast.looking_back import WEEKS, look_back
from trato.sales.forecast.stood import link_stood
from trato.sales.public import Deal, StageMove, create_deals, lose_deals, update_deals, win_deals
from trato.sales.tests.plain import Plain
from trato.sales.tests.reports.conftest import asked, rows_behind

pytestmark = pytest.mark.django_db


@pytest.fixture
def autumn(as_alice: Actor, as_bob: Actor) -> None:
    """Open ten weeks ago: four in the north and one in the south; one in the north began since."""
    for seller, names in ((as_alice, ("Roof", "Pump", "Drip", "Well")), (as_bob, ("South",))):
        create_deals([{"name": name, "amount": "1000 EUR", "stage": "demo"} for name in names], by=seller)
    then = now() - timedelta(weeks=10)
    StageMove.objects.update(at=then)
    Deal.objects.update(stage_since=then)
    win_deals([named("Roof")], by=as_alice)
    lose_deals([named("Pump")], reason="Slow", by=as_alice)
    update_deals([RecordUpdate(id=named("Drip"), values={"stage": "proposal"})], by=as_alice)
    create_deals([{"name": "New", "stage": "demo"}], by=as_alice)


def named(name: str) -> UUID:
    return Deal.objects.get(name=name).id


def test_each_number_opens_exactly_its_deals(autumn: None, as_ada: Actor, as_alice: Actor, as_bob: Actor) -> None:
    counted = {}
    for reader in (as_ada, as_alice, as_bob):
        scope = asked(reader, period="all")
        tried = look_back(scope, weeks=8)
        told = {"": tried.count, "won": tried.won, "lost": tried.lost, "open": tried.still_open}
        behind = {state: rows_behind(link_stood(scope, weeks=8, state=state), reader) for state in told}
        assert behind == told, reader.name
        counted[reader.name] = tuple(told.values())
    assert counted == {"Ada": (5, 1, 1, 3), "Alice": (4, 1, 1, 2), "Bob": (1, 0, 0, 1)}


def test_whatever_their_past_the_list_has_as_many_as_were_counted(
    scattered: list[Plain], as_ada: Actor, as_bob: Actor
) -> None:
    seen = set()
    for reader in (as_ada, as_bob):
        for weeks in WEEKS:
            scope = asked(reader, period="all", pipeline="sales")
            tried = look_back(scope, weeks=weeks)
            assert rows_behind(link_stood(scope, weeks=weeks), reader) == tried.count
            assert rows_behind(link_stood(scope, weeks=weeks, state="won"), reader) == tried.won
            seen.add(tried.count)
    assert len(seen) > 3


@pytest.mark.parametrize("given", ["", "0", "5", "-8", "x", "8.0", "99999999999", "8\x00", "٨"])
def test_what_is_no_number_of_weeks_is_refused_in_words(as_alice: Actor, given: str) -> None:
    _filters, refused = filters_from(record_kind("deal"), {"stood": [given]}, seen_by=as_alice)
    assert refused["stood"].endswith(".")


def test_too_many_and_other_kinds_are_refused(as_alice: Actor) -> None:
    for kind, given in (("deal", ["8", "4", "13"]), ("contact", ["8"])):
        _filters, refused = filters_from(record_kind(kind), {"stood": given}, seen_by=as_alice)
        assert "stood" in refused


def test_the_page_leads_there_and_the_list_says_what_it_shows(autumn: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = html.unescape(client.get("/sales/forecast/back/", {"weeks": "8"}).content.decode())
    addresses = [part.split('"')[0] for part in page.split('href="') if "stood=8" in part.split('"')[0]]
    assert len(addresses) == 5
    won = next(each for each in addresses if "state=won" in each)
    listed = client.get("/deals/", QueryDict(urlsplit(won).query).dict()).content.decode()
    assert "open 8 weeks ago" in listed
    assert listed.count("<tr data-row") == 1
    assert "Roof" in listed
