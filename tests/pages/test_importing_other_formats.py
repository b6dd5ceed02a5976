"""Workbooks, vCards and JSON Lines come in by the same pages, command and API as CSV."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from trato.customers.public import Contact, create_contacts
from trato.foundation.imports.plans import given_row, plan_of
from trato.foundation.imports.queries import table_of
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.imports.use_cases.choose import choose_columns, choose_matching
from trato.foundation.imports.use_cases.run import bring_in_chunk, prepare_run, take_up
from trato.foundation.imports.use_cases.start import start_import_of
from trato.foundation.jobs import pacing
from trato.foundation.public import SYSTEM, Import, User, columns_of, error_file
from trato.kit.testing.real_files import real_file

CARDS = (
    "John_Doe_ANDROID", "John_Doe_BLACK_BERRY", "John_Doe_EVOLUTION", "John_Doe_GMAIL", "John_Doe_IPHONE",
    "John_Doe_LOTUS_NOTES", "John_Doe_MAC_ADDRESS_BOOK", "John_Doe_MS_OUTLOOK", "fullcontact", "gmail-list",
    "gmail-single", "gmail-single2", "issue114", "outlook-2003", "outlook-2007", "rfc2426-example", "rfc6350-example",
    "thunderbird-MoreFunctionsForAddressBook-extension",
)  # fmt: skip


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def alices_browser(alice: User, client: Client) -> Client:
    client.force_login(alice)
    return client


def brought_in(path: Path, *options: str) -> tuple[dict[str, int], Import]:
    out = io.StringIO()
    call_command("import", "contacts", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue()), Import.objects.latest("created_at")


def book(path: Path, *rows: list[object], sheet: str = "People") -> Path:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    other = made.create_sheet("Others")
    other.append(["Name", "Email"])
    other.append(["Otto Other", "otto@o.example"])
    made.save(path)
    return path


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_the_world_comes_in_or_is_refused_by_line_and_reason(name: str) -> None:
    path = real_file(f"vcards/ez-vcard/{name}.vcf")
    told, one = brought_in(path)

    assert told["rows"] == told["created"] + told["updated"] + told["skipped"] + told["failed"] > 0
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    for refusal in one.refusals.all():
        assert lines[refusal.line - 1].strip() == "BEGIN:VCARD"
        assert all(each["reason"] for each in refusal.problems)


def test_cards_of_the_world_with_groups_come_in() -> None:
    told, _one = brought_in(real_file("vcards/vobject/vcard_with_groups.vcf"))

    assert (told["created"], Contact.objects.get().name) == (1, "Meister Berger")


@pytest.mark.parametrize(("name", "said"), [("jcard-example.json", "JSON array"), ("rfc6351-example.xml", "XML")])
def test_cards_in_other_clothes_are_refused_in_words(name: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        brought_in(real_file(f"vcards/ez-vcard/{name}"))


def test_a_card_becomes_a_contact_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada;;;\nFN:Ada Lovelace\nORG:Engines Ltd;Sums\nTITLE:Countess\n"
        "EMAIL;TYPE=HOME:ada@h.example\nEMAIL;TYPE=PREF:ada@w.example\nTEL;TYPE=FAX:+34 911 234 560\n"
        "TEL:+34 911 234 567\nADR;TYPE=WORK:;;Calle 1;Madrid;;28001;Spain\nADR;TYPE=HOME:;;Calle 2;Soria;;42001;Spain\n"
        "CATEGORIES:new,old\\, but good\nEND:VCARD\n"
    )
    told, _one = brought_in(path)
    ada = Contact.objects.get()

    assert told["created"] == 1
    assert (ada.name, ada.given_name, ada.family_name) == ("Ada Lovelace", "Ada", "Lovelace")
    assert list(ada.identities.order_by("place").values_list("value", flat=True))[:2] == [
        "ada@w.example",
        "ada@h.example",
    ]
    assert not ada.identities.filter(value__contains="560").exists()
    assert list(ada.addresses.order_by("place").values_list("city", "country")) == [("Madrid", "ES"), ("Soria", "ES")]


def test_a_workbook_comes_in_by_the_command_from_the_sheet_that_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "people.xlsx", ["Name", "Email"], ["Ada", "ada@a.example"], ["Bob", "no address"])

    told, one = brought_in(path)
    assert (told["created"], told["failed"]) == (1, 1)
    assert one.refusals.get().line == 3
    assert "no address" in "".join(error_file(one))
    told, _one = brought_in(path, "--sheet", "Others")
    assert (told["created"], path.exists()) == (1, True)
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Ada", "Otto Other"]


def test_a_cell_that_was_not_worked_out_refuses_its_row_only_where_it_is_used(tmp_path: Path) -> None:
    rows = [["Name", "Email", "Score"], ["Ada", "ada@a.example", "#N/A"], ["#REF!", "bob@a.example", 3]]
    told, one = brought_in(book(tmp_path / "people.xlsx", *rows))

    assert (told["created"], told["failed"]) == (1, 1)
    (problem,) = one.refusals.get().problems
    assert (problem["column"], problem["value"]) == ("Name", "#REF!")


def test_a_person_brings_a_workbook_in_and_chooses_its_sheet(
    alices_browser: Client, tmp_path: Path, home: Path
) -> None:
    content = book(tmp_path / "people.xlsx", ["Name", "Email"], ["Ada", "ada@a.example"]).read_bytes()
    file = SimpleUploadedFile("people.xlsx", content)
    answer = alices_browser.post(reverse("web:import_start"), {"kind": "contact", "file": file})
    one = Import.objects.get()
    page = alices_browser.get(answer.url).content.decode()

    assert "XLSX" in page
    assert "Others" in page
    assert "Encoding" not in page
    reading = {"sheet": "Others", "has_header": "on"}
    assert alices_browser.post(reverse("web:import_reading", args=[one.id]), reading).status_code == 302
    fields = {f"column_{place}": name for place, name in enumerate(("name", "email"))}
    alices_browser.post(reverse("web:import_columns", args=[one.id]), fields)
    alices_browser.post(reverse("web:import_matching", args=[one.id]), {"key": "email", "rule": "update"})
    one = prepare_run(one.id, by=one.user.acting("import"))
    run_to_the_end(one.id)

    assert list(Contact.objects.values_list("name", flat=True)) == ["Otto Other"]
    assert list((home / "files" / "imports").iterdir()) == []


def test_a_sheet_with_nothing_but_a_header_is_refused_and_the_other_one_stays(
    alices_browser: Client, alice: User, tmp_path: Path
) -> None:
    path = tmp_path / "people.xlsx"
    made = openpyxl.load_workbook(book(path, ["Name", "Email"], ["Ada", "ada@a.example"]))
    made.create_sheet("Bare").append(["A", "B", "C"])
    made.save(path)
    one = start_import_of(path, kind="contact", file_name="people.xlsx", by=alice.acting("import"))
    answer = alices_browser.post(reverse("web:import_reading", args=[one.id]), {"sheet": "Bare", "has_header": "on"})

    assert answer.status_code == 422
    assert "no rows" in answer.content.decode()
    assert [view.header for view in columns_of(one, by=alice.acting("import"))] == ["Name", "Email"]


def test_vcards_and_json_lines_need_no_answers_about_how_they_are_written(alices_browser: Client) -> None:
    for name, content in (
        ("a.vcf", b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n"),
        ("a.jsonl", b'{"name":"Ada","email":"a@x.example"}\n'),
    ):
        file = SimpleUploadedFile(name, content)
        answer = alices_browser.post(reverse("web:import_start"), {"kind": "contact", "file": file}, follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Read the file again" not in page


def test_a_bomb_is_refused_on_the_page_and_not_kept(alices_browser: Client, home: Path) -> None:
    file = SimpleUploadedFile("x.xlsx", b"PK\x03\x04[Content_Types].xml" + b"\0" * 100)
    answer = alices_browser.post(reverse("web:import_start"), {"kind": "contact", "file": file})

    assert answer.status_code == 422
    assert "damaged" in answer.content.decode()
    assert list((home / "files" / "imports").iterdir()) == []


@pytest.mark.parametrize("ending", ["xlsx", "jsonl", "vcf"])
def test_an_import_that_fell_goes_on_behind_its_last_row(
    ending: str, alice: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pacing, name, 2)
    by = alice.acting("import")
    one = start_import_of(seven(tmp_path / f"seven.{ending}"), kind="contact", file_name="seven", by=by)
    choose_columns(one.id, fields=one.mapping, by=by)
    choose_matching(one.id, key="email", rule="create", by=by)
    one = prepare_run(one.id, by=by)
    taken = take_up(one.id, by=by)
    plan = plan_of(taken, by=by, change_set=taken.change_set.id)
    assert bring_in_chunk(taken, [given_row(plan, row) for row in table_of(taken).sample(2)], plan=plan, by=by)

    run_to_the_end(one.id)
    one.refresh_from_db()
    assert (one.state, one.row_count, one.created_count) == ("finished", 7, 7)
    assert sorted(Contact.objects.values_list("name", flat=True)) == [f"Guest {n}" for n in range(7)]


def seven(path: Path) -> Path:
    names = [(f"Guest {n}", f"g{n}@g.example") for n in range(7)]
    if path.suffix == ".xlsx":
        return book(path, ["Name", "Email"], *map(list, names))
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps({"name": name, "email": email}) + "\n" for name, email in names))
    else:
        path.write_text("".join(f"BEGIN:VCARD\nFN:{name}\nEMAIL:{email}\nEND:VCARD\n" for name, email in names))
    return path


# There and back

NOT_BROUGHT_IN = ("Trato id", "Created", "Changed")

MANY = [
    {"name": "Ana “Plain” Ñandú", "email": "ana@a.example", "tags": ["new", "a, b", 'said "so"'], "city": "Lima"},
    {"name": "=1+1", "given_name": "'=quoted", "email": "b@b.example", "website": "https://b.example"},
    {"name": "#N/A", "email": "c@c.example", "phone": "+34 911 234 567", "job_title": 'Über, Chef; "x"'},
    {
        "name": "Line\tEnds",
        "identities": [
            {"kind": "email", "value": "d@d.example", "label": "work"},
            {"kind": "email", "value": "e@e.example"},
            {"kind": "phone", "value": "+34 911 234 568", "label": "home"},
        ],
        "addresses": [{"street": "Calle 1", "city": "Soria", "country": "ES"}, {"city": "Lima", "country": "PE"}],
    },
]


def exported(path: Path) -> str:
    call_command("export", "contacts", str(path), "--without-mark", "--sort", "created_at", stdout=io.StringIO())
    return path.read_text()


def test_json_lines_that_left_come_back_the_same_into_an_empty_house(tmp_path: Path) -> None:
    create_contacts(MANY, by=SYSTEM)
    before = exported(tmp_path / "before.jsonl")
    with_ids = [json.loads(line) for line in before.splitlines()]
    assert {type(value) for row in with_ids for value in row.values()} >= {str, list}
    cells = exported(tmp_path / "before.csv")
    forget_all()

    told, _one = brought_in(tmp_path / "before.jsonl")
    assert (told["created"], told["failed"]) == (len(MANY), 0)
    again = [json.loads(line) for line in exported(tmp_path / "after.jsonl").splitlines()]
    assert [without_facts(row) for row in again] == [without_facts(row) for row in with_ids]
    assert rows_of(exported(tmp_path / "after.csv")) == rows_of(cells)


def test_json_lines_over_what_is_there_change_nothing(tmp_path: Path) -> None:
    create_contacts(MANY, by=SYSTEM)
    exported(tmp_path / "here.jsonl")
    told, _one = brought_in(tmp_path / "here.jsonl")

    assert (told["created"], told["updated"], told["failed"], told["skipped"]) == (0, 0, 0, len(MANY))


def test_the_menu_of_a_list_offers_json_lines(alices_browser: Client, alice: User) -> None:
    create_contacts(MANY[:1], by=alice.acting("page"))
    answer = alices_browser.post("/exports/new/contacts/", {"columns": "all", "format": "jsonl", "mark": "on"})
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert "jsonl" in alices_browser.get("/exports/new/contacts/").content.decode()
    assert answer["Content-Type"].startswith("application/jsonl")
    assert json.loads(told.splitlines()[0])["Tags"] == ["a, b", "new", 'said "so"']


def forget_all() -> None:
    """As another house that never knew them."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate customers_contact cascade")


def without_facts(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in NOT_BROUGHT_IN}


def rows_of(text: str) -> list[dict[str, str]]:
    return [without_facts(row) for row in csv.DictReader(io.StringIO(text))]
