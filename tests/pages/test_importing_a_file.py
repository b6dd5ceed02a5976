"""A person brings a file in, step by step, as the pages ask."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trato.customers.public import Company, Contact
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.public import Import, User
from trato.kit.testing.real_files import real_file

GUESTS = "Full name,E-mail,Town,Shoe size\nAna Ferrer,ana@ferrer.example,Soria,38\nLuis,luis@@ferrer.example,Soria,44\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def alices_browser(alice: User, client: Client) -> Client:
    client.force_login(alice)
    return client


def upload(browser: Client, content: bytes | str, *, kind: str = "contact", name: str = "guests.csv") -> Import:
    raw = content.encode() if isinstance(content, str) else content
    answer = browser.post(reverse("web:import_start"), {"kind": kind, "file": SimpleUploadedFile(name, raw)})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.order_by("-created_at").first()


def go_through(browser: Client, one: Import, **chosen: str) -> Import:
    fields = {f"column_{place}": field for place, field in enumerate(one.mapping)} | chosen
    browser.post(reverse("web:import_columns", args=[one.id]), fields)
    one.refresh_from_db()
    browser.post(reverse("web:import_matching", args=[one.id]), {"key": one.key, "rule": "update"})
    browser.post(reverse("web:import_run", args=[one.id]))
    run_to_the_end(one.id)
    one.refresh_from_db()
    return one


def shown(browser: Client, name: str, one: Import) -> str:
    answer = browser.get(reverse(name, args=[one.id]), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_asks_for_a_file(alices_browser: Client) -> None:
    page = alices_browser.get(reverse("web:import_start")).content.decode()

    assert 'type="file"' in page
    assert "Contacts" in page
    assert "Companies" in page


def test_a_list_can_say_what_the_file_will_hold(alices_browser: Client) -> None:
    page = alices_browser.get(reverse("web:import_start"), {"kind": "company"}).content.decode()

    assert re.search(r'value="company"\s+selected', page)


def test_a_file_comes_in(alices_browser: Client) -> None:
    one = go_through(alices_browser, upload(alices_browser, GUESTS))

    assert [contact.name for contact in Contact.objects.all()] == ["Ana Ferrer"]
    assert (one.state, one.created_count, one.failed_count) == ("finished", 1, 1)


def test_it_is_the_work_of_whoever_brought_it_in(alices_browser: Client, alice: User) -> None:
    go_through(alices_browser, upload(alices_browser, GUESTS))

    assert Contact.objects.get().owner == alice


def test_accounts_come_in_as_a_person_would_bring_them(alices_browser: Client) -> None:
    accounts = real_file("sales_pipeline/accounts.csv").read_bytes()
    one = go_through(alices_browser, upload(alices_browser, accounts, kind="company", name="accounts.csv"))

    assert (one.row_count, one.created_count, one.failed_count) == (85, 85, 0)
    assert Company.objects.get(name="Bluth Company").parent.name == "Acme Corporation"


def test_the_columns_show_what_stands_in_them(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    page = shown(alices_browser, "web:import_columns", one)

    assert one.mapping == ["name", "email", "city", ""]
    assert "ana@ferrer.example" in page
    assert "Shoe size" in page


def test_another_encoding_reads_the_file_again(alices_browser: Client) -> None:
    one = upload(alices_browser, "name;city\nNúria;Cádiz\n".encode("cp1252"))
    assert (one.encoding, one.separator) == ("cp1252", ";")

    reading = {"encoding": "cp1252", "separator": ",", "quotes": "double", "has_header": "on"}
    alices_browser.post(reverse("web:import_reading", args=[one.id]), reading)

    one.refresh_from_db()
    assert one.header == ["name;city"]


def test_an_encoding_nobody_offered_is_refused_at_its_field(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    answer = alices_browser.post(reverse("web:import_reading", args=[one.id]), {"encoding": "rot13", "separator": ","})

    assert answer.status_code == 422
    assert "rot13" in answer.content.decode()


def test_two_columns_cannot_be_one_field_and_what_was_chosen_stays(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    chosen = {"column_0": "name", "column_1": "country", "column_2": "country", "column_3": ""}
    answer = alices_browser.post(reverse("web:import_columns", args=[one.id]), chosen)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert page.count("Two columns cannot both be") == 2
    assert page.count('value="country" selected') == 2


def test_no_column_at_all_is_refused(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    answer = alices_browser.post(reverse("web:import_columns", args=[one.id]), {})

    assert answer.status_code == 422
    assert "No column is used" in answer.content.decode()


def test_the_preview_tells_what_would_happen_and_changes_nothing(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    alices_browser.post(reverse("web:import_columns", args=[one.id]), {"column_0": "name", "column_1": "email"})
    alices_browser.post(reverse("web:import_matching", args=[one.id]), {"key": "email", "rule": "update"})
    page = shown(alices_browser, "web:import_preview", one)

    assert "There are two @ signs" in page
    assert "luis@@ferrer.example" in page
    assert not Contact.objects.exists()


def test_the_wizard_is_left_and_come_back_to(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    alices_browser.post(reverse("web:import_columns", args=[one.id]), {"column_0": "name"})

    answer = alices_browser.get(reverse("web:import", args=[one.id]))

    assert answer["Location"] == reverse("web:import_matching", args=[one.id])


def test_a_running_import_says_how_far_it_is_and_asks_again_by_itself(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    Import.objects.filter(pk=one.id).update(state="running")
    page = shown(alices_browser, "web:import", one)

    assert 'hx-trigger="every 2s"' in page
    assert "Refresh" in page


def test_it_can_be_stopped_and_go_on(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    alices_browser.post(reverse("web:import_columns", args=[one.id]), {"column_0": "name"})
    alices_browser.post(reverse("web:import_matching", args=[one.id]), {"key": "name", "rule": "update"})
    alices_browser.post(reverse("web:import_run", args=[one.id]))
    alices_browser.post(reverse("web:import_stop", args=[one.id]))
    run_to_the_end(one.id)
    assert not Contact.objects.exists()
    assert "Go on" in shown(alices_browser, "web:import", one)

    alices_browser.post(reverse("web:import_run", args=[one.id]))
    run_to_the_end(one.id)

    assert Contact.objects.count() == 2


def test_the_result_offers_the_error_file_and_the_records(alices_browser: Client) -> None:
    one = go_through(alices_browser, upload(alices_browser, GUESTS))
    page = shown(alices_browser, "web:import", one)

    assert reverse("web:import_errors", args=[one.id]) in page
    assert reverse("web:list", args=["contacts"]) in page
    assert 'hx-trigger="every' not in page


def test_the_error_file_holds_the_rows_with_their_reasons(alices_browser: Client) -> None:
    one = go_through(alices_browser, upload(alices_browser, GUESTS))
    answer = alices_browser.get(reverse("web:import_errors", args=[one.id]))
    header, row = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert header == "line,column,value,reason,Full name,E-mail,Town,Shoe size"
    assert (
        row == "3,E-mail,luis@@ferrer.example,There are two @ signs in the address.,Luis,luis@@ferrer.example,Soria,44"
    )
    assert "attachment" in answer["Content-Disposition"]


def test_what_is_no_table_is_refused_with_the_reason(alices_browser: Client) -> None:
    for content, reason in (
        (b"", "The file is empty"),
        (b"a,b\n", "has no rows"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture and no CSV"),
    ):
        answer = alices_browser.post(
            reverse("web:import_start"), {"kind": "contact", "file": SimpleUploadedFile("x.csv", content)}
        )
        assert answer.status_code == 422
        assert reason in answer.content.decode()


def test_a_refused_file_is_not_kept(alices_browser: Client, home: Path) -> None:
    file = SimpleUploadedFile("x.csv", b"a,b\n")
    alices_browser.post(reverse("web:import_start"), {"kind": "contact", "file": file})

    assert not Import.objects.exists()
    assert list((home / "files" / "imports").iterdir()) == []


def test_the_upload_is_its_owners_only_and_goes_when_it_is_in(alices_browser: Client) -> None:
    one = upload(alices_browser, GUESTS)
    assert Path(one.path).stat().st_mode & 0o777 == 0o600

    go_through(alices_browser, one)

    assert not Path(one.path).exists()


def test_no_file_at_all_is_said_at_the_field(alices_browser: Client) -> None:
    answer = alices_browser.post(reverse("web:import_start"), {"kind": "contact"})

    assert answer.status_code == 422
    assert "This field is required" in answer.content.decode()


def test_what_runs_cannot_be_changed_any_more(alices_browser: Client) -> None:
    one = go_through(alices_browser, upload(alices_browser, GUESTS))

    for name in ("web:import_columns", "web:import_matching", "web:import_preview"):
        answer = alices_browser.get(reverse(name, args=[one.id]))
        assert answer["Location"] == reverse("web:import", args=[one.id])
    assert alices_browser.post(reverse("web:import_run", args=[one.id])).status_code == 422


PAGES = ("import", "import_columns", "import_matching", "import_preview", "import_errors")


def test_bob_does_not_see_what_alice_brings_in(alices_browser: Client, bob: User) -> None:
    one = upload(alices_browser, GUESTS)
    alices_browser.force_login(bob)

    for name in PAGES:
        assert alices_browser.get(reverse(f"web:{name}", args=[one.id])).status_code == 404
    for name in ("import_run", "import_stop"):
        assert alices_browser.post(reverse(f"web:{name}", args=[one.id])).status_code == 404


def test_ada_sees_every_import(alices_browser: Client, ada: User) -> None:
    one = upload(alices_browser, GUESTS)
    alices_browser.force_login(ada)

    assert "guests.csv" in shown(alices_browser, "web:import", one)


def test_charlie_may_not(client: Client, charlie: User) -> None:
    client.force_login(charlie)

    assert client.get(reverse("web:import_start")).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client: Client, installed: object) -> None:
    assert client.get(reverse("web:import_start")).status_code == 302


def test_markup_in_a_file_is_shown_as_text(alices_browser: Client) -> None:
    one = upload(alices_browser, "name,<b>x\n<script>alert(1)</script>,<img src=x>\n", name="<i>.csv")
    page = shown(alices_browser, "web:import_columns", one)

    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
