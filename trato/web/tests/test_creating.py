import json
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from trato.foundation.public import Role, User, read_page, record_kind
from trato.kit.testing.real_files import real_file

HTMX = {"HX-Request": "true"}


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def stored(alice: User, kind: str = "contact") -> list[dict[str, Any]]:
    columns = ("name", "email", "company", "lifecycle_stage", "owner") if kind == "contact" else ("name", "domain")
    return read_page(record_kind(kind), seen_by=alice.acting(), columns=columns).rows


def test_the_dialog_asks_for_the_few_fields_of_the_kind(alices: Client) -> None:
    form = alices.get("/new/contact/", headers=HTMX).content.decode()

    assert "<html" not in form
    quick = [spec.name for spec in record_kind("contact").fields if spec.quick]
    for name in quick:
        assert f'name="{name}"' in form
    assert 'name="time_zone"' not in form
    assert "autofocus" in form


def test_without_javascript_it_is_a_page(alices: Client) -> None:
    page = alices.get("/new/company/").content.decode()

    assert "<h1>New company</h1>" in page
    assert 'action="/new/company/"' in page


def test_a_contact_is_made_and_opened(alice: User, alices: Client) -> None:
    given = {"name": "Núria Bosch", "email": "nuria@huerta.example", "company": "Huerta del Júcar", "phone": ""}
    answer = alices.post("/new/contact/", given)

    (row,) = stored(alice)
    assert (answer.status_code, answer["Location"]) == (303, f"/contacts/{row['id']}/")
    assert (row["name"], row["email"], row["company"]["name"]) == (
        "Núria Bosch",
        "nuria@huerta.example",
        "Huerta del Júcar",
    )
    assert row["owner"]["name"] == "Alice"


def test_the_dialog_goes_to_the_new_record(alice: User, alices: Client) -> None:
    answer = alices.post("/new/company/", {"name": "Huerta", "domain": "huerta.example"}, headers=HTMX)

    (row,) = stored(alice, "company")
    assert answer["HX-Redirect"] == f"/companies/{row['id']}/"


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(alice: User, alices: Client) -> None:
    answer = alices.post("/new/contact/", {"name": "Núria", "email": "nuria@@huerta", "phone": "600"}, headers=HTMX)
    form = answer.content.decode()

    assert answer.status_code == 422
    for kept in ('value="Núria"', 'value="nuria@@huerta"', 'value="600"'):
        assert kept in form
    assert 'id="new_email_error"' in form
    assert 'aria-describedby="new_email_error' in form
    assert stored(alice) == []


def test_nothing_typed_is_refused_with_a_reason(alice: User, alices: Client) -> None:
    answer = alices.post("/new/contact/", {})

    assert answer.status_code == 422
    assert "A contact needs a name, an e-mail or a phone." in answer.content.decode()


def test_whose_an_email_is_already_is_said(nuria: Any, alices: Client) -> None:
    answer = alices.post("/new/contact/", {"name": "Other", "email": "nuria@bakery.example"}, headers=HTMX)

    assert answer.status_code == 422
    assert "already belongs to Núria Bosch" in answer.content.decode()


def test_a_choice_that_is_none_is_refused_at_its_field(alice: User, alices: Client) -> None:
    answer = alices.post("/new/contact/", {"name": "Ana", "lifecycle_stage": "king"})

    assert answer.status_code == 422
    assert 'id="new_lifecycle_stage_error"' in answer.content.decode()


def test_a_field_that_may_only_be_read_is_not_offered(client: Client, alice: User) -> None:
    Role.objects.filter(people=alice).update(read_only_fields=["contact.phone"])
    client.force_login(alice)

    assert 'name="phone"' not in client.get("/new/contact/").content.decode()
    assert client.post("/new/contact/", {"name": "Ana", "phone": "600190044"}).status_code == 303


def test_fields_that_were_not_offered_are_not_taken(alice: User, alices: Client) -> None:
    alices.post("/new/contact/", {"name": "Ana", "owner": "nobody", "source": "x", "id": "1"})

    (row,) = stored(alice)
    assert row["owner"]["name"] == "Alice"


def test_charlie_may_not(client: Client, charlie: User) -> None:
    client.force_login(charlie)

    assert client.get("/new/contact/").status_code == 403
    assert client.post("/new/contact/", {"name": "X"}).status_code == 403


def test_there_is_no_such_kind(alices: Client) -> None:
    assert alices.get("/new/potato/").status_code == 404


def test_who_is_signed_out_signs_in_first(client: Client, installed: Any) -> None:
    assert client.post("/new/contact/", {"name": "X"}).status_code == 302


@pytest.mark.parametrize("text", [" ", "\x00", "<b>", "x" * 2_000, "‮evil", "{{ 7*7 }}", "a\r\nb", "\t"])
def test_anything_may_be_typed_and_nothing_is_lost(alice: User, alices: Client, text: str) -> None:
    answer = alices.post("/new/contact/", {"name": text, "company": text})

    assert answer.status_code in (303, 422)


def test_naughty_strings_are_stored_exactly_or_refused_in_words(alice: User, alices: Client) -> None:
    strings = [text for text in json.loads(real_file("robustness/blns/blns.json").read_text()) if text.strip()]
    kept = set()
    for text in strings[::5]:
        answer = alices.post("/new/contact/", {"name": text}, headers=HTMX)
        assert answer.status_code in (200, 422)
        kept |= {text} if answer.status_code == 200 else set()

    model: Any = record_kind("contact").model()
    assert kept <= set(model.objects.values_list("name", flat=True))
    assert len(kept) > 50


def mark_in(page: str) -> str:
    return page.partition('name="form_mark" value="')[2].partition('"')[0]


def test_a_form_sent_twice_makes_one_record(alice: User, alices: Client) -> None:
    given = {"name": "Eva", "form_mark": mark_in(alices.get("/new/contact/").content.decode())}
    first, second = (alices.post("/new/contact/", given) for _ in range(2))

    (row,) = stored(alice)
    assert first["Location"] == second["Location"] == f"/contacts/{row['id']}/"


def test_two_forms_and_a_form_filled_in_anew_make_records_of_their_own(alice: User, alices: Client) -> None:
    forms = [mark_in(alices.get("/new/contact/").content.decode()) for _ in range(2)]
    for name, form in (("Eva", forms[0]), ("Eva", forms[1]), ("Ana", forms[0])):
        alices.post("/new/contact/", {"name": name, "form_mark": form})

    assert [row["name"] for row in stored(alice)] == ["Ana", "Eva", "Eva"]


def test_a_refused_form_can_be_mended_and_sent_again(alice: User, alices: Client) -> None:
    mark = mark_in(alices.get("/new/contact/").content.decode())
    refused = alices.post("/new/contact/", {"name": "Eva", "email": "eva@@f", "form_mark": mark})
    assert mark_in(refused.content.decode()) == mark

    alices.post("/new/contact/", {"name": "Eva", "email": "eva@huerta.es", "form_mark": mark})
    assert [row["email"] for row in stored(alice)] == ["eva@huerta.es"]


def test_another_persons_form_is_no_way_to_their_record(alices: Client, bob: User) -> None:
    given = {"name": "Eva", "form_mark": mark_in(alices.get("/new/contact/").content.decode())}
    made = alices.post("/new/contact/", given)["Location"]
    bobs = Client()
    bobs.force_login(bob)

    assert bobs.post("/new/contact/", given)["Location"] != made


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_record(alice: User) -> None:
    ready = Barrier(2)

    def click() -> None:
        client = Client()
        client.force_login(alice)
        ready.wait()
        client.post("/new/contact/", {"name": "Eva", "form_mark": "one"})
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert len(stored(alice)) == 1
