"""The page of a move: what it says of each file, what it asks, and what it shows when it is done."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trato.customers.public import Contact, create_contacts
from trato.foundation.moving_in.public import Move, files_of_move, run_move_to_the_end, start_move
from trato.foundation.public import (
    Actor,
    User,
    choose_columns,
    choose_matching,
    preview_import,
    start_import,
)

CONTACTS = b"Record ID,First Name,Last Name,Email,Shoe size\n1,Ana,Ferrer,ana@ferrer.example,38\n"
TASKS = b"Record ID,Task Title,Task Status,Due date,Assigned to\n7,Ring,Parked,03/04/2026,Jane Doe\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def browser(ada: User, client: Client) -> Client:
    client.force_login(ada)
    return client


def upload(browser: Client, system: str = "hubspot", **files: bytes) -> str:
    given = [SimpleUploadedFile(f"{name}.csv", content) for name, content in files.items()]
    answer = browser.post(reverse("web:move_start"), {"system": system, "dropped": given})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def read(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def press(browser: Client, name: str, move: Move, *more: object, **said: object) -> str:
    answer = browser.post(reverse(f"web:{name}", args=[move.id, *more]), said, follow=True)
    return answer.content.decode()


def test_imports_lead_to_it(browser: Client) -> None:
    assert reverse("web:move_start") in read(browser, reverse("web:import_start"))


def test_all_programs_are_offered_with_the_way_to_their_files(browser: Client) -> None:
    page = read(browser, reverse("web:move_start"))
    for name in ("HubSpot", "Salesforce", "Pipedrive", "Odoo", "EspoCRM", "Mailchimp"):
        assert f"In {name}, open" in page


def test_nothing_chosen_is_told_at_the_files(browser: Client) -> None:
    answer = browser.post(reverse("web:move_start"), {"system": "hubspot"})
    assert answer.status_code == 422
    assert "Choose the files first." in answer.content.decode()


def test_a_program_that_is_none_is_told(browser: Client) -> None:
    file = SimpleUploadedFile("contacts.csv", CONTACTS)
    assert browser.post(reverse("web:move_start"), {"system": "paper", "dropped": file}).status_code == 422


def test_files_that_say_nothing_are_refused_with_why(browser: Client) -> None:
    answer = browser.post(reverse("web:move_start"), {"system": "hubspot", "dropped": SimpleUploadedFile("a.csv", b"")})
    assert answer.status_code == 422
    assert "a.csv:" in answer.content.decode()
    assert not Move.objects.exists()


def test_the_page_asks_only_what_it_cannot_know(browser: Client) -> None:
    page = read(browser, upload(browser, contacts=CONTACTS, tasks=TASKS))
    assert "Something is still to be said above." in page
    assert "Parked" in page
    assert "Jane Doe" in page
    assert "Shoe size" in page
    assert "Say how the values of “Due date” are written." in page


def test_answers_are_kept_until_nothing_is_open(browser: Client) -> None:
    address = upload(browser, tasks=TASKS)
    move = Move.objects.get()
    (one,) = files_of_move(move)
    assert "say what these words are" not in press(browser, "move_words", move, one.id, word_0="open")
    press(browser, "move_people", move, person_0="")
    fields = {f"column_{at}": field for at, field in enumerate(one.mapping)}
    formats = browser.get(reverse("web:import_columns", args=[one.id])).content.decode()
    choice = formats.split('name="format_3"')[1].split('<option value="')[2].split('"')[0]
    answer = browser.post(reverse("web:import_columns", args=[one.id]), fields | {"format_3": choice})
    assert answer["Location"] == address
    assert "Something is still to be said above." not in read(browser, address)


def test_starting_too_early_says_what_is_missing(browser: Client) -> None:
    upload(browser, tasks=TASKS)
    answer = browser.post(reverse("web:move_run", args=[Move.objects.get().id]))
    assert answer.status_code == 422
    assert "Say who of you is meant by: Jane Doe." in answer.content.decode()


def test_columns_become_fields_in_one_press(browser: Client) -> None:
    upload(browser, contacts=CONTACTS)
    move = Move.objects.get()
    (one,) = files_of_move(move)
    page = press(browser, "move_fields", move, one.id, column=["4"])
    assert "columns without a field" not in page
    assert files_of_move(move)[0].mapping[4] == "shoe_size"


def test_it_runs_and_tells_what_became_of_each_file(browser: Client) -> None:
    address = upload(browser, contacts=CONTACTS)
    move = Move.objects.get()
    assert "Waiting for a worker" in press(browser, "move_run", move)
    run_move_to_the_end(move.id)
    page = read(browser, address)
    assert "You have moved in. Everything is here." in page
    assert reverse("web:list", args=["contacts"]) in page
    assert reverse("customers:duplicates", args=["contacts"]) in page
    undo = reverse("web:change_set_undo", args=[Move.objects.get().change_set_id])
    assert undo in page
    assert browser.get(undo).status_code == 200
    assert "HubSpot" in read(browser, reverse("web:move_start"))


def test_one_that_runs_can_be_stopped_and_goes_on(browser: Client) -> None:
    address = upload(browser, contacts=CONTACTS)
    move = Move.objects.get()
    press(browser, "move_run", move)
    page = press(browser, "move_stop", move)
    assert "It stopped here." in page
    assert "Go on" in page
    press(browser, "move_run", move)
    run_move_to_the_end(move.id)
    assert "You have moved in." in read(browser, address)
    assert Contact.objects.count() == 1


def test_the_pages_of_what_was_brought_in_can_be_taken_back(browser: Client) -> None:
    """With notes among it, which have no list."""
    notes = b"Record ID,Note body,Activity date,Associated Contact IDs\n7,Hello,2022-03-01 10:00,1\n"
    upload(browser, contacts=CONTACTS, notes=notes)
    move = Move.objects.get()
    press(browser, "move_run", move)
    run_move_to_the_end(move.id)
    set_id = Move.objects.get().change_set_id
    assert browser.get(reverse("web:change_set", args=[set_id])).status_code == 200
    browser.post(reverse("web:change_set_undo", args=[set_id]))
    assert not Contact.objects.filter(deleted_at=None).exists()


def test_it_is_discarded(browser: Client) -> None:
    upload(browser, contacts=CONTACTS)
    press(browser, "move_discard", Move.objects.get())
    assert not Move.objects.exists()


def test_what_a_colleague_moves_in_is_not_mine_to_see(alice: User, bob: User, client: Client) -> None:
    move = start_move("hubspot", [("contacts.csv", BytesIO(CONTACTS))], by=alice.acting())
    client.force_login(bob)
    assert client.get(reverse("web:move", args=[move.id])).status_code == 404


@pytest.mark.parametrize("said", [{"kind": "nothing"}, {"kind": "\x00"}, {}])
def test_what_a_file_cannot_hold_is_refused_kindly(browser: Client, said: dict[str, str]) -> None:
    upload(browser, contacts=CONTACTS)
    move = Move.objects.get()
    address = reverse("web:move_holds", args=[move.id, files_of_move(move)[0].id])
    assert browser.post(address, said).status_code in (302, 422)


def test_the_preview_tells_which_rows_look_like_records_that_are_there(browser: Client, as_ada: Actor) -> None:
    create_contacts([{"name": "Ana Ferrer Ruiz", "email": "ana.ferrer@ferrer.example"}], by=as_ada)
    there = Contact.objects.get()
    file = b"Name,Email\nAna Ferrer Ruis,ana@ferrer.example\nLuis Cano,luis@cano.example\n"
    one = start_import(kind="contact", file_name="people.csv", content=[file], by=as_ada)
    choose_columns(one.id, fields=one.mapping, by=as_ada)
    choose_matching(one.id, key=None, rule="update", by=as_ada)
    told = preview_import(one.id, by=as_ada).preview
    assert told["twin_count"] == 1
    assert [(row["line"], row["others"][0]["id"]) for row in told["twins"]] == [(2, str(there.id))]
    assert Contact.objects.count() == 1
    page = read(browser, reverse("web:import_preview", args=[one.id]))
    assert "1 new row looks like a record that is there already." in page
    assert reverse("web:record", args=["contacts", there.id]) in page
