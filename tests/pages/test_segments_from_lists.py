"""What a list is filtered by becomes a segment."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
import pytest
from django.test import Client

from trato.customers.public import Contact, Segment, SegmentMember, create_contacts, recount
from trato.foundation.public import Actor, Role, User, record_kind, tree_of

FAIR = {"field": "source", "operator": "holds", "value": "Fair"}


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def offered(client: Client, address: str) -> str:
    found = re.search(r'href="(/segments/of/[^"]*)"', text(client.get(address)))
    return unescape(found[1]) if found else ""


def rules_in(said: str) -> Any:
    found = re.search(r'name="rules" value="([^"]*)"', said)
    return orjson.loads(unescape(found[1])) if found and found[1] else None


def tree(by: Actor, **given: list[str]) -> Any:
    return tree_of(record_kind("contact"), {name.replace("__", "."): texts for name, texts in given.items()}, by=by)


def test_a_filtered_list_offers_it_and_an_unfiltered_one_does_not(nuria: Contact, client: Client) -> None:
    assert offered(client, "/contacts/") == ""
    assert offered(client, "/contacts/?source.holds=Fair") == "/segments/of/contacts/?source.holds=Fair"
    assert offered(client, "/tasks/?state=open") == ""


def test_the_page_holds_the_rules_that_say_the_same(nuria: Contact, client: Client) -> None:
    said = text(
        client.get(offered(client, "/contacts/?source.holds=Fair&lifecycle_stage=lead&lifecycle_stage=customer"))
    )

    stages = {"field": "lifecycle_stage", "operator": "is", "value": ["lead", "customer"]}
    assert rules_in(said) == {"and": [FAIR, stages]}
    assert 'name="name" value=""' in said
    assert "Rule about Source" in said


def test_an_advanced_filter_comes_along_as_it_is(nuria: Contact, client: Client) -> None:
    rules = {"or": [FAIR, {"search": "bosch"}]}
    address = f"/contacts/?{urlencode({'rules': orjson.dumps(rules).decode(), 'q': 'nuria'})}"

    found = rules_in(text(client.get(offered(client, address))))

    assert sorted(found["and"], key=str) == sorted([rules, {"search": "nuria"}], key=str)


def test_it_is_made_with_its_rules_and_counts_who_fits(client: Client, as_alice: Actor, alice: User) -> None:
    ana, _ben = create_contacts([{"name": "Ana", "source": "Fair"}, {"name": "Ben", "source": "Web"}], by=as_alice)
    address = offered(client, "/contacts/?source.holds=Fair")
    rules = rules_in(text(client.get(address)))

    answer = client.post(
        address, {"name": "Of the fair", "description": "In spring", "rules": orjson.dumps(rules).decode()}
    )

    one = Segment.objects.get(name="Of the fair")
    assert (answer.status_code, answer["Location"]) == (302, f"/segments/{one.id}/")
    assert (one.member_kind, one.description, one.owner_id, one.rules) == ("contact", "In spring", alice.id, FAIR)
    recount(one.id)
    assert list(SegmentMember.objects.filter(segment=one).values_list("record_id", flat=True)) == [ana.id]


def test_companies_become_a_segment_of_companies(bakery: Any, client: Client) -> None:
    address = offered(client, "/companies/?domain.filled=yes")

    client.post(address, {"name": "With a site", "rules": '{"field":"domain","operator":"filled"}'})

    assert Segment.objects.get().member_kind == "company"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "", "rules": '{"field":"source","value":"Fair"}'}, "Give the segment a name."),
        ({"name": "Typed", "rules": '{"field":"nothing","value":"x"}'}, "There is no field"),
        ({"name": "Typed", "rules": "{"}, "cannot be read"),
    ],
)
def test_what_is_refused_makes_nothing_and_loses_nothing(
    given: dict[str, str], said: str, nuria: Contact, client: Client
) -> None:
    answer = client.post("/segments/of/contacts/", {**given, "description": "Typed with care"})

    assert answer.status_code == 422
    assert said in unescape(text(answer))
    assert f'value="{given["name"]}"' in text(answer)
    assert 'value="Typed with care"' in text(answer)
    assert not Segment.objects.exists()


def test_who_may_not_make_segments_is_not_offered_any(nuria: Contact, seller: Role, client: Client) -> None:
    seller.rights = {name: reach for name, reach in seller.rights.items() if name != "customers.create_segments"}
    seller.save()

    assert offered(client, "/contacts/?source.holds=Fair") == ""
    assert client.get("/segments/of/contacts/?source.holds=Fair").status_code == 403
    assert client.post("/segments/of/contacts/", {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("plural", ["tasks", "segments", "nothing"])
def test_segments_are_of_contacts_and_companies_only(plural: str, nuria: Contact, client: Client) -> None:
    assert client.get(f"/segments/of/{plural}/").status_code == 404


def test_me_becomes_who_asks(as_alice: Actor) -> None:
    assert tree(as_alice, owner=["me", "none"])["value"] == [str(as_alice.id), "none"]
    assert tree(as_alice, source=["me"])["value"] == "me"


def test_each_way_to_ask_becomes_a_rule(as_alice: Actor) -> None:
    assert tree(as_alice) is None
    assert tree(as_alice, q=["bosch"]) == {"search": "bosch"}
    assert tree(as_alice, email__empty=["yes"]) == {"field": "email", "operator": "empty"}
    assert tree(as_alice, created_at__after=["2026-01-01"]) == {
        "field": "created_at",
        "operator": "after",
        "value": "2026-01-01",
    }
    assert tree(as_alice, lifecycle_stage__not=["Fair", "Web"])["value"] == ["Fair", "Web"]


@pytest.mark.parametrize(
    "query",
    [
        "source.holds=Fair",
        "lifecycle_stage.not=lead",
        "email.empty=yes",
        "q=guest",
        "created_at.after=-1",
        "lifecycle_stage=lead&source.filled=yes",
        "owner=me",
        "owner=none",
        "tags=vip",
    ],
)
def test_the_segment_holds_whom_the_list_showed(query: str, client: Client, as_alice: Actor) -> None:
    rows = [
        {"name": f"Guest {number}", "source": source, "email": mail, "tags": tags}
        for number, (source, mail, tags) in enumerate(
            [("Fair", "", ""), ("Web", "a@guest.example", "vip"), ("", "b@guest.example", ""), ("fair", "", "VIP")]
        )
    ]
    create_contacts(rows, by=as_alice)
    shown = {
        UUID(id_) for id_ in re.findall(r'href="/contacts/([0-9a-f-]{36})/', text(client.get(f"/contacts/?{query}")))
    }

    address = offered(client, f"/contacts/?{query}")
    rules = rules_in(text(client.get(address)))
    client.post(address, {"name": "The same", "rules": orjson.dumps(rules).decode()})
    one = Segment.objects.get(name="The same")
    recount(one.id)

    assert set(SegmentMember.objects.filter(segment=one).values_list("record_id", flat=True)) == shown
