import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.public import User, opened_ticket


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
