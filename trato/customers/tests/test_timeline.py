"""The story of a contact or company, as its templates tell it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
    restore_contacts,
    story_of_company,
    story_of_contact,
    trash_contacts,
    update_contacts,
    write_note,
)
from trato.foundation.public import Actor, ChangeSet, NotFound, RecordUpdate, User
from trato.kit.testing.frozen_clock import frozen_clock

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(client: Client, record: Contact | Company, **query: Any) -> str:
    """The middle column, as text in one line."""
    plural = "contacts" if isinstance(record, Contact) else "companies"
    answer = client.get(f"/{plural}/{record.pk}/story/", query, headers=HTMX)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def backdate(contact: Contact, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update event set at = %s where contact_id = %s", [at, contact.id])


def test_who_added_and_changed_it(alice: User, as_alice: Actor, nuria: Contact) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"name": "Núria B.", "city": "Alzira"})], by=as_alice)

    said = told(signed_in(alice), nuria)

    assert "<b>Alice</b> changed Name, Addresses" in said
    assert "<b>Alice</b> added this contact" in said


def test_a_new_stage_is_shown_with_its_disc(alice: User, as_alice: Actor, nuria: Contact) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"lifecycle_stage": "customer"})], by=as_alice)

    assert 'data-stage="customer"' in told(signed_in(alice), nuria)


def test_into_the_trash_and_back(alice: User, as_alice: Actor, nuria: Contact) -> None:
    trash_contacts([nuria.id], by=as_alice)
    restore_contacts([nuria.id], by=as_alice)

    said = told(signed_in(alice), nuria)

    assert "put this contact into the trash" in said
    assert "restored this contact" in said


def test_what_we_do_is_ours_and_what_a_file_brings_is_neutral(alice: User, as_alice: Actor, nuria: Contact) -> None:
    act = ChangeSet.objects.create(kind="import", label="accounts.csv", actor_kind="user", door="import")
    (saved,) = create_contacts([{"name": "Ana"}], by=as_alice.at("import"), change_set=act.id)

    by_hand = told(signed_in(alice), nuria)
    by_file = told(signed_in(alice), Contact.objects.get(pk=saved.id))

    assert 'data-from="us"' in by_hand
    assert 'data-from="us"' not in by_file
    assert "Imported from <b>accounts.csv</b> <span>by Alice</span>" in by_file


def test_names_of_hidden_fields_are_not_told(alice: User, as_alice: Actor, nuria: Contact) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair", "name": "Núria B."})], by=as_alice)
    role = alice.roles.get()
    role.hidden_fields = ["contact.source"]
    role.save()

    said = told(signed_in(alice), nuria)

    assert "changed Name" in said
    assert "Source" not in said


def test_labels_are_in_the_readers_language_of_the_registry(as_alice: Actor, nuria: Contact) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"name": "Núria B."})], by=as_alice)

    (newest, _oldest) = story_of_contact(nuria.id, seen_by=as_alice).entries

    assert list(newest.fields) == ["Name"]


def test_a_companys_story_tells_of_its_contacts(alice: User, bakery: Company, nuria: Contact) -> None:
    said = told(signed_in(alice), bakery)

    assert f'<b>Alice</b> added <a href="/contacts/{nuria.id}/">Núria Bosch</a>' in said
    assert "added this company" in said


def test_but_not_of_contacts_out_of_sight(bob: User, as_bob: Actor, bakery: Company, nuria: Contact) -> None:
    kinds = [entry.kind for entry in story_of_company(bakery.id, seen_by=as_bob).entries]

    assert kinds == ["customers.company_created"]
    assert "Núria" not in told(signed_in(bob), bakery)


def test_a_day_has_a_heading_in_the_persons_zone(alice: User, nuria: Contact) -> None:
    alice.time_zone = "Asia/Kolkata"
    alice.save()
    backdate(nuria, datetime(2026, 11, 21, 20, 0, tzinfo=UTC))

    with frozen_clock(datetime(2026, 11, 22, 6, 0, tzinfo=UTC)):
        said = told(signed_in(alice), nuria)

    assert "<h2>Today</h2>" in said, "there it was half past one in the morning"
    assert "1:30" in said


@pytest.mark.parametrize(
    ("ago", "heading"),
    [
        (timedelta(hours=30), "Yesterday"),
        (timedelta(days=4), "Wed, Nov 18"),
        (timedelta(days=15), "This month"),
        (timedelta(days=60), "September 2026"),
        (timedelta(days=800), "September 2024"),
    ],
)
def test_older_days_and_months_have_theirs(alice: User, nuria: Contact, ago: timedelta, heading: str) -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    backdate(nuria, noon - ago)

    with frozen_clock(noon):
        assert f"<h2>{heading}</h2>" in told(signed_in(alice), nuria)


def test_earlier_entries_come_page_by_page_and_none_twice(as_alice: Actor, nuria: Contact) -> None:
    for number in range(7):
        write_note(f"Note {number}", by=as_alice, contact_id=nuria.id)

    seen, before = [], ""
    while True:
        story = story_of_contact(nuria.id, seen_by=as_alice, before=before, limit=3)
        seen += [entry.id for entry in story.entries]
        before = story.older
        if not before:
            break

    assert len(seen) == len(set(seen)) == 8


def test_entries_of_one_moment_are_not_lost_between_pages(as_alice: Actor, nuria: Contact) -> None:
    for number in range(5):
        write_note(f"Note {number}", by=as_alice, contact_id=nuria.id)
    backdate(nuria, datetime(2026, 1, 1, tzinfo=UTC))

    first = story_of_contact(nuria.id, seen_by=as_alice, limit=4)
    second = story_of_contact(nuria.id, seen_by=as_alice, limit=4, before=first.older)

    assert len({entry.id for entry in [*first.entries, *second.entries]}) == 6


def test_earlier_is_a_link_and_continues_under_the_heading(alice: User, as_alice: Actor, nuria: Contact) -> None:
    for number in range(35):
        write_note(f"Note {number}", by=as_alice, contact_id=nuria.id)
    client = signed_in(alice)
    page = client.get(f"/contacts/{nuria.id}/").content.decode()
    address = page.partition('t-tl-end"')[2].partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")

    more = client.get(address, headers=HTMX).content.decode()
    whole = client.get(address).content.decode()

    assert "Note 34" in page
    assert "Note 2<" not in page
    assert "Note 2<" in more
    assert "<h2>Today" not in more, "it stands above already"
    assert "Back to the newest" in whole


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "_",
        "2026-01-01_",
        "2026-01-01T00:00:00_01a201df-8b1c-74f8-807c-40c6b9547139",
        "2026-01-01T00:00:00+00:00_nothing",
        "9999-99-99T00:00:00+00:00_01a201df-8b1c-74f8-807c-40c6b9547139",
        "' or 1=1 --",
        "🙂",
        "a" * 5000,
    ],
)
def test_an_address_of_no_place_in_the_story_is_not_found(alice: User, nuria: Contact, cursor: str) -> None:
    client = signed_in(alice)

    for headers in ({}, HTMX):
        assert client.get(f"/contacts/{nuria.id}/story/", {"before": cursor}, headers=headers).status_code == 404


@pytest.mark.parametrize("year", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_the_ends_of_time_are_no_error(alice: User, nuria: Contact, year: str) -> None:
    cursor = f"{year}_01a201df-8b1c-74f8-807c-40c6b9547139"

    answer = signed_in(alice).get(f"/contacts/{nuria.id}/story/", {"before": cursor}, headers=HTMX)

    assert answer.status_code in (200, 404)


def test_a_cursor_is_refused_in_words(as_alice: Actor, nuria: Contact) -> None:
    with pytest.raises(NotFound, match="names no place"):
        story_of_contact(nuria.id, seen_by=as_alice, before="yesterday")


def test_a_story_without_entries_says_so(alice: User, as_alice: Actor) -> None:
    (saved,) = create_companies([{"name": "Quiet"}], by=as_alice)
    with connection.cursor() as cursor:
        cursor.execute("delete from event where company_id = %s", [saved.id])

    assert "Nothing happened yet" in signed_in(alice).get(f"/companies/{saved.id}/").content.decode()


def test_ten_thousand_events_are_read_by_their_index(nuria: Contact, as_alice: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into event (id, kind, at, actor_kind, actor_id, door, contact_id, subject_type, subject_id, data)
               select gen_random_uuid(), 'customers.contact_changed', now() - n * interval '1 hour', 'user', %s, 'page',
                      case when n %% 50 = 0 then gen_random_uuid() else %s end, 'contact', %s, '{"fields": ["name"]}'
               from generate_series(1, 10000) n""",
            [as_alice.id, nuria.id, nuria.id],
        )
        cursor.execute("analyze event")
        cursor.execute(
            "explain select * from event where contact_id = %s order by at desc, id desc limit 31", [nuria.id]
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Seq Scan" not in plan.replace("Seq Scan on event_default", "")
    assert len(story_of_contact(nuria.id, seen_by=as_alice).entries) == 20
