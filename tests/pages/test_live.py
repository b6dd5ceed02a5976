from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, create_contacts
from trato.foundation.public import MOST_TOPICS, Actor, User, opened_ticket


def ask(client: Client, user: User, *topics: str) -> dict[str, object]:
    client.force_login(user)
    answer = client.get("/live/ticket/", {"topic": list(topics)})
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_page_may_hear_the_records_its_reader_sees(nuria: Contact, alice: User, client: Client) -> None:
    answer = ask(client, alice, f"contact:{nuria.id}", "list:contact")

    ticket = opened_ticket(str(answer["ticket"]))
    assert ticket is not None
    assert ticket.topics == {f"contact:{nuria.id}", "list:contact"}
    assert (ticket.user, ticket.session) == (str(alice.pk), client.session.session_key)


def test_it_does_not_hear_those_of_others(nuria: Contact, bob: User, client: Client) -> None:
    assert ask(client, bob, f"contact:{nuria.id}")["topics"] == []


def test_without_rights_there_is_nothing_to_hear(charlie: User, client: Client) -> None:
    assert ask(client, charlie, "list:contact")["topics"] == []


NONSENSE = [
    "",
    "contact",
    "contact:x",
    "list:",
    "list:contacts",
    "user:01a201c8-16ce-7283-9b32-3f7dcc9d271d",
    "list:x",
    "\ud800",
]


@pytest.mark.parametrize("topic", NONSENSE)
def test_nonsense_is_not_signed(topic: str, alice: User, client: Client) -> None:
    client.force_login(alice)
    answer = client.get("/live/ticket/", {"topic": topic.encode("utf-8", "replace").decode()})

    assert answer.json()["topics"] == []


def test_it_is_never_kept_by_a_cache(alice: User, client: Client) -> None:
    client.force_login(alice)

    assert "no-store" in client.get("/live/ticket/").headers["Cache-Control"]


def test_signed_out_people_hear_nothing(installed: object, client: Client) -> None:
    assert client.get("/live/ticket/").status_code == 302


def test_all_tabs_of_a_browser_ask_together_and_each_kind_is_looked_up_once(
    nuria: Contact, bakery: Company, as_alice: Actor, alice: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    hers = create_contacts([{"name": f"Contact {number}"} for number in range(20)], by=as_alice)
    asked = [
        "list:contact",
        "list:company",
        f"company:{bakery.id}",
        f"contact:{nuria.id}",
        *(f"contact:{each.id}" for each in hers),
    ]
    client.force_login(alice)
    client.get("/live/ticket/")

    with django_assert_max_num_queries(10):
        answer = client.get("/live/ticket/", {"topic": asked})

    assert answer.json()["topics"] == asked
    assert len(answer.json()["ticket"]) < 2_000


def test_no_more_is_signed_than_fits_an_address(as_alice: Actor, alice: User, client: Client) -> None:
    hers = create_contacts([{"name": f"Contact {number}"} for number in range(MOST_TOPICS + 5)], by=as_alice)
    client.force_login(alice)

    answer = client.get("/live/ticket/", {"topic": [f"contact:{each.id}" for each in hers]})

    assert len(answer.json()["topics"]) == MOST_TOPICS
    assert len(answer.json()["ticket"]) < 6_000


def test_a_page_names_the_worker_that_holds_the_stream(installed: object, alice: User, client: Client) -> None:
    client.force_login(alice)

    page = client.get("/contacts/").content.decode()

    assert (
        '<meta name="live" content="/live/ticket/"><meta name="live-worker" content="/static/web/js/live_worker' in page
    )
