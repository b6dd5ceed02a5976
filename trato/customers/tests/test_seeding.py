"""Many customers at once, as like to what the product writes as one egg to another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.forms.models import model_to_dict

from trato.customers.addresses.models import Address
from trato.customers.identities.models import Identity
from trato.customers.positions.models import Position
from trato.customers.public import Company, Contact, Note, create_companies, create_contacts, story_of_contact
from trato.customers.seeding import use_cases
from trato.customers.seeding.colleagues import MANAGER
from trato.customers.seeding.plan import Plan
from trato.customers.seeding.use_cases import Order, seed_customers
from trato.customers.tags.models import Tagging
from trato.foundation.public import (
    SYSTEM,
    Actor,
    ChangeSet,
    LoggedEvent,
    Reach,
    SearchTerm,
    SearchWord,
    Team,
    User,
)
from trato.kit.clock import now

ORDER = Order(contacts=120, companies=20, events=400, users=6, teams=5)
OWN_TO_A_ROW = {"id", "root", "created_at", "updated_at", "last_activity_at", "owner", "team", "contact", "company"}


def quietly(what: str, done: int, of: int, seconds: float) -> None:
    assert 0 < done <= of


def seed(order: Order = ORDER) -> Plan:
    return seed_customers(order, by=SYSTEM.at("command"), say=quietly)


def told(row: Any) -> dict[str, Any]:
    fields = [field.name for field in row._meta.concrete_fields if field.name not in OWN_TO_A_ROW]
    return {name: getattr(row, name) for name in fields} | model_to_dict(row, exclude=OWN_TO_A_ROW)


def words_of(record: Any) -> set[str]:
    return set(SearchWord.objects.filter(record_id=record.id).values_list("word", flat=True))


@pytest.fixture
def seeded(installed: object) -> Plan:
    return seed()


def test_as_many_as_were_asked_for(seeded: Plan) -> None:
    assert (Contact.objects.count(), Company.objects.count(), LoggedEvent.objects.count()) == (
        120,
        20,
        400 + LoggedEvent.objects.filter(kind__startswith="foundation.").count(),
    )


def test_every_contact_is_as_the_product_would_have_written_it(seeded: Plan) -> None:
    for contact in Contact.objects.all()[:40]:
        again = _written_again(contact)
        expected = told(contact) | {"search_text": contact.search_text.replace("@", "@again-"), "version": 1}

        assert told(again) == expected
        assert words_of(again) == words_of(contact)
        assert list(_identities(again)) == [
            {name: value.replace("@", "@again-") if isinstance(value, str) else value for name, value in each.items()}
            for each in _identities(contact)
        ]


def _written_again(contact: Contact) -> Contact:
    values = {
        name: getattr(contact, name)
        for name in ("name", "native_name", "given_name", "family_name", "lifecycle_stage", "lead_status", "source")
    }
    values["language"] = contact.language
    email, phone = (contact.identities.get(kind=kind).value for kind in ("email", "phone"))
    position = contact.positions.first()
    place = {"company": str(position.company_id), "job_title": position.role} if position else {}
    rows = [{**values, "email": email.replace("@", "@again-"), "phone": phone, **place}]
    (saved,) = create_contacts(rows, by=SYSTEM.at("command"))
    return Contact.objects.get(pk=saved.id)


def _identities(contact: Contact) -> Any:
    columns = ("kind", "source", "value", "normalised", "label", "is_shared", "is_living", "place", "proof")
    return contact.identities.order_by("place").values(*columns)


def test_every_company_is_as_the_product_would_have_written_it(seeded: Plan) -> None:
    for company in Company.objects.all():
        domain = company.identities.get().value
        names = ("name", "lifecycle_stage", "industry", "source", "employee_count")
        values = {name: getattr(company, name) for name in names}
        (saved,) = create_companies([{**values, "domain": f"again-{domain}"}], by=SYSTEM.at("command"))
        again = Company.objects.get(pk=saved.id)

        assert told(again) == told(company) | {"search_text": company.search_text.replace(domain, f"again-{domain}")}
        assert words_of(again) == words_of(company)


def test_names_come_in_several_languages_and_scripts(installed: object) -> None:
    seed(Order(contacts=600, users=2, teams=3))

    for script in ("[ఀ-౿]", "[一-鿿]", "[А-яІЇЄії]"):
        assert Contact.objects.filter(search_text__regex=script.lower()).exists(), script
    assert {"es", "te", "en"} <= set(Contact.objects.values_list("language", flat=True))


def test_the_same_seed_makes_the_same_people(installed: object) -> None:
    seed()
    first = sorted(Contact.objects.values_list("name", flat=True))
    Position.objects.all().delete()
    Address.objects.all().delete()
    Identity.objects.all().delete()
    Note.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("delete from customers_contact; delete from customers_company")
    ChangeSet.objects.all().delete()
    seed()

    assert sorted(Contact.objects.values_list("name", flat=True)) == first


def test_a_second_run_stands_beside_the_first(seeded: Plan) -> None:
    seed()

    assert Contact.objects.count() == 240
    assert Identity.objects.filter(kind="email").values("normalised").distinct().count() == 240
    assert User.objects.filter(email__endswith="@seeded.example").count() == 6


def test_owners_sit_in_a_tree_of_teams(seeded: Plan) -> None:
    assert {len(team.path) for team in Team.objects.all()} == {1, 2, 3}
    assert Contact.objects.values("owner").distinct().count() == 6
    for user in User.objects.all():
        assert set(Contact.objects.filter(owner=user).values_list("team", flat=True)) <= {
            team.id for team in user.teams.all()
        }


def test_one_owner_has_much_and_another_little(installed: object) -> None:
    plan = seed(Order(contacts=3_000, users=12, teams=5))
    counts = [Contact.objects.filter(owner_id=owner).count() for owner, _team in plan.owners]

    assert counts[0] < min(counts[2:])
    assert counts[1] < counts[0]
    assert sum(counts) == 3_000


def test_of_many_teams_fifty_stand_under_one_manager(installed: object) -> None:
    seed(Order(contacts=20, users=3, teams=60))
    manager = User.objects.get(email=MANAGER).acting()

    assert len(manager.subtree) == 50
    assert manager.reach("customers.see_contacts") == Reach.SUBTREE
    assert Team.objects.count() == 60


def test_contacts_live_somewhere_and_are_labelled(seeded: Plan) -> None:
    assert 0 < Address.objects.values("contact").distinct().count() < 120
    assert 0 < Tagging.objects.filter(tag__name="newsletter", kind="contact").count() < 120


def test_seeded_words_are_known_to_the_search_for_typing_errors(seeded: Plan) -> None:
    spelt = {word for word in SearchWord.objects.values_list("word", flat=True) if len(word) > 3 and not word.isdigit()}

    assert set(SearchTerm.objects.values_list("word", flat=True)) == spelt


def test_a_colleague_reaches_the_own_team_only(seeded: Plan) -> None:
    user = User.objects.filter(email__endswith="@seeded.example").order_by("id")[0]
    actor = Actor(
        kind="user",
        id=user.id,
        name=user.name,
        rights={"customers.see_contacts": Reach.TEAM},
        teams=tuple(user.teams.values_list("id", flat=True)),
    )

    assert 0 < Contact.objects.seen_by(actor).count() < 120


def test_events_lie_in_two_years_and_point_to_what_is_there(seeded: Plan) -> None:
    events = LoggedEvent.objects.filter(kind__startswith="customers.")
    notes = events.filter(kind="customers.note_written")

    assert not events.exclude(at__range=(seeded.since, now())).exists()
    assert set(notes.values_list("subject_id", flat=True)) == set(Note.objects.values_list("id", flat=True))
    assert set(events.exclude(contact_id=None).values_list("contact_id", flat=True)) == set(
        Contact.objects.values_list("id", flat=True)
    )
    assert events.filter(kind="customers.contact_created").count() == 120
    assert events.filter(kind="customers.company_created").count() == 20


def test_no_event_is_of_a_version_that_the_contact_never_had(seeded: Plan) -> None:
    versions = dict(Contact.objects.values_list("id", "version"))

    for id_, version in LoggedEvent.objects.filter(subject_type="contact").values_list("subject_id", "subject_version"):
        assert version <= versions[id_]


def test_a_seeded_story_can_be_read(seeded: Plan) -> None:
    first = Contact.objects.earliest("created_at")
    entries = story_of_contact(first.id, seen_by=SYSTEM).entries

    assert entries[-1].kind == "customers.contact_created"
    assert "customers.note_written" in {entry.kind for entry in entries}


@pytest.mark.parametrize("order", [Order(contacts=3), Order(companies=3, contacts=0), Order(contacts=0)])
def test_little_is_no_special_case(installed: object, order: Order) -> None:
    seed(order)

    assert (Contact.objects.count(), Company.objects.count()) == (order.contacts, order.companies)


def test_chunks_join_without_a_gap(installed: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "RECORDS_A_CHUNK", 7)
    monkeypatch.setattr(use_cases, "EVENTS_A_CHUNK", 11)
    seed()

    assert (Contact.objects.count(), Company.objects.count()) == (120, 20)
    assert LoggedEvent.objects.filter(kind__startswith="customers.").count() == 400


def test_a_failure_while_writing_lines_is_told(installed: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(plan: Plan, places: range) -> Any:
        raise ValueError("no more names")

    monkeypatch.setattr(use_cases, "contact_lines", broken)
    with pytest.raises(ValueError, match="no more names"):
        seed()


def test_the_keys_of_the_database_are_watched_again_afterwards(seeded: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute("show session_replication_role")
        assert cursor.fetchone() == ("origin",)


@pytest.mark.parametrize("given", ["-1", "many", "1.5", "999999999999"])
def test_an_amount_that_is_none_is_refused_with_its_reason(given: str) -> None:
    with pytest.raises(CommandError, match=given):
        call_command("seed", f"--contacts={given}")


def test_the_command_says_how_fast_it_is(installed: object, capsys: Any, no_migration: Callable[..., None]) -> None:
    call_command("seed", "--contacts=30", "--companies=5", "--users=2", "--teams=2")

    said = capsys.readouterr().out
    assert "30 of 30" in said
    assert "a second" in said


@pytest.fixture
def no_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' database is migrated, and its lock would wait for this test's own transaction."""
    monkeypatch.setattr("trato.foundation.management.commands.migrate.Command.handle", lambda *args, **options: None)
