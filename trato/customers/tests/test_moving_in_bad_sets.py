"""Sets of files that are not what they should be: nothing is lost, nothing is doubled, each is told why."""

import zipfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from trato.customers.public import Company, Contact, Note, Task
from trato.customers.tests.moving import Files, brought_in, files_of, given, moved, zipped
from trato.foundation.moving_in.public import (
    Move,
    MoveRefused,
    add_move_files,
    choose_people,
    choose_system,
    choose_what_it_holds,
    choose_words_of,
    discard_move,
    files_of_move,
    make_fields_of,
    prepare_move,
    run_move_to_the_end,
    start_move,
    stop_move,
    unknown_words,
    unpacking,
    unused_columns,
)
from trato.foundation.public import (
    Actor,
    Import,
    NotFound,
    record_kind,
)

pytestmark = pytest.mark.usefixtures("alice")
CONTACTS = "Record ID,First Name,Last Name,Email\n1,Ana,Ferrer,ana@ferrer.example\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


def kinds(move: Move) -> dict[str, str]:
    return {one.file_name: one.kind for one in files_of_move(move)}


def left_out(move: Move) -> dict[str, str]:
    return {each["name"]: each["reason"] for each in move.left_out}


def packed(**members: bytes) -> Files:
    out = BytesIO()
    with ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("contacts.csv", CONTACTS)
        for name, content in members.items():
            file.writestr(name, content)
    out.seek(0)
    return [("export.zip", out)]


def test_a_file_of_another_program_says_so(as_alice: Actor) -> None:
    move = start_move("hubspot", files_of("pipedrive"), by=as_alice)
    assert set(kinds(move).values()) == {""}
    reasons = set(Import.objects.filter(move=move).values_list("failure", flat=True))
    assert reasons == {"This looks like a file of Pipedrive, not of HubSpot."}
    with pytest.raises(MoveRefused, match="None of the files"):
        prepare_move(move.id, by=as_alice)


def test_the_right_program_can_be_chosen_after_all(as_alice: Actor) -> None:
    move = start_move("hubspot", files_of("pipedrive"), by=as_alice)
    choose_system(move.id, "pipedrive", by=as_alice)
    assert sorted(one.kind for one in files_of_move(move)) == ["activity", "company", "contact", "note", "task"]
    choose_system(move.id, "salesforce", by=as_alice)
    choose_system(move.id, "pipedrive", by=as_alice)
    assert len(files_of_move(move)) == 5


def test_a_file_that_tells_nothing_can_be_told_what_it_holds(as_alice: Actor) -> None:
    move = start_move("hubspot", given(people="Full name,E-mail\nAna Ferrer,ana@ferrer.example\n"), by=as_alice)
    (one,) = files_of_move(move)
    assert one.failure == "Its columns do not tell what it holds."
    choose_what_it_holds(move.id, one.id, "contact", by=as_alice)
    brought_in(move, by=as_alice)
    assert Contact.objects.get().name == "Ana Ferrer"


def test_a_file_can_be_left_out(as_alice: Actor) -> None:
    move = start_move("hubspot", files_of("hubspot", but="deals"), by=as_alice)
    notes = Import.objects.get(move=move, kind="note")
    choose_what_it_holds(move.id, notes.id, "", by=as_alice)
    choose_people(move.id, {key: "" for key in Move.objects.get().people}, by=as_alice)
    assert brought_in(move, by=as_alice).state == "finished"
    assert not Note.objects.exists()


def test_two_files_of_one_kind_are_one_after_the_other(as_alice: Actor) -> None:
    more = "Record ID,First Name,Last Name,Email\n2,Luis,Cano,luis@cano.example\n1,Ana,Ruiz,ana@ferrer.example\n"
    move = moved("hubspot", given(contacts1=CONTACTS, contacts2=more), by=as_alice)
    assert move.state == "finished"
    assert sorted(Contact.objects.values_list("family_name", flat=True)) == ["Cano", "Ruiz"]


def test_notes_and_tasks_before_their_contacts_find_them_all_the_same(as_alice: Actor) -> None:
    notes = "Record ID,Note body,Activity date,Associated Contact IDs\n7,Hello,2022-03-01 10:00,1\n"
    moved("hubspot", given(a_notes=notes, b_contacts=CONTACTS), by=as_alice)
    assert Note.objects.get().contact == Contact.objects.get()


def test_one_of_several_links_that_is_known_is_enough(as_alice: Actor) -> None:
    tasks = "Record ID,Task Title,Task Status,Associated Contact IDs\n7,Ring,COMPLETED,99;1\n8,Write,COMPLETED,98;99\n"
    move = moved("hubspot", given(contacts=CONTACTS, tasks=tasks), by=as_alice)
    assert Task.objects.get().contact == Contact.objects.get()
    (refusal,) = Import.objects.get(move=move, kind="task").refusals.all()
    assert refusal.problems[0]["reason"] == "Nobody you see is known by “98, 99”."


def test_words_that_nobody_knows_are_asked_for(as_alice: Actor) -> None:
    tasks = "Record ID,Task Title,Task Status\n7,Ring,Parked\n8,Write,COMPLETED\n9,Call,Odd\n"
    move = start_move("hubspot", given(tasks=tasks), by=as_alice)
    (one,) = files_of_move(move)
    asked = [(each.word, each.count, each.said) for each in unknown_words(one)]
    assert asked == [("Odd", 1, None), ("Parked", 1, None)]
    with pytest.raises(MoveRefused, match="Odd, Parked"):
        prepare_move(move.id, by=as_alice)
    with pytest.raises(MoveRefused, match="changed meanwhile"):
        choose_words_of(move.id, one.id, {("state", "Parked"): "made up"}, by=as_alice)
    choose_words_of(move.id, one.id, {("state", "Parked"): "done", ("state", "Odd"): ""}, by=as_alice)
    brought_in(move, by=as_alice)
    assert dict(Task.objects.values_list("name", "state")) == {"Ring": "done", "Write": "done", "Call": "open"}


def test_people_who_are_unknown_are_asked_for(as_alice: Actor) -> None:
    move = start_move("hubspot", files_of("hubspot", but="deals"), by=as_alice)
    with pytest.raises(MoveRefused, match="Jane Doe"):
        prepare_move(move.id, by=as_alice)
    with pytest.raises(MoveRefused):
        choose_people(move.id, {"somebody else": ""}, by=as_alice)
    with pytest.raises(MoveRefused):
        choose_people(move.id, {"jane doe": "0f8fad5b-d9cb-469f-a165-70867728950e"}, by=as_alice)


def test_columns_that_nothing_takes_become_fields_in_one_press(as_ada: Actor) -> None:
    move = start_move("hubspot", files_of("hubspot", but="deals"), by=as_ada)
    companies = Import.objects.get(move=move, kind="company")
    assert {each.header: each.type for each in unused_columns(companies)} == {
        "Energy tariff": "text",
        "Solar roof": "yes_no",
    }
    places = [each.place for each in unused_columns(companies)]
    make_fields_of(move.id, companies.id, places, by=as_ada)
    choose_people(move.id, {key: "" for key in move.people}, by=as_ada)
    brought_in(move, by=as_ada)
    names = [spec.name for spec in record_kind("company").fields if spec.is_made]
    assert names == ["energy_tariff", "solar_roof"]


def test_who_may_not_make_fields_is_refused(as_alice: Actor) -> None:
    move = start_move("hubspot", files_of("hubspot", but="deals"), by=as_alice)
    companies = Import.objects.get(move=move, kind="company")
    places = [each.place for each in unused_columns(companies)]
    with pytest.raises(Exception, match="role does not allow"):
        make_fields_of(move.id, companies.id, places, by=as_alice)


def test_names_in_a_zip_lead_nowhere(as_alice: Actor, home: Path) -> None:
    contacts = CONTACTS.encode()
    move = start_move("hubspot", packed(**{"../../evil.csv": contacts, "/etc/other.csv": contacts}), by=as_alice)
    assert sorted(kinds(move)) == ["contacts.csv", "evil.csv", "other.csv"]
    assert not (home.parent / "evil.csv").exists()
    assert {Path(one.path).parent for one in files_of_move(move)} == {home / "files" / "imports"}


def test_a_zip_bomb_is_not_opened(as_alice: Actor) -> None:
    bomb = b"Record ID,Email\n" + b"0" * (30 * 1024**2)
    move = start_move("hubspot", packed(**{"bomb.csv": bomb}), by=as_alice)
    assert "unpacks into far more" in left_out(move)["bomb.csv"]
    assert kinds(move) == {"contacts.csv": "contact"}


def test_what_holds_no_records_is_left_out(as_alice: Actor) -> None:
    files = packed(**{"logo.png": b"\x89PNG", "inner.zip": b"PK\x03\x04", "__MACOSX/._a.csv": b"x", ".hidden": b"x"})
    move = start_move("hubspot", files, by=as_alice)
    assert set(left_out(move)) == {"logo.png", "inner.zip"}


def test_a_damaged_zip_is_refused(as_alice: Actor) -> None:
    whole = packed(**{"more.csv": CONTACTS.encode() * 200})[0][1].read()
    with pytest.raises(MoveRefused, match="damaged"):
        start_move("hubspot", [("export.zip", BytesIO(whole[: len(whole) // 2]))], by=as_alice)
    torn = bytearray(whole)
    torn[60:90] = b"\xff" * 30
    move_or_refusal = _started([("export.zip", BytesIO(bytes(torn)))], as_alice)
    assert "damaged" in move_or_refusal


def _started(files: Files, by: Actor) -> str:
    try:
        return " ".join(left_out(start_move("hubspot", files, by=by)).values())
    except MoveRefused as refusal:
        return str(refusal)


def test_too_many_files_are_refused(as_alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)
    with pytest.raises(MoveRefused, match="It holds 3 files"):
        start_move("hubspot", packed(**{"a.csv": b"x", "b.csv": b"x"}), by=as_alice)


def test_files_without_rows_or_text_are_told(as_alice: Actor) -> None:
    files = [*given(contacts=CONTACTS, empty="", header="Record ID,Email\n"), ("odd.csv", BytesIO(b"\x00\x01\x02"))]
    move = start_move("hubspot", files, by=as_alice)
    assert kinds(move).get("contacts.csv") == "contact"
    assert set(left_out(move)) >= {"empty.csv", "header.csv"}


def test_nothing_at_all_is_refused(as_alice: Actor) -> None:
    with pytest.raises(MoveRefused, match="Choose the files"):
        start_move("hubspot", [], by=as_alice)
    with pytest.raises(MoveRefused, match="Choose the program"):
        start_move("notes on paper", given(contacts=CONTACTS), by=as_alice)
    assert not Move.objects.exists()


def test_a_workbook_is_a_table_and_no_zip(as_alice: Actor) -> None:
    book, kept = openpyxl.Workbook(), BytesIO()
    for row in (["Record ID", "First Name", "Last Name", "Email"], ["1", "Ana", "Ferrer", "ana@ferrer.example"]):
        book.active.append(row)
    book.save(kept)
    kept.seek(0)
    move = moved("hubspot", [("contacts.xlsx", kept)], by=as_alice)
    assert move.state == "finished"
    assert Contact.objects.get().name == "Ana Ferrer"


def test_files_that_come_later_are_added(as_alice: Actor) -> None:
    move = start_move("hubspot", given(contacts=CONTACTS), by=as_alice)
    companies = "Record ID,Company name\n9,Ferrer Hermanos\n"
    add_move_files(move.id, zipped(given(companies=companies)), by=as_alice)
    brought_in(move, by=as_alice)
    assert Company.objects.get().name == "Ferrer Hermanos"
    with pytest.raises(MoveRefused, match="has begun"):
        add_move_files(move.id, given(more=companies), by=as_alice)


def test_one_that_has_not_begun_is_discarded_with_its_files(as_alice: Actor, home: Path) -> None:
    move = start_move("salesforce", files_of("salesforce"), by=as_alice)
    assert list((home / "files" / "imports").iterdir())
    discard_move(move.id, by=as_alice)
    assert not list((home / "files" / "imports").iterdir())
    assert not Import.objects.exists()


def test_the_files_of_a_move_are_gone_when_it_is_done(as_alice: Actor, home: Path) -> None:
    moved("pipedrive", files_of("pipedrive"), by=as_alice)
    assert not list((home / "files" / "imports").iterdir())


def test_a_stopped_move_goes_on(as_alice: Actor) -> None:
    move = start_move("hubspot", given(contacts=CONTACTS), by=as_alice)
    prepare_move(move.id, by=as_alice)
    stop_move(move.id, by=as_alice)
    run_move_to_the_end(move.id)
    assert not Contact.objects.exists()
    assert brought_in(move, by=as_alice).state == "finished"
    assert Contact.objects.count() == 1


def test_a_move_is_its_owners(as_alice: Actor, as_bob: Actor) -> None:
    move = start_move("hubspot", given(contacts=CONTACTS), by=as_alice)
    for act in (prepare_move, stop_move, discard_move):
        with pytest.raises(NotFound):
            act(move.id, by=as_bob)


def test_who_may_not_create_contacts_leaves_them_out(as_charlie: Actor, as_alice: Actor) -> None:
    with pytest.raises(Exception, match="role does not allow"):
        start_move("hubspot", given(contacts=CONTACTS), by=as_charlie)


def test_a_made_field_is_found_again(as_ada: Actor) -> None:
    """A second move uses the field that the first one made."""
    set_ = "Record ID,First Name,Last Name,Shoe size\n1,Ana,Ferrer,38\n"
    first = start_move("hubspot", given(contacts=set_), by=as_ada)
    (one,) = files_of_move(first)
    make_fields_of(first.id, one.id, [3], by=as_ada)
    brought_in(first, by=as_ada)
    again = start_move("hubspot", given(contacts=set_), by=as_ada)
    assert files_of_move(again)[0].mapping[3] == "shoe_size"
