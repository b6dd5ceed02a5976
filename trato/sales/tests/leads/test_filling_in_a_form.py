"""A form that anybody on the web can send."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, read_records, record_kind
from trato.sales.lead_forms.models import Answer, LeadForm
from trato.sales.tests.leads.conftest import JOAN

Send = Callable[..., Any]


def held(contact: Contact) -> dict[str, Any]:
    names = ["name", "email", "phone", "city", "lifecycle_stage", "lead_status", "source", "language", "owner"]
    return dict(read_records(record_kind("contact"), [contact.pk], seen_by=SYSTEM, columns=names)[0])


def test_who_fills_it_in_becomes_a_lead(form: LeadForm, joan: Contact) -> None:
    told = held(joan)

    assert (told["email"], told["phone"]) == ("joan@puig.example", "+34 600 12 31 23") or told["phone"]
    assert (told["lifecycle_stage"], told["lead_status"], told["source"]) == ("lead", "new", "Web site")
    assert told["owner"] is None


def test_the_answer_is_kept_as_it_came(form: LeadForm, send: Send) -> None:
    page = {"_page": "https://acequia.example/offer?utm_source=fair", "_referrer": "https://search.example/"}
    send(form, {**JOAN, **page, "utm_source": "fair", "utm_campaign": "spring"})

    answer = Answer.objects.get()
    assert answer.given == JOAN
    assert (answer.page, answer.referrer) == (page["_page"], page["_referrer"])
    assert answer.campaign == {"source": "fair", "campaign": "spring"}
    assert answer.is_new


def test_it_is_told_in_the_log_without_a_word_of_theirs(form: LeadForm, joan: Contact) -> None:
    event = LoggedEvent.objects.get(kind="sales.lead_captured", contact_id=joan.pk)

    assert event.contact_id == joan.pk
    assert event.data["form"] == str(form.pk)
    assert "Joan" not in str(event.data)


def test_a_plain_page_leads_on_to_the_thanks(form: LeadForm, send: Send, client: Client) -> None:
    answer = send(form, {**JOAN, "_language": "es"})

    assert answer.status_code == 303
    assert "Le llamamos mañana." in client.get(answer["Location"]).content.decode()


def test_a_form_may_lead_to_a_page_of_the_company(make_form: Callable[..., LeadForm], send: Send) -> None:
    form = make_form(leads_to="https://acequia.example/thanks")

    assert send(form)["Location"] == "https://acequia.example/thanks"


def test_the_same_answer_twice_is_one(form: LeadForm, send: Send) -> None:
    assert send(form).status_code == send(form).status_code == 303
    assert Answer.objects.count() == Contact.objects.count() == 1


def test_what_was_mended_and_sent_again_is_another(form: LeadForm, send: Send) -> None:
    send(form)
    send(form, {**JOAN, "city": "Girona"})

    assert Answer.objects.count() == 2
    assert held(Contact.objects.get())["city"] == "Girona"


@pytest.mark.parametrize("missing", ["name", "email"])
def test_what_is_needed_is_asked_again_and_nothing_typed_is_lost(form: LeadForm, send: Send, missing: str) -> None:
    answer = send(form, {**JOAN, missing: "  "})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is needed." in page
    assert "600 123 123" in page
    assert not Contact.objects.exists()


def test_an_address_that_is_none_is_said_at_its_field(form: LeadForm, send: Send) -> None:
    answer = send(form, {**JOAN, "email": "joan at puig"}, Accept="application/json")

    assert answer.status_code == 422
    assert list(answer.json()["problems"]) == ["email"]


def test_a_field_that_the_form_does_not_ask_is_not_taken(form: LeadForm, send: Send) -> None:
    send(form, {**JOAN, "lead_status": "qualified", "owner": "alice@acequia.example", "job_title": "Boss"})

    assert Answer.objects.get().given == JOAN
    assert held(Contact.objects.get())["lead_status"] == "new"


def test_an_unknown_or_closed_form_is_not_found(make_form: Callable[..., LeadForm], client: Client, send: Send) -> None:
    closed = make_form(is_on=False)

    assert client.post("/forms/nobody/", JOAN).status_code == 404
    assert send(closed).status_code == 404
    assert client.get(f"/forms/{closed.key}/").status_code == 404
    assert client.get(f"/forms/{closed.key}/form.js").status_code == 404
    assert client.get(f"/forms/{closed.key}/thanks/").status_code == 404


class TestWhoIsKnown:
    @pytest.fixture
    def known(self, as_alice: Actor) -> Contact:
        facts = {"name": "J. Puig", "email": "Joan@Puig.example", "lifecycle_stage": "customer"}
        (saved,) = create_contacts([facts], by=as_alice)
        return Contact.objects.get(pk=saved.id)

    def test_what_is_empty_is_filled(self, known: Contact, form: LeadForm, send: Send) -> None:
        send(form, {**JOAN, "city": "Girona"})

        told = held(known)
        assert Contact.objects.count() == 1
        assert (told["city"], bool(told["phone"])) == ("Girona", True)

    def test_what_stands_there_is_never_overwritten_and_that_is_said(
        self, known: Contact, form: LeadForm, send: Send
    ) -> None:
        send(form)

        assert held(known)["name"] == "J. Puig"
        assert Answer.objects.get().unused == ["name"]

    def test_a_customer_stays_a_customer_of_their_owner(self, known: Contact, form: LeadForm, send: Send) -> None:
        send(form)

        told = held(known)
        assert (told["lifecycle_stage"], told["lead_status"]) == ("customer", "")
        assert told["owner"]["name"] == "Alice"

    def test_the_answer_is_the_same_as_for_a_stranger(self, known: Contact, form: LeadForm, send: Send) -> None:
        mine, other = (
            send(form, {**JOAN, "email": email}, Accept="application/json")
            for email in ("joan@puig.example", "eva@puig.example")
        )

        assert (mine.status_code, mine.content) == (other.status_code, other.content)
        assert mine.headers.keys() == other.headers.keys()

    def test_a_phone_that_several_have_names_nobody(self, as_alice: Actor, form: LeadForm, send: Send) -> None:
        rows = [{"name": name, "phone": "600 123 123"} for name in ("One", "Other")]
        create_contacts(rows, by=as_alice)

        send(form, {**JOAN, "email": "new@puig.example"})

        assert Contact.objects.count() == 3

    def test_a_firm_that_several_are_called_does_not_keep_the_lead_out(
        self, as_alice: Actor, form: LeadForm, send: Send
    ) -> None:
        from trato.customers.public import create_companies

        create_companies([{"name": "Twin"}, {"name": "Twin"}], by=as_alice)
        send(form, {**JOAN, "company": "Twin"})

        assert Answer.objects.get().unused == ["company"]
        assert Contact.objects.filter(name="Joan Puig").exists()

    def test_a_subscriber_who_asks_becomes_a_lead(self, as_alice: Actor, form: LeadForm, send: Send) -> None:
        facts = {"name": "Joan Puig", "email": "joan@puig.example", "lifecycle_stage": "subscriber"}
        create_contacts([facts], by=as_alice)
        send(form)

        told = held(Contact.objects.get())
        assert (told["lifecycle_stage"], told["lead_status"]) == ("lead", "new")
