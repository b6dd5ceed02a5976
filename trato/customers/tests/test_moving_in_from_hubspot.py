"""A HubSpot account moves in: companies, contacts, tasks, calls and notes, linked as they were there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trato.customers.public import (
    Activity,
    Company,
    Contact,
    Note,
    Task,
    create_companies,
    create_contacts,
    story_of_company,
    story_of_contact,
)
from trato.customers.tests.moving import files_of, given, moved
from trato.foundation.moving_in.public import Move, files_of_move
from trato.foundation.public import (
    Actor,
    ChangeSet,
    Import,
    User,
    undo,
)

pytestmark = pytest.mark.usefixtures("alice")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


@pytest.fixture
def move(as_alice: Actor) -> Move:
    return moved("hubspot", files_of("hubspot", but="deals"), by=as_alice)


def counts(move: Move) -> dict[str, tuple[int, int, int, int]]:
    return {
        f"{one.kind} {one.file_name.rpartition('-')[2]}": (
            one.created_count,
            one.updated_count,
            one.skipped_count,
            one.failed_count,
        )
        for one in files_of_move(move)
    }


def test_all_files_come_in_one_after_the_other(move: Move) -> None:
    assert move.state == "finished"
    assert counts(move) == {
        "company companies.csv": (2, 0, 0, 0),
        "contact contacts.csv": (3, 0, 0, 0),
        "task tasks.csv": (2, 0, 0, 0),
        "activity calls.csv": (1, 0, 0, 0),
        "note notes.csv": (2, 0, 0, 1),
    }


def test_contacts_work_where_they_worked(move: Move) -> None:
    eva = Contact.objects.get(name="Eva Sanz")
    assert [each.company.name for each in eva.positions.all()] == ["Taller Duero"]
    assert Company.objects.count() == 2


def test_records_belong_to_whom_they_belonged(move: Move, alice: User) -> None:
    assert Company.objects.get(name="Panadería Soriana").owner == alice
    assert Contact.objects.get(name="Ana Ferrer Ruiz").lifecycle_stage == "customer"


def test_tasks_keep_what_they_are_about_and_whether_they_are_done(move: Move, alice: User) -> None:
    ana, bakery = Contact.objects.get(name="Ana Ferrer Ruiz"), Company.objects.get(name="Panadería Soriana")
    offer, ring = Task.objects.get(name="Send the offer"), Task.objects.get(name="Ring Luis")
    assert (offer.contact, offer.company, offer.owner, offer.state) == (ana, bakery, alice, "open")
    assert (offer.priority, offer.details, offer.due_at) == (
        "high",
        "With batteries",
        datetime(2030, 5, 1, 9, tzinfo=UTC),
    )
    assert (ring.state, ring.priority) == ("done", "normal")


def test_calls_stand_in_the_story_where_they_were_held(move: Move, as_alice: Actor) -> None:
    ana = Contact.objects.get(name="Ana Ferrer Ruiz")
    call = Activity.objects.get()
    assert (call.type, call.contact, call.direction, call.outcome, call.state) == (
        "call",
        ana,
        "out",
        "Connected",
        "held",
    )
    told = [each for each in story_of_contact(ana.id, seen_by=as_alice).entries if each.record == call]
    assert [each.at for each in told] == [datetime(2022, 2, 15, 11, tzinfo=UTC)]


def test_notes_are_the_words_without_the_markup(move: Move, as_alice: Actor, alice: User) -> None:
    ana, bakery = Contact.objects.get(name="Ana Ferrer Ruiz"), Company.objects.get(name="Panadería Soriana")
    note = Note.objects.get(contact=ana)
    assert note.body == "Wants panels on the south roof.\n\nCall in May & June."
    assert (note.created_at, note.author) == (datetime(2022, 3, 1, 10, tzinfo=UTC), alice)
    assert note in [each.record for each in story_of_company(bakery.id, seen_by=as_alice).entries]


def test_a_note_about_nobody_who_came_waits_in_the_error_file(move: Move) -> None:
    notes = Import.objects.get(kind="note")
    (refusal,) = notes.refusals.all()
    assert refusal.cells[0] == "7003"
    assert refusal.problems == [
        {"column": "Associated Contact IDs", "value": "599", "reason": "Nobody you see is known by “599”."}
    ]


def test_a_second_move_changes_what_the_first_made(move: Move, as_alice: Actor) -> None:
    again = moved("hubspot", files_of("hubspot", but="deals"), by=as_alice)
    assert again.state == "finished"
    assert [each[0] for each in counts(again).values()] == [0, 0, 0, 0, 0]
    assert (Contact.objects.count(), Task.objects.count(), Activity.objects.count(), Note.objects.count()) == (
        3,
        2,
        1,
        2,
    )


def test_what_was_written_anew_there_is_changed_here(move: Move, as_alice: Actor) -> None:
    notes = (
        "Record ID,Note body,Activity date,Associated Contact IDs\n7001,Wants the east roof too,2022-03-01 10:00,501\n"
    )
    tasks = "Record ID,Task Title,Task Status,Associated Contact IDs\n8001,Send the offer,COMPLETED,501\n"
    moved("hubspot", given(notes=notes, tasks=tasks), by=as_alice)
    assert Note.objects.get(contact__name="Ana Ferrer Ruiz").body == "Wants the east roof too"
    assert Task.objects.get(name="Send the offer").state == "done"


def test_who_is_here_already_is_not_made_twice(as_alice: Actor) -> None:
    """Found by an e-mail, a domain or a name, and known by the id from then on."""
    create_companies(
        [{"name": "Bakery of Soria", "domain": "panaderia-soriana.example"}, {"name": "Taller Duero"}], by=as_alice
    )
    create_contacts([{"name": "Ana F.", "email": "ana@panaderia-soriana.example"}], by=as_alice)
    moved("hubspot", files_of("hubspot", but="deals"), by=as_alice)
    assert (Company.objects.count(), Contact.objects.count()) == (2, 3)
    ana = Contact.objects.get(identities__value="501")
    assert ana.identities.filter(value="ana@panaderia-soriana.example").exists()
    assert Note.objects.filter(contact=ana).exists()


def test_one_undo_takes_all_of_it_back(move: Move, as_ada: Actor) -> None:
    assert move.change_set_id
    taken = undo(move.change_set_id, by=as_ada)
    assert taken.counts["refused"] == 0, list(taken.refusals.values_list("record_type", "reason"))
    for model in (Contact, Company, Task, Activity, Note):
        assert not model.objects.filter(deleted_at=None).exists(), model


def test_after_an_undo_everything_can_come_in_again(move: Move, as_ada: Actor, as_alice: Actor) -> None:
    assert move.change_set_id
    undo(move.change_set_id, by=as_ada)
    again = moved("hubspot", files_of("hubspot", but="deals"), by=as_alice)
    assert [each[0] for each in counts(again).values()] == [2, 3, 2, 1, 2]
    assert Note.objects.filter(deleted_at=None).count() == 2


def test_a_note_that_was_changed_since_stays(move: Move, as_ada: Actor) -> None:
    Note.objects.filter(contact__name="Ana Ferrer Ruiz").update(body="Mine now", version=2)
    assert move.change_set_id
    taken = undo(move.change_set_id, by=as_ada)
    reasons = dict(taken.refusals.values_list("record_type", "reason"))
    assert reasons["note"] == "This note was there before, or was changed since, so it stays."
    assert Note.objects.filter(deleted_at=None).count() == 1


def test_all_of_it_is_one_change_set_with_the_counts_of_all_files(move: Move) -> None:
    held = ChangeSet.objects.get(pk=move.change_set_id)
    assert held.label == "Moving in from HubSpot"
    assert held.counts == {"created": 10, "updated": 0, "skipped": 0, "failed": 1}
