"""Consents for programs and on the pages of colleagues."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from trato.customers.consent.models import Consent, Purpose
from trato.customers.public import Contact, create_contacts, create_purpose, write_note
from trato.foundation.public import SYSTEM, Actor, Erasure, User, run_erasure_to_the_end
from trato.kit.clock import now
from trato.kit.testing.programs import Program

GIVEN = {"purpose": "newsletter", "channel": "email", "state": "given", "wording": 1, "language": "en"}


@pytest.fixture(autouse=True)
def newsletter(installed: object) -> Purpose:
    return create_purpose("newsletter", "Newsletter", channels=["email"], wordings={"en": "Write to me."}, by=SYSTEM)


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def adas_page(ada: User) -> Client:
    client = Client()
    client.force_login(ada)
    return client


class TestPrograms:
    def test_they_write_down_and_read_back(self, program: Program, nuria: Contact) -> None:
        written = program.post(f"/contacts/{nuria.id}/consents", GIVEN)
        assert written.status_code == 201, written.content
        assert written.json()["wording"] == {"version": 1, "language": "en", "text": "Write to me."}

        told = program.get(f"/contacts/{nuria.id}/consents").json()

        assert told["results"] == [written.json()]
        assert told["standing"][0]["state"] == "given"
        assert Client().get(told["preference_path"]).status_code == 200

    def test_purposes_come_with_the_words_in_use(self, program: Program) -> None:
        (found,) = program.get("/purposes").json()["results"]

        assert (found["code"], found["wordings"][0]["text"]) == ("newsletter", "Write to me.")

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"purpose": "nothing"}, "purpose"),
            ({"channel": "pigeon"}, "channel"),
            ({"state": "perhaps"}, "state"),
            ({"wording": 7}, "wording"),
            ({"wording": 2**70}, "wording"),
            ({"wording": None}, "wording"),
            ({"at": "2199-01-01T00:00:00Z"}, "at"),
            ({"at": "yesterday"}, "at"),
            ({"proof": "\x00"}, "proof"),
            ({"colour": "red"}, "colour"),
            ({"purpose": ["newsletter"]}, "purpose"),
        ],
    )
    def test_what_cannot_be_is_refused_by_name(
        self, program: Program, nuria: Contact, facts: dict[str, Any], field: str
    ) -> None:
        answer = program.post(f"/contacts/{nuria.id}/consents", {**GIVEN, **facts})

        assert answer.status_code == 422
        assert field in {each["field"] for each in answer.json()["errors"]}
        assert not Consent.objects.exists()

    def test_the_same_at_the_same_moment_is_nothing_new(self, program: Program, nuria: Contact) -> None:
        facts = {**GIVEN, "at": (now() - timedelta(days=1)).isoformat()}

        answers = [program.post(f"/contacts/{nuria.id}/consents", facts).status_code for _ in range(2)]

        assert answers == [201, 204]

    def test_the_ledger_is_walked_by_cursor(self, program: Program, nuria: Contact) -> None:
        for days in range(5):
            facts = {**GIVEN, "at": (now() - timedelta(days=days)).isoformat()}
            program.post(f"/contacts/{nuria.id}/consents", facts)
        seen, after = [], {}
        while True:
            told = program.get(f"/contacts/{nuria.id}/consents", limit=2, **after).json()
            seen += [each["id"] for each in told["results"]]
            if not told["paging"]["next"]:
                break
            after = told["paging"]["next"]

        assert len(seen) == len(set(seen)) == 5
        assert program.get(f"/contacts/{nuria.id}/consents", after="x").status_code == 422

    def test_who_does_not_see_the_contact_sees_no_consent(self, bobs_program: Program, nuria: Contact) -> None:
        assert bobs_program.get(f"/contacts/{nuria.id}/consents").status_code == 404
        assert bobs_program.post(f"/contacts/{nuria.id}/consents", GIVEN).status_code == 404

    def test_they_erase_and_read_the_certificate(
        self, ada: User, program_of: Callable[[User], Program], nuria: Contact
    ) -> None:
        program = program_of(ada)
        begun = program.post(f"/contacts/{nuria.id}/erase")
        assert begun.status_code == 202, begun.content
        run_erasure_to_the_end(Erasure.objects.get().id)

        told = program.get(f"/erasures/{begun.json()['id']}").json()

        assert (told["state"], told["removed"]["customers.contact"]) == ("finished", 1)
        assert program.post(f"/contacts/{nuria.id}/erase").status_code == 410
        assert program.get(f"/contacts/{nuria.id}/consents").status_code in (404, 410)
        assert program.get(f"/erasures/{uuid4()}").status_code == 404


class TestPages:
    def said(self, **facts: str) -> dict[str, str]:
        purpose = Purpose.objects.get()
        given = {"what": "newsletter:email", "state": "given", "wording": f"{purpose.id}_1_en", "proof": "By phone"}
        return {**given, "form_mark": "mark", **facts}

    def test_a_colleague_writes_down_what_was_said(self, page: Client, nuria: Contact) -> None:
        answer = page.post(f"/consents/{nuria.id}/record/", self.said())

        assert answer.status_code == 302
        told = page.get(f"/consents/{nuria.id}/").content.decode()
        assert "Write to me." in told
        assert "By phone" in told
        assert "Given" in page.get(f"/contacts/{nuria.id}/").content.decode(), "the box on the contact's page"

    def test_a_double_click_is_one_entry(self, page: Client, nuria: Contact) -> None:
        for _ in range(2):
            page.post(f"/consents/{nuria.id}/record/", self.said())

        assert Consent.objects.count() == 1

    def test_what_was_typed_is_not_lost(self, page: Client, nuria: Contact) -> None:
        answer = page.post(f"/consents/{nuria.id}/record/", self.said(wording="", proof="Said at the fair"))

        assert answer.status_code == 422
        assert "Said at the fair" in answer.content.decode()
        assert "Say which version of the wording" in answer.content.decode()

    def test_texts_of_people_are_texts(self, page: Client, nuria: Contact) -> None:
        page.post(f"/consents/{nuria.id}/record/", self.said(proof="<script>alert(1)</script>"))

        assert "<script>alert" not in page.get(f"/consents/{nuria.id}/").content.decode()

    def test_the_story_tells_of_it(self, page: Client, nuria: Contact) -> None:
        page.post(f"/consents/{nuria.id}/record/", self.said())

        assert "wrote down a consent to Newsletter (E-mail)" in page.get(f"/contacts/{nuria.id}/").content.decode()

    def test_a_purpose_is_made_and_its_wording_renewed(self, adas_page: Client) -> None:
        facts = {
            "label": "Product news",
            "code": "products",
            "channels": ["email"],
            "text_en": "Tell me.",
            "text_es": "",
        }
        assert adas_page.post("/settings/consents/new/", facts).status_code == 302
        purpose = Purpose.objects.get(code="products")
        assert adas_page.post("/settings/consents/new/", facts).status_code == 422

        adas_page.post(f"/settings/consents/{purpose.id}/wording/", {"text_en": "Tell me more.", "text_te": "చెప్పండి"})

        told = adas_page.get(f"/settings/consents/{purpose.id}/").content.decode()
        assert "Tell me." in told
        assert "చెప్పండి" in told
        assert "Product news" in adas_page.get("/settings/consents/").content.decode()
        assert "/settings/consents/" in adas_page.get("/settings/").content.decode()

    def test_erasing_asks_for_the_name(self, adas_page: Client, nuria: Contact, as_alice: Actor) -> None:
        write_note("Olives", by=as_alice, contact_id=nuria.id)
        told = adas_page.get(f"/privacy/{nuria.id}/").content.decode()
        assert "Notes: 1" in told

        assert adas_page.post(f"/privacy/{nuria.id}/", {"name": "Somebody"}).status_code == 422
        assert Contact.objects.filter(pk=nuria.id, is_standing=True).exists()
        answer = adas_page.post(f"/privacy/{nuria.id}/", {"name": " núria   BOSCH "})

        run_erasure_to_the_end(Erasure.objects.get().id)
        certificate = adas_page.get(answer["Location"]).content.decode()
        assert "Everything that named this person was erased." in certificate
        assert "Núria" not in certificate
        assert adas_page.get(f"/privacy/{nuria.id}/").status_code == 410
        assert adas_page.get(f"{answer['Location']}json/").json()["removed"]["customers.notes"] == 1

    def test_the_list_of_requests_names_nobody(self, adas_page: Client, nuria: Contact) -> None:
        adas_page.post(f"/privacy/{nuria.id}/answer/")
        adas_page.post(f"/privacy/{nuria.id}/", {"name": "Núria Bosch"})

        assert "Núria" not in adas_page.get("/settings/privacy/").content.decode()

    def test_many_consents_are_shown_by_few_questions(
        self, page: Client, as_alice: Actor, django_assert_max_num_queries: Any
    ) -> None:
        (saved,) = create_contacts([{"name": "Ana"}], by=as_alice)
        for number in range(20):
            page.post(f"/consents/{saved.id}/record/", self.said(form_mark=f"mark{number}", proof=f"{number}"))

        with django_assert_max_num_queries(30):
            page.get(f"/consents/{saved.id}/")
