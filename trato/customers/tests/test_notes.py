"""Notes on the page: written, mended, taken back and brought back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.notes.use_cases import restore_note
from trato.customers.public import Company, Contact, Note, change_note, delete_note, write_note
from trato.foundation.public import Actor, LoggedEvent, NotAllowed, NotFound, Role, Team, User

HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def page(alice: User) -> Client:
    return signed_in(alice)


@pytest.fixture
def note(nuria: Contact, as_alice: Actor) -> Note:
    return write_note("She opens at five", by=as_alice, contact_id=nuria.id)


def test_a_note_is_written_and_stands_in_the_story(page: Client, nuria: Contact) -> None:
    answer = page.post(f"/notes/contact/{nuria.id}/write/", {"body": "Call her\r\nin spring"}, headers=HTMX)

    assert answer.status_code == 200
    assert Note.objects.get().body == "Call her\nin spring", "line ends are LF"
    box, _mark, story = text(answer).partition("hx-partial")
    assert "Call her" not in box, "the box is empty again"
    assert "Call her\nin spring</div>" in story


def test_without_a_script_it_leads_back_to_the_record(page: Client, bakery: Company) -> None:
    answer = page.post(f"/notes/company/{bakery.id}/write/", {"body": "Flour on Tuesdays"})

    assert (answer.status_code, answer["Location"]) == (302, f"/companies/{bakery.id}/")
    assert "Flour on Tuesdays" in text(page.get(answer["Location"]))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "Write something first"),
        (" \r\n\t", "Write something first"),
        ("half\0", "NUL"),
        ("x" * 100_001, "100,000"),
    ],
)
def test_a_refused_note_is_kept_in_the_box(page: Client, nuria: Contact, body: str, reason: str) -> None:
    answer = page.post(f"/notes/contact/{nuria.id}/write/", {"body": body}, headers=HTMX)

    said = text(answer)
    assert answer.status_code == 422
    assert reason in said
    assert body.strip()[:50] in said
    assert not Note.objects.exists()


def test_a_refused_note_without_a_script_is_a_page_with_the_text(page: Client, nuria: Contact) -> None:
    answer = page.post(f"/notes/contact/{nuria.id}/write/", {"body": "kept\0"})

    assert answer.status_code == 422
    assert "<html" in text(answer)
    assert "kept" in text(answer)


def test_nothing_is_noted_about_what_one_does_not_see(bob: User, nuria: Contact) -> None:
    client = signed_in(bob)

    assert client.post(f"/notes/contact/{nuria.id}/write/", {"body": "Hello"}, headers=HTMX).status_code == 404
    assert client.post(f"/notes/unicorn/{nuria.id}/write/", {"body": "Hello"}, headers=HTMX).status_code == 404
    assert not Note.objects.exists()


def test_the_box_is_only_for_those_who_may_write(alice: User, page: Client, nuria: Contact) -> None:
    assert 'id="composer"' in text(page.get(f"/contacts/{nuria.id}/"))
    role = alice.roles.get()
    role.rights = {**role.rights, "customers.write_notes": 0}
    role.save()

    assert 'id="composer"' not in text(page.get(f"/contacts/{nuria.id}/"))
    assert page.post(f"/notes/contact/{nuria.id}/write/", {"body": "Hello"}, headers=HTMX).status_code == 403


def test_a_note_is_edited_in_its_place(page: Client, note: Note) -> None:
    editor = text(page.get(f"/notes/{note.id}/change/", headers=HTMX))
    assert "She opens at five" in editor
    assert 'name="version" value="1"' in editor

    answer = page.post(f"/notes/{note.id}/change/", {"body": "At six", "version": 1}, headers=HTMX)

    assert "At six" in text(answer)
    assert "changed" in text(answer)


def test_cancelling_shows_the_note_again(page: Client, note: Note) -> None:
    said = text(page.get(f"/notes/{note.id}/", headers=HTMX))

    assert "She opens at five" in said
    assert "data-editor" not in said
    assert page.get(f"/notes/{note.id}/")["Location"] == f"/contacts/{note.contact_id}/"


def test_without_a_script_the_editor_is_a_page(page: Client, note: Note) -> None:
    assert "<html" in text(page.get(f"/notes/{note.id}/change/"))
    answer = page.post(f"/notes/{note.id}/change/", {"body": "At six", "version": 1})

    assert answer["Location"] == f"/contacts/{note.contact_id}/"


def test_an_empty_change_is_refused_and_nothing_lost(page: Client, note: Note) -> None:
    answer = page.post(f"/notes/{note.id}/change/", {"body": "  ", "version": 1}, headers=HTMX)

    assert answer.status_code == 422
    note.refresh_from_db()
    assert note.body == "She opens at five"


def test_a_change_of_what_was_changed_meanwhile_shows_both(page: Client, note: Note, as_ada: Actor) -> None:
    change_note(note.id, "At seven", by=as_ada)

    answer = page.post(f"/notes/{note.id}/change/", {"body": "At six", "version": 1}, headers=HTMX)

    said = text(answer)
    assert answer.status_code == 409
    assert "At six" in said
    assert "At seven" in said
    assert 'name="version" value="2"' in said
    assert page.post(f"/notes/{note.id}/change/", {"body": "At six", "version": 2}, headers=HTMX).status_code == 200


def test_another_seller_reads_a_note_and_does_not_mend_it(page: Client, nuria: Contact, as_ada: Actor) -> None:
    note = write_note("From Ada", by=as_ada, contact_id=nuria.id)

    said = text(page.get(f"/contacts/{nuria.id}/"))
    assert "From Ada" in said
    assert f"/notes/{note.id}/change/" not in said
    assert page.post(f"/notes/{note.id}/change/", {"body": "Mine"}, headers=HTMX).status_code == 403
    assert page.post(f"/notes/{note.id}/delete/", headers=HTMX).status_code == 403


def test_an_administrator_mends_any(ada: User, note: Note) -> None:
    assert f"/notes/{note.id}/change/" in text(signed_in(ada).get(f"/contacts/{note.contact_id}/"))


def test_a_stranger_does_not_find_it(bob: User, note: Note) -> None:
    client = signed_in(bob)

    for path in ("", "change/"):
        assert client.get(f"/notes/{note.id}/{path}", headers=HTMX).status_code == 404
    for path in ("change/", "delete/", "restore/"):
        assert client.post(f"/notes/{note.id}/{path}", {"body": "x"}, headers=HTMX).status_code == 404


def test_deleting_leaves_the_way_back(page: Client, note: Note) -> None:
    gone = text(page.post(f"/notes/{note.id}/delete/", headers=HTMX))

    assert "She opens at five" not in gone
    assert f'hx-post="/notes/{note.id}/restore/"' in gone

    assert "She opens at five" in text(page.post(f"/notes/{note.id}/restore/", headers=HTMX))


def test_deleting_and_restoring_without_a_script(page: Client, note: Note) -> None:
    for verb in ("delete", "restore"):
        assert page.post(f"/notes/{note.id}/{verb}/")["Location"] == f"/contacts/{note.contact_id}/"
    note.refresh_from_db()
    assert note.deleted_at is None


def test_what_happened_to_a_note_is_in_the_log(note: Note, as_alice: Actor) -> None:
    change_note(note.id, "At six", by=as_alice)
    delete_note(note.id, by=as_alice)
    restore_note(note.id, by=as_alice)
    restore_note(note.id, by=as_alice)

    rows = (
        LoggedEvent.objects.filter(subject_id=note.id)
        .order_by("subject_version")
        .values_list("kind", "subject_version")
    )

    assert list(rows) == [
        ("customers.note_written", 1),
        ("customers.note_changed", 2),
        ("customers.note_deleted", 3),
        ("customers.note_restored", 4),
    ]


def test_only_its_writer_brings_it_back(note: Note, as_alice: Actor, as_bob: Actor, nuria: Contact, bob: User) -> None:
    delete_note(note.id, by=as_alice)

    with pytest.raises(NotFound):
        restore_note(note.id, by=as_bob)
    bob.teams.set(Contact.objects.get(pk=nuria.id).team.members.first().teams.all())  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        restore_note(note.id, by=User.objects.get(pk=bob.pk).acting())


def test_a_long_note_is_folded_and_whole(page: Client, nuria: Contact, as_alice: Actor) -> None:
    lines = "\n".join(f"Line {number} of what she told me" for number in range(40))
    written = write_note(lines, by=as_alice, contact_id=nuria.id)

    assert written.opening + "\n" + written.rest == lines
    said = text(page.get(f"/contacts/{nuria.id}/"))
    assert "<details" in said
    assert "Line 39" in said


@pytest.mark.parametrize(
    "body", ["word " * 400, "x" * 5000, "a\n\n\n\nb", "short", "\n" * 3 + "late", "\n" * 30 + "deep"]
)
def test_folding_loses_no_character_but_the_line_end_between(body: str) -> None:
    note = Note(body=body)

    assert (note.opening + note.rest).replace("\n", "") == body.replace("\n", "")
    assert len(note.opening) + len(note.rest) >= len(body) - 1


def test_a_note_in_telugu_says_so(page: Client, nuria: Contact, as_alice: Actor) -> None:
    write_note("ఆమె రేపు వస్తుంది", by=as_alice, contact_id=nuria.id)

    assert 'lang="te">ఆమె' in text(page.get(f"/contacts/{nuria.id}/"))


def test_writing_needs_a_press_not_a_link(page: Client, nuria: Contact, note: Note) -> None:
    assert page.get(f"/notes/contact/{nuria.id}/write/").status_code == 405
    assert page.get(f"/notes/{note.id}/delete/").status_code == 405
    assert page.get(f"/notes/{note.id}/restore/").status_code == 405


def test_the_editor_opens_only_for_who_may_change_the_note(
    note: Note, ada: User, north: Team, seller: Role, hire: Callable[..., User]
) -> None:
    address = f"/notes/{note.id}/change/"
    nora = signed_in(hire("Nora", role=seller, team=north))

    assert nora.get(f"/notes/{note.id}/", headers=HTMX).status_code == 200
    assert nora.get(address, headers=HTMX).status_code == 403
    assert nora.post(address, {"body": "Mine"}, headers=HTMX).status_code == 403
    assert signed_in(ada).get(address, headers=HTMX).status_code == 200
    note.refresh_from_db()
    assert note.body == "She opens at five"


def test_a_note_sent_twice_is_written_once(page: Client, nuria: Contact) -> None:
    address = f"/notes/contact/{nuria.id}/write/"
    for body, mark in (("Call her", "a"), ("Call her", "a"), ("Call her", "b"), ("Call him", "a")):
        assert page.post(address, {"body": body, "form_mark": mark}, headers=HTMX).status_code == 200

    assert sorted(Note.objects.values_list("body", flat=True)) == ["Call her", "Call her", "Call him"]


def test_each_composer_has_a_mark_of_its_own(page: Client, nuria: Contact) -> None:
    first, second = (text(page.get(f"/contacts/{nuria.id}/")).partition("form_mark")[2][:60] for _ in range(2))

    assert first != second
