"""Salesforce, Pipedrive, Odoo, EspoCRM and Mailchimp move in, each as it links its records."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trato.customers.public import Activity, Company, Consent, Contact, Note, Task, create_purpose
from trato.customers.tests.moving import Files, brought_in, files_of, moved, zipped
from trato.foundation.moving_in.public import Move, choose_people, files_of_move, start_move
from trato.foundation.public import Actor, Import, User

pytestmark = pytest.mark.usefixtures("alice")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def told(move: Move) -> list[tuple[str, str, int, int]]:
    return [(one.file_name, one.kind, one.created_count, one.failed_count) for one in files_of_move(move)]


def same_everywhere(alice: User) -> None:
    """What each of the sets tells in its own way."""
    ana = Contact.objects.get(name="Ana Ferrer Ruiz")
    assert [each.company.name for each in ana.positions.all()] == ["Panadería Soriana"]
    assert ana.owner == alice
    offer = Task.objects.get(name="Send the offer")
    assert (offer.contact, offer.owner, offer.state, offer.details) == (ana, alice, "open", "With batteries")
    note = Note.objects.get(contact=ana)
    assert note.body.startswith("Wants panels on the south roof")
    assert (note.created_at, note.author) == (datetime(2022, 3, 1, 10, tzinfo=UTC), alice)


def test_salesforce_as_the_zip_it_makes(as_alice: Actor, alice: User, as_ada: Actor) -> None:
    create_purpose(code="news", label="News", channels=["email"], wordings={"en": "News?"}, by=as_ada)
    move = moved("salesforce", zipped(files_of("salesforce")), by=as_alice)
    assert told(move) == [
        ("User.csv", "people", 0, 0),
        ("Account.csv", "company", 2, 0),
        ("Contact.csv", "contact", 2, 0),
        ("Task.csv", "task", 2, 0),
        ("Event.csv", "activity", 1, 0),
        ("Task.csv", "activity", 1, 0),
        ("Note.csv", "note", 1, 0),
        ("Note.csv", "note", 1, 0),
        ("Contact.csv", "consent", 1, 0),
    ]
    same_everywhere(alice)


def test_salesforce_ids_say_what_they_are_of(as_alice: Actor, alice: User) -> None:
    moved("salesforce", files_of("salesforce"), by=as_alice)
    assert Task.objects.get(name="About a deal").company is None
    assert Note.objects.get(contact=None).company == Company.objects.get(name="Taller Duero")
    assert not Company.objects.filter(name="Thrown away").exists()
    roof = Activity.objects.get(type="meeting")
    assert (roof.minutes, roof.place, roof.company.name) == (90, "Soria", "Panadería Soriana")
    assert Activity.objects.get(type="call").outcome == "No answer"


def test_who_opted_out_in_salesforce_is_not_written_to(as_alice: Actor, as_ada: Actor) -> None:
    create_purpose(code="news", label="News", channels=["email"], wordings={"en": "News?"}, by=as_ada)
    moved("salesforce", files_of("salesforce"), by=as_alice)
    (consent,) = Consent.objects.all()
    assert consent.state == "withdrawn"
    assert Contact.objects.get(pk=consent.contact_id).name == "Luis Cano"


def test_pipedrive(as_alice: Actor, alice: User) -> None:
    move = moved("pipedrive", files_of("pipedrive"), by=as_alice)
    assert told(move) == [
        ("organizations-1.csv", "company", 2, 0),
        ("people-1.csv", "contact", 2, 0),
        ("activities-1.csv", "task", 1, 0),
        ("activities-1.csv", "activity", 2, 0),
        ("notes-1.csv", "note", 2, 0),
    ]
    same_everywhere(alice)
    assert set(Activity.objects.values_list("name", "type", "state")) == {
        ("First call", "call", "held"),
        ("Lunch", "meeting", "held"),
    }


def test_odoo_has_people_and_companies_in_one_file(as_alice: Actor, alice: User) -> None:
    move = moved("odoo", files_of("odoo"), by=as_alice)
    assert [each[1:] for each in told(move)] == [("company", 1, 0), ("contact", 2, 0), ("task", 1, 0), ("note", 1, 0)]
    same_everywhere(alice)
    assert Company.objects.get().identities.filter(source="odoo", value="__export__.res_partner_7_1a2b3c4d").exists()


def test_espocrm(as_alice: Actor, alice: User) -> None:
    move = moved("espocrm", files_of("espocrm"), by=as_alice)
    assert [each[1:] for each in told(move)] == [
        ("company", 2, 0),
        ("contact", 2, 0),
        ("task", 1, 0),
        ("activity", 1, 0),
        ("note", 1, 0),
        ("note", 1, 0),
    ]
    same_everywhere(alice)


def test_mailchimp_brings_what_people_agreed_to(as_alice: Actor, as_ada: Actor) -> None:
    create_purpose(code="news", label="News", channels=["email"], wordings={"en": "News?"}, by=as_ada)
    move = moved("mailchimp", files_of("mailchimp"), by=as_alice)
    assert [each[1:] for each in told(move)] == [
        ("contact", 1, 0),
        ("contact", 1, 0),
        ("consent", 1, 0),
        ("consent", 1, 0),
    ]
    states = {Contact.objects.get(pk=each.contact_id).name: each for each in Consent.objects.all()}
    ana, luis = states["Ana Ferrer Ruiz"], states["Luis Cano"]
    assert (ana.state, ana.at, ana.proof) == ("given", datetime(2021, 1, 1, 10, 5, tzinfo=UTC), "203.0.113.7")
    assert (luis.state, luis.at) == ("withdrawn", datetime(2022, 3, 31, 10, tzinfo=UTC))


@pytest.mark.parametrize("system", ["salesforce", "pipedrive", "odoo", "espocrm", "mailchimp"])
def test_a_second_move_doubles_nothing(system: str, as_alice: Actor) -> None:
    moved(system, files_of(system), by=as_alice)
    models = (Contact, Company, Task, Activity, Note)
    before = [model.objects.count() for model in models]
    again = moved(system, files_of(system), by=as_alice)
    assert again.state == "finished"
    assert [model.objects.count() for model in models] == before


def test_somebody_of_the_other_program_can_be_one_of_us(as_alice: Actor, bob: User) -> None:
    move = start_move("salesforce", files_of("salesforce"), by=as_alice)
    (jane,) = [key for key, each in move.people.items() if each["user"] is None]
    assert move.people[jane]["called"] == "Jane Doe"
    choose_people(move.id, {jane: str(bob.id)}, by=as_alice)
    brought_in(move, by=as_alice)
    assert Company.objects.get(name="Taller Duero").owner == bob


@pytest.mark.parametrize("is_everything", [True, False])
def test_what_nobody_owns_is_nobodys_unless_its_mover_would_lose_sight_of_it(
    is_everything: bool, as_alice: Actor, as_ada: Actor, alice: User
) -> None:
    moved("espocrm", files_of("espocrm"), by=as_ada if is_everything else as_alice)
    assert Company.objects.get(name="Taller Duero").owner == (None if is_everything else alice)


def named(files: Files) -> list[str]:
    return [name for name, _file in files]


def test_the_order_in_which_files_are_dropped_does_not_matter(as_alice: Actor, alice: User) -> None:
    files = files_of("espocrm")
    assert named(files)[0] == "Account.csv"
    move = moved("espocrm", list(reversed(files)), by=as_alice)
    assert [one.failed_count for one in files_of_move(move)] == [0] * Import.objects.filter(move=move).count()
    same_everywhere(alice)
