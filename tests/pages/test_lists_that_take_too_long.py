"""Lists of what has no index, and of more than can be counted: each page says so, and none waits for ever."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import Client

from trato.customers.public import create_contacts
from trato.foundation.kinds import grouping
from trato.foundation.public import Actor, User
from trato.web.lists import page
from trato.web.tests.test_lists import asked

pytestmark = pytest.mark.django_db
STOPPED = "This takes too long"
AT_LEAST = "each number is at least so many"


@pytest.fixture
def alices(client: Client, alice: User, as_alice: Actor) -> Client:
    create_contacts(
        [{"name": f"Contact {number}", "lifecycle_stage": "customer" if number else "lead"} for number in range(3)],
        by=as_alice,
    )
    client.force_login(alice)
    return client


@pytest.fixture
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading contacts takes for ever: somebody has locked the table."""
    monkeypatch.setattr(page, "SOON", 100)
    monkeypatch.setattr(page, "LONGER", 200)
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("lock table customers_contact in access exclusive mode")
        yield
        other.rollback()


@pytest.mark.django_db(transaction=True)
def test_a_filter_that_takes_too_long_is_stopped_and_one_may_wait_for_it(alices: Client, nobody_answers: None) -> None:
    said = alices.get("/contacts/", {"name.holds": "zz"}).content.decode()

    assert STOPPED in said
    assert "Search for up to 20 seconds" in said
    assert 'href="/contacts/?name.holds=zz&amp;longer=yes"' in said
    assert "name.holds" in said, "the filter stands there to be changed"


@pytest.mark.django_db(transaction=True)
def test_who_waited_in_vain_is_led_away(alices: Client, nobody_answers: None) -> None:
    said = alices.get("/contacts/", {"name.holds": "zz", "longer": "yes"}).content.decode()

    assert "20 seconds were not enough" in said
    assert "Search for up to 20 seconds" not in said
    assert 'href="/contacts/"' in said


@pytest.mark.django_db(transaction=True)
def test_the_next_rows_that_take_too_long_are_told_as_a_toast(alices: Client, nobody_answers: None) -> None:
    answer = alices.get("/contacts/", {"name.holds": "zz", "part": "rows"}, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "Filter by something else as well." in answer.content.decode()


def test_who_waits_longer_does_so_on_every_page_and_no_view_keeps_it(alices: Client) -> None:
    said = asked(alices, "/contacts/?name.holds=contact&longer=yes")

    assert "Contact 1" in said
    assert 'data-state="name.holds=contact&amp;layout=table"' in said


def test_groups_of_more_than_can_be_counted_say_at_least(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "SPARE", grouping.MILLISECONDS)

    said = asked(alices, "/contacts/?group=lifecycle_stage")

    assert AT_LEAST in said
    assert '<span class="t-count">2+</span>' in said


def test_a_board_of_more_than_can_be_counted_does_too(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "SPARE", grouping.MILLISECONDS)

    said = asked(alices, "/contacts/?layout=board&by=lifecycle_stage")

    assert AT_LEAST in said
    assert "2+" in said
    assert "0+" in said, "a column in which none was met may have some"


def test_a_calendar_too(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "SPARE", grouping.MILLISECONDS)

    said = asked(alices, "/contacts/?layout=calendar&by=created_at")

    assert AT_LEAST in said
    assert "3+" in said


def test_where_nothing_can_be_counted_a_group_is_refused_and_the_page_stands(
    alices: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MILLISECONDS", 0)

    said = asked(alices, "/contacts/?group=lifecycle_stage")

    assert "To count these records takes too long" in said
    assert "Show the table" in said
