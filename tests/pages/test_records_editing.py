"""Fields edited in place: what is kept, what is refused, and nobody overwritten."""

import pytest

from tests.pages.editor import HTMX, Editor
from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
    update_companies,
)
from trato.foundation.public import Actor, RecordUpdate, Team, User


@pytest.fixture
def at_nuria(alice: User, nuria: Contact) -> Editor:
    return Editor(alice, nuria)


@pytest.fixture
def at_bakery(alice: User, bakery: Company) -> Editor:
    return Editor(alice, bakery)


def test_the_editor_holds_the_value_and_the_version_seen(at_nuria: Editor) -> None:
    said = at_nuria.open("name")

    assert 'value="Núria Bosch"' in said
    assert 'name="seen_version" value="1"' in said
    assert "data-editor" in said


def test_without_a_script_the_editor_is_a_whole_page(at_nuria: Editor) -> None:
    said = at_nuria.client.get(at_nuria.address("name")).content.decode()

    assert "<html" in said
    assert 'name="seen_version"' in said


def test_saving_answers_the_field_the_header_and_the_story(at_nuria: Editor) -> None:
    answer = at_nuria.save("name", "Núria Bosch i Pla", seen_version=1)

    said = answer.content.decode()
    assert answer.status_code == 200
    assert at_nuria.stored("name") == "Núria Bosch i Pla"
    for place in ("#record-head", "#story", "#panels"):
        assert f'hx-target="{place}' in said
    assert "changed Name" in said


def test_saving_without_a_script_goes_back_to_the_field(at_nuria: Editor) -> None:
    answer = at_nuria.client.post(at_nuria.address("name"), {"value": "Núria"})

    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{at_nuria.record.pk}/#field-name")


def test_patch_saves_too(at_nuria: Editor) -> None:
    body = "value=N%C3%BAria"
    answer = at_nuria.client.patch(
        at_nuria.address("name"), body, content_type="application/x-www-form-urlencoded", headers=HTMX
    )

    assert (answer.status_code, at_nuria.stored("name")) == (200, "Núria")


def test_cancelling_reads_the_value_again(at_nuria: Editor) -> None:
    said = at_nuria.client.get(at_nuria.address("name"), {"reading": ""}, headers=HTMX).content.decode()

    assert "data-edit " in said
    assert "data-editor" not in said


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("email", "nuria.bosch@bakery.example", "nuria.bosch@bakery.example"),
        ("phone", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("website", "https://nuria.example/", "https://nuria.example/"),
        ("city", "Alzira", "Alzira"),
        ("country", "IN", "India"),
        ("language", "te", "Telugu"),
        ("time_zone", "America/New_York", "America/New York"),
        ("lifecycle_stage", "advocate", "Advocate"),
        ("lead_status", "qualified", "Qualified"),
        ("job_title", "Head baker", "Head baker"),
        ("external_id", "CRM-118", "CRM-118"),
    ],
)
def test_every_type_of_field_can_be_edited(at_nuria: Editor, field: str, typed: str, shown: str) -> None:
    assert "data-editor" in at_nuria.open(field)

    answer = at_nuria.save(field, typed, seen_version=1)

    assert answer.status_code == 200, answer.content.decode()
    assert shown in answer.content.decode().partition("hx-partial")[0].replace("<wbr>", "")
    assert typed in at_nuria.open(field), "the editor opens on what is stored"


def test_the_team_goes_with_the_owner(at_nuria: Editor, bob: User, south: Team, ada: User) -> None:
    at_nuria.client.force_login(ada)

    said = at_nuria.save("owner", str(bob.id)).content.decode()

    assert at_nuria.stored("team_id") == south.id
    assert '#field-team:not(.t-field-edit)"' in said, "the other field is shown anew unless it is being edited"


def test_whoever_gives_a_record_away_is_told_where_it_went(at_nuria: Editor, bob: User) -> None:
    answer = at_nuria.save("owner", str(bob.id))

    assert at_nuria.stored("owner_id") == bob.id
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/contacts/")


def test_a_company_is_linked_by_its_name(at_nuria: Editor, as_alice: Actor) -> None:
    create_companies([{"name": "Huerta del Júcar"}], by=as_alice)

    answer = at_nuria.save("company", "huerta del júcar")

    assert answer.status_code == 200
    assert at_nuria.record.positions.get().company.name == "Huerta del Júcar"


def test_typing_a_company_offers_the_ones_that_match(at_nuria: Editor, as_alice: Actor) -> None:
    create_companies([{"name": "Huerta del Júcar"}, {"name": "Twin"}, {"name": "Twin"}], by=as_alice)
    address = f"{at_nuria.address('company')}suggestions/"

    found = at_nuria.client.get(address, {"value": "jucar"}, headers=HTMX).content.decode()
    twins = at_nuria.client.get(address, {"value": "twin"}, headers=HTMX).content.decode()

    assert '<option value="Huerta del Júcar"></option>' in found
    assert twins.count('label="Twin"') == 2, "two of one name are told apart by their id"
    assert not at_nuria.client.get(address, headers=HTMX).content.strip()


def test_money_is_an_amount_and_a_currency(at_bakery: Editor) -> None:
    answer = at_bakery.save("annual_revenue", "1,234.50", currency="INR")

    assert "₹1,234.50" in answer.content.decode()
    assert 'value="1234.5"' in at_bakery.open("annual_revenue")
    assert at_bakery.save("annual_revenue", "", currency="INR").status_code == 200
    assert at_bakery.stored("annual_revenue") is None


def test_money_is_read_as_its_writer_writes_it(at_bakery: Editor, alice: User) -> None:
    alice.language = "es"
    alice.save()

    at_bakery.save("annual_revenue", "1.234,50", currency="EUR")

    assert str(at_bakery.stored("annual_revenue")) == "1234.5000"
    assert 'value="1234,5"' in at_bakery.open("annual_revenue")


def test_what_is_no_money_stays_in_the_editor_with_the_reason(at_bakery: Editor) -> None:
    answer = at_bakery.save("annual_revenue", "lots", currency="USD")

    said = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="lots"' in said
    assert "<option selected>USD</option>" in said
    assert "not an amount" in said


def test_tags_are_kept_taken_off_and_added(at_nuria: Editor) -> None:
    at_nuria.save("tags", "drip, reference visit")
    said = at_nuria.open("tags")
    assert said.count('name="kept"') == 2

    answer = at_nuria.save("tags", "subsidy", kept=["drip"])

    read = answer.content.decode().partition("hx-partial")[0]
    assert "drip" in read
    assert "subsidy" in read
    assert "reference visit" not in read


def test_tags_in_use_are_offered(at_nuria: Editor) -> None:
    at_nuria.save("tags", "drip")

    offered = at_nuria.client.get(f"{at_nuria.address('tags')}suggestions/", {"value": "Dr"}, headers=HTMX)

    assert '<option value="drip">' in offered.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("name", "", "A contact needs a name."),
        ("email", "nuria@@bakery", "@"),
        ("phone", "call me", "call me"),
        ("owner", "nobody", "No colleague is called"),
        ("lifecycle_stage", "enemy", "none of the choices"),
        ("language", "klingonese", "No language is called"),
        ("time_zone", "Mars/Olympus", "No time zone is called"),
    ],
)
def test_a_refusal_keeps_the_text_and_says_why(at_nuria: Editor, field: str, typed: str, reason: str) -> None:
    answer = at_nuria.save(field, typed, seen_version=1)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{typed}"' in said
    assert reason in said
    assert 'aria-invalid="true"' in said


def test_an_email_of_another_is_refused_at_the_field(at_nuria: Editor, as_alice: Actor) -> None:
    create_contacts([{"name": "Eva", "email": "eva@huerta.example"}], by=as_alice)

    answer = at_nuria.save("email", "eva@huerta.example")

    assert answer.status_code == 422
    assert "already belongs to Eva" in answer.content.decode()


def test_a_refusal_without_a_script_is_a_page_with_the_text(at_nuria: Editor) -> None:
    answer = at_nuria.client.post(at_nuria.address("email"), {"value": "nuria@@bakery"})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "<html" in said
    assert 'value="nuria@@bakery"' in said


def test_a_countrys_name_in_words_stays_and_can_be_edited(at_nuria: Editor) -> None:
    at_nuria.save("country", "Freedonia")

    assert '<option value="Freedonia" selected>Freedonia</option>' in at_nuria.open("country")


def test_an_owner_who_left_keeps_his_name_in_the_editor(at_nuria: Editor, alice: User, ada: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    at_nuria.client.force_login(ada)

    assert f'<option value="{alice.id}" selected>Alice</option>' in at_nuria.open("owner")


def test_a_company_is_not_its_own_part(at_bakery: Editor) -> None:
    answer = at_bakery.save("parent", "Corner Bakery")

    assert answer.status_code in (409, 422)
    assert at_bakery.stored("parent_id") is None


def test_a_companys_own_fields_are_saved(at_bakery: Editor, as_ada: Actor) -> None:
    update_companies([RecordUpdate(id=at_bakery.record.pk, values={"industry": "Food"})], by=as_ada)

    assert at_bakery.save("employee_count", "1,200", seen_version=1).status_code == 200
    assert at_bakery.stored("employee_count") == 1200
