"""Colleagues mentioned in notes, and the news it makes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.notes.mentions import mentioned_in
from trato.customers.notes.queries import offered_to_mention
from trato.customers.public import Contact, Note, change_note, delete_note, write_note
from trato.customers.tests.reading import Readers
from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotFound,
    Notification,
    Role,
    Team,
    User,
    news_of,
)
from trato.kit.testing.programs import Program


@pytest.fixture
def nora(hire: Callable[..., User], seller: Role, north: Team) -> User:
    return hire("Nora", role=seller, team=north)


def noted(text: str, nuria: Contact, by: Actor, **more: Any) -> Note:
    return write_note(text, by=by, contact_id=nuria.id, **more)


@pytest.fixture(autouse=True)
def readers(monkeypatch: pytest.MonkeyPatch) -> Readers:
    held = Readers()
    monkeypatch.setitem(HELD, "readers", held)
    return held


HELD: dict[str, Readers] = {}


def run_readers() -> None:
    HELD["readers"].run()


def news() -> list[tuple[str, str]]:
    run_readers()
    rows = Notification.objects.filter(kind="customers.mentioned").order_by("id")
    return [(row.user.name, row.kind) for row in rows.select_related("user")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Nora look", ["Nora"]),
        ("ask @nora, please", ["Nora"]),
        ("(@Nora) and @NORA", ["Nora"]),
        ("@Norah is a stranger", []),
        ("write to nora@bakery.example", []),
        ("@", []),
        ("@Nora Vidal and @Nora", ["Nora Vidal", "Nora"]),
    ],
)
def test_a_name_after_an_at_is_a_colleague(nora: User, hire: Callable[..., User], text: str, names: list[str]) -> None:
    longer = hire("Noravidal")
    User.objects.filter(pk=longer.pk).update(name="Nora Vidal")

    ids = {nora.id: "Nora", longer.id: "Nora Vidal"}
    assert [ids[id_] for id_ in mentioned_in(text)] == names


def test_of_two_with_one_name_the_chosen_one_is_meant(nora: User, hire: Callable[..., User]) -> None:
    other = hire("Nora2")
    User.objects.filter(pk=other.pk).update(name="Nora")

    assert mentioned_in("@Nora") == []
    assert mentioned_in("@Nora", chosen=[other.id]) == [other.id]
    assert mentioned_in("@nobody", chosen=[other.id]) == [], "who does not stand in the text is not mentioned"


def test_who_is_mentioned_hears_of_it_once(nora: User, nuria: Contact, as_alice: Actor) -> None:
    note = noted("@Nora, she opens at five. @Nora!", nuria, as_alice)
    assert news() == [("Nora", "customers.mentioned")]

    run_readers()
    change_note(note.id, "@Nora, she opens at six", by=as_alice)
    assert len(news()) == 1, "an edit tells only who was not mentioned before"


def test_an_edit_tells_the_new_ones(nora: User, ada: User, nuria: Contact, as_alice: Actor) -> None:
    note = noted("@Nora", nuria, as_alice)
    change_note(note.id, "@Nora @Ada", by=as_alice)

    assert [name for name, _kind in news()] == ["Nora", "Ada"]
    assert sorted(note.mentions.values_list("user__name", flat=True)) == ["Ada", "Nora"]
    change_note(note.id, "nobody", by=as_alice)
    assert note.mentions.count() == 0


def test_the_log_holds_ids_and_no_names(nora: User, nuria: Contact, as_alice: Actor) -> None:
    noted("@Nora", nuria, as_alice)

    assert LoggedEvent.objects.get(kind="customers.note_written").data == {"mentioned": [str(nora.id)]}


def test_who_does_not_see_the_record_hears_nothing(bob: User, nuria: Contact, as_alice: Actor) -> None:
    noted("@Bob look", nuria, as_alice)

    assert news() == []


def test_nobody_is_told_of_their_own_act(nuria: Contact, as_alice: Actor) -> None:
    noted("@Alice remember", nuria, as_alice)

    assert news() == []


def test_the_sentence_names_who_and_about_whom_and_leads_there(nora: User, nuria: Contact, as_alice: Actor) -> None:
    note = noted("@Nora look", nuria, as_alice)
    run_readers()
    (line,) = news_of(nora.acting()).told

    assert line.sentence == "Alice mentioned you in a note about Núria Bosch"
    assert line.url == f"/contacts/{nuria.id}/#note-{note.id}"


def test_what_is_no_longer_the_readers_to_see_is_not_told(nora: User, nuria: Contact, as_alice: Actor) -> None:
    note = noted("@Nora look", nuria, as_alice)
    run_readers()
    delete_note(note.id, by=as_alice)
    (line,) = news_of(nora.acting()).told
    assert (line.sentence, line.url) == ("This is no longer yours to see.", "")


def test_colleagues_are_offered_and_who_would_not_see_it_is_marked(
    nora: User, bob: User, nuria: Contact, as_alice: Actor
) -> None:
    offered = offered_to_mention("contact", nuria.id, "", by=as_alice)

    assert [(each.name, each.may_see) for each in offered] == [("Bob", False), ("Nora", True)]
    assert [each.name for each in offered_to_mention("contact", nuria.id, "nor", by=as_alice)] == ["Nora"]


def test_who_does_not_see_the_record_is_offered_nobody(as_bob: Actor, nuria: Contact) -> None:
    with pytest.raises(NotFound):
        offered_to_mention("contact", nuria.id, "", by=as_bob)


def test_the_page_offers_them(alice: User, nora: User, bob: User, nuria: Contact) -> None:
    client = Client()
    client.force_login(alice)
    answer = client.get(f"/notes/contact/{nuria.id}/people/", {"q": ""}).content.decode()

    assert f'data-id="{nora.id}"' in answer
    assert "does not see this record" in answer
    assert client.get(f"/notes/person/{nuria.id}/people/").status_code == 404


def test_the_page_keeps_whom_the_writer_chose(
    alice: User, nora: User, hire: Callable[..., User], nuria: Contact
) -> None:
    other = hire("Nora2")
    User.objects.filter(pk=other.pk).update(name="Nora")
    client = Client()
    client.force_login(alice)
    client.post(f"/notes/contact/{nuria.id}/write/", {"body": "@Nora", "mention": [str(nora.id), "bent"]})

    assert list(Note.objects.get().mentions.values_list("user_id", flat=True)) == [nora.id]


def test_a_program_mentions_and_reads_mentions(
    program_of: Callable[[User], Program], alice: User, nora: User, nuria: Contact
) -> None:
    program = program_of(alice)
    answer = program.post("/notes", {"contact_id": str(nuria.id), "body": "@Nora look", "mentions": []})

    assert answer.status_code == 201, answer.content
    assert answer.json()["mentions"] == [{"id": str(nora.id), "name": "Nora"}]
    assert news() == [("Nora", "customers.mentioned")]
