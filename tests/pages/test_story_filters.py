"""Looking at a part of a story: by kind, by person, by day, by the text of notes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from trato.customers.public import Contact, change_note, update_contacts, write_note
from trato.foundation.public import Actor, LoggedEvent, RecordUpdate, User

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def told(nuria: Contact, as_alice: Actor, as_ada: Actor) -> Contact:
    """Alice noted two things, Ada changed one."""
    write_note("She bakes at night.", by=as_alice, contact_id=nuria.pk)
    write_note("Wants 100 % rye.", by=as_alice, contact_id=nuria.pk)
    update_contacts([RecordUpdate(id=nuria.pk, values={"source": "Fair"})], by=as_ada)
    return nuria


def story(page: Client, contact: Contact, query: str = "") -> str:
    answer = page.get(f"/contacts/{contact.pk}/story/{query}", headers=HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_of_it_without_a_filter(page: Client, told: Contact) -> None:
    said = story(page, told)

    assert "bakes at night" in said
    assert "changed Source" in said


def test_notes_alone(page: Client, told: Contact) -> None:
    said = story(page, told, "?show=notes")

    assert "bakes at night" in said
    assert "changed Source" not in said


def test_changes_alone(page: Client, told: Contact) -> None:
    said = story(page, told, "?show=changes")

    assert "bakes at night" not in said
    assert "changed Source" in said


def test_several_groups_are_alternatives(page: Client, told: Contact) -> None:
    said = story(page, told, "?show=changes&show=notes")

    assert "bakes at night" in said
    assert "changed Source" in said


def test_what_came_in_by_a_file(page: Client, told: Contact, as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=told.pk, values={"city": "Girona"})], by=as_alice.at("import"))

    said = story(page, told, "?show=imports")

    assert said.count('class="t-ev"') == 1
    assert "changed Source" not in said


def test_one_person(page: Client, told: Contact, as_ada: Actor) -> None:
    said = story(page, told, f"?by={as_ada.id}")

    assert "changed Source" in said
    assert "bakes at night" not in said


def test_days_hold_the_last_one_whole(page: Client, told: Contact) -> None:
    today = datetime.now(tz=UTC).date()

    assert "bakes at night" in story(page, told, f"?since={today}&until={today}")
    assert "bakes at night" not in story(page, told, f"?until={today - timedelta(days=1)}")
    assert "bakes at night" not in story(page, told, f"?since={today + timedelta(days=1)}")


@pytest.mark.parametrize("text", ["NIGHT", "bakes at", "night."])
def test_text_of_notes_is_found_in_any_case(page: Client, told: Contact, text: str) -> None:
    said = story(page, told, f"?text={text}")

    assert "bakes at night" in said
    assert "rye" not in said
    assert "changed Source" not in said


def test_signs_of_a_pattern_are_only_signs(page: Client, told: Contact) -> None:
    assert "rye" in story(page, told, "?text=100%20%25%20r")
    assert "rye" not in story(page, told, "?text=1%25r")
    assert "rye" not in story(page, told, "?text=1_0")


def test_nothing_that_fits_is_said(page: Client, told: Contact) -> None:
    assert "Nothing in this story fits the filter." in story(page, told, "?text=horse")


@pytest.mark.parametrize(
    "query", ["?by=nobody", "?since=yesterday", "?since=2026-13-40", "?until=9999-12-31", "?show=secrets", "?text=%20"]
)
def test_what_cannot_be_read_is_left_out(page: Client, told: Contact, query: str) -> None:
    assert "bakes at night" in story(page, told, query)


def test_the_address_is_the_state(page: Client, told: Contact) -> None:
    answer = page.get(f"/contacts/{told.pk}/story/?show=notes", headers=HTMX)

    assert answer["HX-Push-Url"] == f"/contacts/{told.pk}/?show=notes"
    said = page.get(answer["HX-Push-Url"]).content.decode()
    assert "bakes at night" in said
    assert "changed Source" not in said


def test_filtered_pages_go_on_where_they_ended(page: Client, told: Contact, as_alice: Actor) -> None:
    for number in range(25):
        write_note(f"Visit {number:02}", by=as_alice, contact_id=told.pk)
        update_contacts([RecordUpdate(id=told.pk, values={"source": str(number)})], by=as_alice)

    first = story(page, told, "?show=notes")
    older = first.partition('class="t-tl-end"')[2].partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    second = page.get(older, headers=HTMX).content.decode()

    assert "show=notes" in older
    assert [f"Visit {number:02}" in first for number in (24, 5, 4)] == [True, True, False]
    assert [f"Visit {number:02}" in second for number in (5, 4, 0)] == [False, True, True]
    assert "changed Source" not in second


def test_a_filter_shows_nothing_that_was_not_to_be_seen(told: Contact, bob: User) -> None:
    client = Client()
    client.force_login(bob)

    assert client.get(f"/contacts/{told.pk}/story/?text=night", headers=HTMX).status_code == 404


def test_a_deleted_note_is_found_no_more(page: Client, told: Contact) -> None:
    from trato.customers.public import Note

    Note.objects.filter(body__contains="night").update(deleted_at=datetime.now(tz=UTC))

    assert "night" not in story(page, told, "?text=night").partition('class="t-tl"')[2]


def test_what_matches_little_in_ten_thousand_is_read_by_the_index(page: Client, told: Contact, as_alice: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into event (id, kind, at, actor_kind, actor_id, door, contact_id, subject_type, subject_id, data)
               select gen_random_uuid(), 'customers.contact_changed', now() - n * interval '1 minute', 'user', %s,
                      'page', %s, 'contact', %s, '{"fields": ["name"]}' from generate_series(1, 10000) n""",
            [as_alice.id, told.pk, told.pk],
        )
        cursor.execute("analyze event")

    said = story(page, told, "?text=bakes")

    assert said.count('class="t-ev"') == 1
    assert "Earlier" not in said


def test_the_same_text_again_tells_nothing(told: Contact, as_alice: Actor) -> None:
    note = write_note("Once.", by=as_alice, contact_id=told.pk)
    before = LoggedEvent.objects.filter(subject_id=note.pk).count()

    same = change_note(note.pk, "Once.", by=as_alice)

    assert same.version == 1
    assert LoggedEvent.objects.filter(subject_id=note.pk).count() == before
