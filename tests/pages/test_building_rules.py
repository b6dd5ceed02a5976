"""What the builder of rules is drawn and told."""

import json

import pytest
from django.test import Client

from trato.customers.public import (
    Contact,
    Segment,
    create_contacts,
    create_segments,
    recount,
    trash_segments,
    write_note,
)
from trato.foundation.public import Actor, SavedView, User

FAIR = {"field": "source", "value": "Fair"}


@pytest.fixture
def browsing(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def count(client: Client, rules: object) -> str:
    text = rules if isinstance(rules, str) else json.dumps(rules)
    return client.post("/contacts/rules/count/", {"rules": text}).content.decode()


def test_the_count_follows_what_is_built(browsing: Client, nuria: Contact, as_alice: Actor) -> None:
    write_note("Called", by=as_alice, contact_id=nuria.id)
    assert "<b>1</b>" in count(browsing, {"event": "customers.note_written", "within": "7d"})
    assert "<b>0</b>" in count(browsing, {"event": "customers.note_written", "operator": "most", "value": 0})


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "{",
        "[]",
        "5",
        '{"field": "shoe"}',
        '{"event": "no.such"}',
        '{"event": "customers.note_written", "within": "soon"}',
        '{"event": "customers.note_written", "value": -1}',
        '{"event": "customers.note_written", "since": "0000-00-00"}',
        '{"segment": "x"}',
        '{"list": "00000000-0000-0000-0000-000000000000"}',
        '{"of": "shoe", "where": {}}',
        '{"field": "source", "value": "a\\u0000b"}',
        "[" * 2_000,
    ],
)
def test_what_is_no_rule_is_said_and_no_fault(browsing: Client, installed: object, rules: str) -> None:
    assert browsing.post("/contacts/rules/count/", {"rules": rules}).status_code == 200
    assert "t-bad" in count(browsing, rules)
    assert browsing.get("/contacts/", {"rules": rules}).status_code == 200
    assert browsing.get("/contacts/menus/rules/", {"rules": rules}).status_code == 200


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("field:owner", "Alice"),
        ("field:source", 'data-control="text"'),
        ("field:created_at", 'type="date"'),
        ("field:tags", "Type to find"),
        ("event:customers.note_written", "Within the last"),
        ("of:company", "data-group"),
        ("search", "Text to be found"),
        ("field:shoe", "Choose what it is about"),
        ("nothing", "Choose what it is about"),
    ],
)
def test_a_row_is_drawn_for_what_was_picked(browsing: Client, key: str, shown: str) -> None:
    for rule in ("", "{", '{"operator": "between", "value": ["1", "2"]}', '{"operator": 5, "value": {"a": 1}}'):
        answer = browsing.get("/contacts/rules/row/", {"key": key, "rule": rule})
        assert answer.status_code == 200
    assert shown in browsing.get("/contacts/rules/row/", {"key": key}).content.decode()


def test_a_tree_comes_back_as_it_was_built(browsing: Client, installed: object) -> None:
    rules = {"and": [{"not": {"or": [FAIR, {"field": "owner", "value": "me"}]}}, {"of": "company", "where": FAIR}]}
    drawn = browsing.get("/contacts/menus/rules/", {"rules": json.dumps(rules)}).content.decode()

    assert '<option value="none" selected>' in drawn
    assert 'data-key="of:company"' in drawn
    assert drawn.count("data-rule ") == 4


def test_rules_are_kept_in_a_view(browsing: Client, nuria: Contact, as_alice: Actor) -> None:
    create_contacts([{"name": "Ana", "source": "Fair"}], by=as_alice)
    state = f"rules={json.dumps(FAIR)}"
    browsing.post("/contacts/views/", {"name": "Of the fair", "state": state})
    view = SavedView.objects.get()

    shown = browsing.get(f"/contacts/?view={view.id}").content.decode()

    assert "Ana" in shown
    assert "Núria" not in shown
    assert "1 rule" in shown


def test_the_pages_of_a_segment_tell_who_is_in_it_and_why(browsing: Client, nuria: Contact, as_alice: Actor) -> None:
    (ana,) = create_contacts([{"name": "Ana", "source": "Fair"}], by=as_alice)
    rules = {"and": [FAIR, {"not": {"event": "customers.note_written"}}]}
    (saved,) = create_segments([{"name": "Quiet", "rules": rules}], by=as_alice)
    (other,) = create_segments([{"name": "Other", "rules": FAIR}], by=as_alice)
    recount(saved.id)
    recount(other.id)

    assert "Open 1 member" in browsing.get(f"/segments/{saved.id}/").content.decode()
    why = browsing.get(f"/segments/{saved.id}/why/{ana.id}/").content.decode()
    assert "Why Ana is in Quiet" in why
    assert "has: Fair" in why
    assert "Why Núria Bosch is not in Quiet" in browsing.get(f"/segments/{saved.id}/why/{nuria.id}/").content.decode()
    assert "Ana" in browsing.get(f"/segments/{saved.id}/moves/").content.decode()
    overlap = browsing.get(f"/segments/{saved.id}/overlap/", {"with": str(other.id)}).content.decode()
    assert "Quiet + Other" in overlap
    assert "Why?" in browsing.get(f"/contacts/{ana.id}/").content.decode()


def test_refused_rules_stand_there_again(browsing: Client, as_alice: Actor, installed: object) -> None:
    (saved,) = create_segments([{"name": "Quiet", "rules": FAIR}], by=as_alice)
    typed = json.dumps({"and": [FAIR, {"segment": str(saved.id)}]})

    answer = browsing.post(f"/segments/{saved.id}/rules/", {"rules": typed})

    assert answer.status_code == 422
    assert "cannot be made of itself" in answer.content.decode()
    assert Segment.objects.get(pk=saved.id).rules == FAIR


def test_what_a_segment_asks_for_is_not_told_to_whom_it_is_hidden(
    browsing: Client, alice: User, as_alice: Actor, nuria: Contact
) -> None:
    (saved,) = create_segments([{"name": "Of the fair", "rules": FAIR}], by=as_alice)
    recount(saved.id)
    role = alice.roles.get()
    role.hidden_fields = ["contact.source"]
    role.save()

    assert "Fair" not in browsing.get(f"/segments/{saved.id}/").content.decode().replace("Of the fair", "")
    why = browsing.get(f"/segments/{saved.id}/why/{nuria.id}/")
    assert "Fair" not in why.content.decode().replace("Of the fair", "")


def test_a_view_of_a_segment_that_is_gone_says_so(browsing: Client, as_alice: Actor, nuria: Contact) -> None:
    (saved,) = create_segments([{"name": "Gone", "rules": FAIR}], by=as_alice)
    browsing.post("/contacts/views/", {"name": "Old", "state": f'rules={{"segment":"{saved.id}"}}'})
    trash_segments([saved.id], by=as_alice)

    shown = browsing.get(f"/contacts/?view={SavedView.objects.get().id}").content.decode()

    assert "There is no such segment" in shown
