"""The box beside the wording, and what the ledger keeps of it."""

from collections.abc import Callable
from typing import Any

import pytest

from trato.customers.public import (
    Consent,
    ConsentState,
    Contact,
    Purpose,
    Statement,
    archive_purpose,
    record_consents,
)
from trato.foundation.public import SYSTEM
from trato.sales.lead_forms.models import Answer, LeadForm
from trato.sales.lead_forms.queries import wording_in
from trato.sales.tests.leads.conftest import JOAN

Send = Callable[..., Any]
AGREED = {"_agree": "yes", "_wording": "1.es"}


@pytest.fixture
def asking(make_form: Callable[..., LeadForm], news: Purpose) -> LeadForm:
    return make_form(purpose="news", channels=["email"])


def test_the_ledger_keeps_the_words_that_were_read_and_where(asking: LeadForm, send: Send) -> None:
    send(asking, {**JOAN, **AGREED, "_page": "https://acequia.example/oferta"})

    entry = Consent.objects.select_related("wording").get()
    assert entry.wording is not None
    assert (entry.state, entry.channel, entry.source) == ("given", "email", "form")
    assert entry.wording.text == "Sí, escríbanme sobre placas solares."
    assert asking.key in entry.proof
    assert "https://acequia.example/oferta" in entry.proof


def test_without_the_tick_nothing_is_agreed(asking: LeadForm, send: Send) -> None:
    send(asking, {**JOAN, "_wording": "1.es"})

    assert Contact.objects.count() == 1
    assert not Consent.objects.exists()


@pytest.mark.parametrize("version", ["9.es", "1.te", "", "-1.es", "1", "99999999999.es", "1.\x00", "x.y"])
def test_words_that_nobody_wrote_are_nothing_to_agree_to(asking: LeadForm, send: Send, version: str) -> None:
    assert send(asking, {**JOAN, "_agree": "yes", "_wording": version}).status_code == 303
    assert not Consent.objects.exists()
    assert Answer.objects.get().has_agreed


def test_all_channels_of_the_purpose_where_none_was_chosen(
    make_form: Callable[..., LeadForm], news: Purpose, send: Send
) -> None:
    send(make_form(purpose="news"), {**JOAN, **AGREED})

    assert set(Consent.objects.values_list("channel", flat=True)) == {"email", "phone"}


def test_a_form_can_need_the_consent(make_form: Callable[..., LeadForm], news: Purpose, send: Send) -> None:
    form = make_form(purpose="news", is_consent_required=True)

    refused = send(form, JOAN, Accept="application/json")
    assert (refused.status_code, list(refused.json()["problems"])) == (422, ["_agree"])
    assert send(form, {**JOAN, **AGREED}).status_code == 303


def test_who_once_said_no_is_asked_to_confirm(asking: LeadForm, send: Send) -> None:
    """Anybody can fill in a form with somebody else's address."""
    send(asking)
    contact = Contact.objects.get()
    no = Statement(contact_id=contact.pk, purpose="news", channel="email", state="withdrawn", source="colleague")
    record_consents([no], by=SYSTEM)

    send(asking, {**JOAN, **AGREED, "city": "Girona"})

    assert Consent.objects.order_by("-id").first().state == ConsentState.PENDING  # type: ignore[union-attr]  # two entries


def test_each_reader_sees_the_words_in_a_language_that_there_is(asking: LeadForm) -> None:
    spoken = [wording_in(asking, language) for language in ("es", "en", "te")]

    assert [each.language for each in spoken if each] == ["es", "en", "en"]


def test_a_purpose_that_is_no_longer_asked_is_not_asked(asking: LeadForm, client: Any, news: Purpose) -> None:
    archive_purpose(news.id, by=SYSTEM)

    assert "solar" not in client.get(f"/forms/{asking.key}/").content.decode()
