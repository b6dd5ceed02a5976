"""Each number of what changed opens exactly its deals, as far as the reader sees them."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trato.foundation.public import Actor, RecordUpdate, User, filters_from, record_kind
from trato.sales.forecast import changed
from trato.sales.forecast.behind import link_behind
from trato.sales.forecast.changed import change_labels, what_changed
from trato.sales.public import Deal, StageMove, create_deals, update_deals
from trato.sales.tests.reports.conftest import asked, rows_behind

pytestmark = pytest.mark.django_db
BEFORE = ["Roof", "Pump", "Drip", "Well", "Mill", "Dam", "Dike"]


def change(name: str, by: Actor, **values: str) -> None:
    update_deals([RecordUpdate(id=Deal.objects.get(name=name).id, values=values)], by=by)


@pytest.fixture
def week(as_alice: Actor, as_bob: Actor) -> None:
    """One of each kind of change in the north, and two new ones in the south."""
    today = asked(as_alice).today
    facts = {"amount": "1000 EUR", "close_on": today.isoformat()}
    create_deals([{"name": name, **facts} for name in BEFORE], by=as_alice)
    change("Dike", as_alice, stage="lost", lost_reason="Slow")
    StageMove.objects.update(at=f"{today - timedelta(days=30)}T09:00:00Z")
    create_deals([{"name": "New", **facts}], by=as_alice)
    create_deals([{"name": "South one", **facts}, {"name": "South two", **facts}], by=as_bob)
    change("Roof", as_alice, stage="won")
    change("Pump", as_alice, stage="lost", lost_reason="Slow")
    change("Drip", as_alice, amount="2000 EUR")
    change("Well", as_alice, amount="500 EUR")
    change("Mill", as_alice, close_on=(today + timedelta(days=9)).isoformat())
    change("Dam", as_alice, close_on=(today - timedelta(days=9)).isoformat())
    change("Dike", as_alice, stage="demo")


def test_each_number_opens_exactly_its_deals(week: None, as_ada: Actor, as_alice: Actor, as_bob: Actor) -> None:
    counted = {}
    for reader in (as_ada, as_alice, as_bob):
        scope = asked(reader, period="all")
        changes = what_changed(scope, days=7)
        for each in changes:
            assert rows_behind(link_behind(scope, each.code, days=7), reader) == each.count, each.code
        counted[reader.name] = {each.code: each.count for each in changes if each.count}

    one_of_each = dict.fromkeys(change_labels(), 1)
    assert counted == {"Ada": one_of_each | {"new": 3}, "Alice": one_of_each, "Bob": {"new": 2}}


def test_a_team_that_was_asked_for_stays_in_the_address(week: None, as_ada: Actor, bob: User) -> None:
    scope = asked(as_ada, period="all", owner=str(bob.id))
    assert rows_behind(link_behind(scope, "new", days=7), as_ada) == 2
    assert rows_behind(link_behind(scope, "won", days=7), as_ada) == 0


def test_more_days_go_back_further(week: None, as_ada: Actor) -> None:
    scope = asked(as_ada, period="all")
    assert rows_behind(link_behind(scope, "new", days=40), as_ada) == 3 + len(BEFORE)


@pytest.mark.parametrize(
    "given", ["", "new", "new:", "new:0", "new:400", "new:x", "old:7", "new:7:7", ":7", "ne\x00w:7"]
)
def test_what_says_nothing_is_refused_in_words(as_alice: Actor, given: str) -> None:
    _filters, refused = filters_from(record_kind("deal"), {"changed": [given]}, seen_by=as_alice)
    assert refused["changed"].endswith(".")


def test_too_many_are_refused(as_alice: Actor) -> None:
    _filters, refused = filters_from(record_kind("deal"), {"changed": ["new:7"] * 3}, seen_by=as_alice)
    assert refused["changed"].endswith(".")


def test_only_deals_can_be_asked(as_alice: Actor) -> None:
    _filters, refused = filters_from(record_kind("contact"), {"changed": ["new:7"]}, seen_by=as_alice)
    assert "changed" in refused


def test_the_page_leads_there_and_the_list_says_what_it_shows(week: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = client.get("/sales/forecast/changes/").content.decode()
    address = next(part.split('"')[0] for part in page.split('href="') if "changed=slipped" in part)
    asked_for = QueryDict(urlsplit(address.replace("&amp;", "&")).query)
    listed = client.get("/deals/", asked_for.dict()).content.decode()
    assert "Slipped to a later day in the last 7 days" in listed
    assert listed.count("<tr data-row") == 1
    assert "Mill" in listed


def test_a_list_looks_once_at_what_changed(week: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    with CaptureQueriesContext(connection) as asked_for:
        client.get("/deals/", {"changed": "new:7", "columns": "name,amount"})
    assert sum("from sales_stagemove m" in (each["sql"] or "") for each in asked_for) == 1


def test_what_is_too_much_for_a_page_is_said_and_not_cut(
    week: None, alice: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed, "MOST_READ", 2)
    client.force_login(alice)

    page = client.get("/sales/forecast/changes/")
    listed = client.get("/deals/", {"changed": "new:7"})

    for answer in (page, listed):
        assert answer.status_code == 422
        assert "More than 2 changes lie in these days" in answer.content.decode()
