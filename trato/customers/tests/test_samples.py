"""Sample customers come in one click, told into the past, and go in one."""

from datetime import timedelta

import phonenumbers
import pytest
from django.db.models import Count

from trato.customers.identities.models import Identity
from trato.customers.positions.models import Position
from trato.customers.public import (
    Activity,
    Company,
    Contact,
    Note,
    Task,
    story_of_contact,
    update_companies,
    update_contacts,
    write_note,
)
from trato.customers.tags.models import Tag
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Change,
    ChangeSet,
    Installation,
    LoggedEvent,
    NotAllowed,
    RecordUpdate,
    SampleDataRefused,
    SearchWord,
    Team,
    User,
    create_built_in_roles,
    load_sample_data,
    remove_sample_data,
)
from trato.kit.clock import now
from trato.kit.phone_numbers import normalise_phone

TABLES = (Contact, Company, Note, Task, Activity, Identity, Position, Tag, SearchWord, Change, ChangeSet, User, Team)


@pytest.fixture
def loaded(as_ada: Actor) -> Actor:
    load_sample_data(by=as_ada)
    return as_ada


def counts() -> dict[str, int]:
    """What stands in every table, the history of the sample itself aside."""
    about_samples = {"record_type": "installation"}
    found = {model.__name__: model._default_manager.count() for model in TABLES}
    found["Change"] -= Change.objects.filter(**about_samples).count()
    found["LoggedEvent"] = LoggedEvent.objects.exclude(subject_type="installation").count()
    return found


def a_sample_contact(number: int = 0) -> Contact:
    return Contact.objects.filter(owner__is_sample=True).order_by("id")[number]


def test_a_small_company_has_customers_of_three_languages_and_more_scripts(loaded: Actor) -> None:
    assert Company.objects.count() == 40
    assert 180 <= Contact.objects.count() <= 260
    languages = dict(Contact.objects.values_list("language").annotate(Count("id")))
    assert min(languages[code] for code in ("es", "te", "en")) > 20
    assert Contact.objects.filter(native_name__regex="^[ఀ-౿ ]+$").count() > 20
    assert Contact.objects.filter(name__regex="[一-鿿]").exists()
    assert Contact.objects.filter(name__regex="[А-я]").exists()


def test_every_address_is_reserved_and_every_number_valid(loaded: Actor) -> None:
    for kind, value in Identity.objects.values_list("kind", "normalised"):
        if kind == "phone":
            assert phonenumbers.is_valid_number(phonenumbers.parse(normalise_phone(value, country=""), None)), value
        else:
            assert value.endswith(".example")


def test_two_people_never_share_a_name_or_an_email(loaded: Actor) -> None:
    assert Contact.objects.values("name").distinct().count() == Contact.objects.count()


def test_history_lies_in_the_past_and_is_recorded_now(loaded: Actor) -> None:
    moment = now()
    oldest = Contact.objects.earliest("created_at").created_at
    events = LoggedEvent.objects.exclude(contact_id=None)

    assert moment - timedelta(days=731) < oldest < moment - timedelta(days=500)
    assert not Contact.objects.filter(created_at__gt=moment - timedelta(minutes=1)).exists()
    assert not events.filter(at__gt=moment).exists()
    assert not events.filter(kind="customers.contact_created", at__gt=moment - timedelta(hours=1)).exists()
    assert not events.filter(recorded_at__lt=moment - timedelta(minutes=5)).exists()


def test_what_belongs_to_a_contact_is_as_old_as_it(loaded: Actor) -> None:
    contact = a_sample_contact()

    born = {contact.created_at, *contact.identities.values_list("created_at", flat=True)}
    born |= set(contact.positions.values_list("created_at", flat=True))
    born |= set(Change.objects.filter(record_id=contact.id, version=1).values_list("at", flat=True))
    assert len(born) == 1


def test_each_version_has_its_change_and_its_event_at_one_moment(loaded: Actor) -> None:
    contact = Contact.objects.filter(version__gt=2).first()
    assert contact is not None
    changes = dict(Change.objects.filter(record_id=contact.id).values_list("version", "at"))
    events = dict(LoggedEvent.objects.filter(subject_id=contact.id).values_list("subject_version", "at"))

    assert changes == events
    assert sorted(changes) == list(range(1, contact.version + 1))
    assert [changes[version] for version in sorted(changes)] == sorted(changes.values())


def test_the_story_of_a_contact_reads_from_the_end(loaded: Actor) -> None:
    contact = Contact.objects.filter(notes__isnull=False, version__gt=1).first()
    assert contact is not None
    told = story_of_contact(contact.id, seen_by=loaded).entries

    assert told[-1].kind == "customers.contact_created"
    assert [entry.at for entry in told] == sorted((entry.at for entry in told), reverse=True)
    assert {"customers.note_written", "customers.contact_changed"} <= {entry.kind for entry in told}
    planned = {"customers.task_created", "customers.activity_planned"}  # what is still to be done is no activity
    assert contact.last_activity_at == max(entry.at for entry in told if entry.kind not in planned)


def test_colleagues_in_a_tree_of_teams_look_after_them(loaded: Actor) -> None:
    top = Team.objects.get(parent=None, name="Sales")

    assert set(Team.objects.filter(parent=top).values_list("name", flat=True)) == {"Spain", "India", "Europe"}
    assert Contact.objects.filter(owner=None).count() == 0
    assert Contact.objects.values("owner").distinct().count() == 3
    assert not Contact.objects.filter(team=None).exists()


def test_nobody_can_sign_in_as_a_sample_colleague(loaded: Actor) -> None:
    assert not any(user.has_usable_password() for user in User.objects.filter(is_sample=True))


def test_they_have_the_built_in_roles(installed: Installation, as_ada: Actor) -> None:
    User.objects.get(pk=as_ada.id).roles.get().delete()
    create_built_in_roles(by=as_ada, language="en")
    load_sample_data(by=as_ada)

    roles = {user.email.partition("@")[0]: user.roles.get().name for user in User.objects.filter(is_sample=True)}
    assert (roles["manager"], roles["seller"], roles["reader"]) == ("Manager", "Seller", "Reader")


def test_the_same_people_come_each_time(loaded: Actor) -> None:
    first = sorted(Contact.objects.values_list("name", flat=True))
    remove_sample_data(by=loaded)
    load_sample_data(by=loaded)

    assert sorted(Contact.objects.values_list("name", flat=True)) == first


def test_everything_is_in_one_change_set(loaded: Actor) -> None:
    change_set = ChangeSet.objects.get(kind="sample", counts__has_key="contacts")
    ids = [*Contact.objects.values_list("id", flat=True), *Company.objects.values_list("id", flat=True)]

    assert Change.objects.filter(record_id__in=ids).exclude(change_set_id=change_set.id).count() == 0
    ours = {
        "contacts": Contact.objects.count(),
        "companies": 40,
        "tasks": Task.objects.count(),
        "activities": Activity.objects.count(),
    }
    assert {**change_set.counts, **ours} == change_set.counts


def test_removing_leaves_everything_as_it_was(as_ada: Actor) -> None:
    before = counts()
    load_sample_data(by=as_ada)
    assert remove_sample_data(by=as_ada) == []

    assert counts() == before


def test_removing_leaves_real_customers_as_they_are(nuria: Contact, as_alice: Actor, as_ada: Actor) -> None:
    write_note("Wants a second oven.", by=as_alice, contact_id=nuria.id)
    before = counts()
    load_sample_data(by=as_ada)
    remove_sample_data(by=as_ada)

    assert counts() == before
    assert [entry.kind for entry in story_of_contact(nuria.id, seen_by=as_alice).entries] == [
        "customers.note_written",
        "customers.contact_created",
    ]


def test_a_sample_contact_that_somebody_changed_stays_with_its_company(loaded: Actor) -> None:
    contact = Contact.objects.filter(positions__company__isnull=False).order_by("id")[0]
    company = contact.positions.get().company
    update_contacts([RecordUpdate(id=contact.id, values={"source": "Met at the fair"})], by=loaded)

    kept = remove_sample_data(by=loaded)

    assert kept[:2] == [company.name, contact.name]
    assert list(Contact.objects.values_list("id", flat=True)) == [contact.id]
    assert list(Company.objects.values_list("id", flat=True)) == [company.id]
    assert contact.identities.count() == 2
    assert Change.objects.filter(record_id=contact.id).count() == contact.version + 1


def test_who_looks_after_what_stays_stays(loaded: Actor) -> None:
    contact = a_sample_contact()
    update_contacts([RecordUpdate(id=contact.id, values={"source": "Met"})], by=loaded)

    kept = remove_sample_data(by=loaded)

    assert list(User.objects.filter(is_sample=True)) == [contact.owner]
    assert contact.owner is not None
    assert kept[-1] == contact.owner.name
    assert Team.objects.filter(pk=contact.team_id).exists()


def test_a_sample_contact_with_a_note_of_ours_stays(loaded: Actor) -> None:
    contact = a_sample_contact()
    note = write_note("A real person after all.", by=loaded, contact_id=contact.id)

    assert contact.name in remove_sample_data(by=loaded)
    assert Note.objects.filter(pk=note.id).exists()


def test_a_sample_company_with_a_real_contact_stays_without_its_sample_people(loaded: Actor, nuria: Contact) -> None:
    company = Company.objects.get(name="Huerta del Júcar")
    update_contacts([RecordUpdate(id=nuria.id, values={"company": str(company.id)})], by=loaded)

    assert remove_sample_data(by=loaded)[0] == company.name
    assert list(Contact.objects.all()) == [nuria]
    assert Company.objects.filter(pk=company.id).exists()


def test_the_parent_of_a_company_that_stays_stays(loaded: Actor) -> None:
    daughter = Company.objects.get(name="Riegos Ibáñez")
    update_companies([RecordUpdate(id=daughter.id, values={"source": "Met"})], by=loaded)

    remove_sample_data(by=loaded)

    assert set(Company.objects.values_list("name", flat=True)) == {"Riegos Ibáñez", "Ingeniería Hídrica Levante"}


def test_a_tag_of_the_sample_that_somebody_uses_stays(loaded: Actor, nuria: Contact) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"tags": ["irrigation"]})], by=loaded)
    remove_sample_data(by=loaded)

    assert list(Tag.objects.values_list("name", flat=True)) == ["irrigation"]


def test_what_stayed_is_not_loaded_twice(loaded: Actor) -> None:
    contact = Contact.objects.filter(positions__company__isnull=False).order_by("id")[0]
    update_contacts([RecordUpdate(id=contact.id, values={"source": "Met"})], by=loaded)
    remove_sample_data(by=loaded)
    load_sample_data(by=loaded)

    assert Contact.objects.filter(name=contact.name).count() == 1
    assert Company.objects.values("name").distinct().count() == Company.objects.count() == 40


def test_it_is_loaded_once(loaded: Actor) -> None:
    with pytest.raises(SampleDataRefused, match="already loaded"):
        load_sample_data(by=loaded)


def test_there_must_be_something_to_remove(as_ada: Actor) -> None:
    with pytest.raises(SampleDataRefused, match="no sample data"):
        remove_sample_data(by=as_ada)


def test_a_company_comes_first(db: None) -> None:
    with pytest.raises(SampleDataRefused, match="Set up"):
        load_sample_data(by=SYSTEM)


@pytest.mark.parametrize("verb", [load_sample_data, remove_sample_data])
def test_a_seller_may_not(verb: object, as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        verb(by=as_alice)  # type: ignore[operator]  # both are verbs


def test_it_is_logged(loaded: Actor) -> None:
    remove_sample_data(by=loaded)

    kinds = LoggedEvent.objects.filter(subject_type="installation").order_by("recorded_at")
    assert list(kinds.values_list("kind", flat=True)) == [
        "foundation.sample_data_loaded",
        "foundation.sample_data_removed",
    ]
    assert not Installation.objects.get().has_sample_data
