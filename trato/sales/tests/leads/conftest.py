"""A form on the site of Acequia Solar, and somebody who fills it in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from trato.customers.public import Contact, Purpose, create_purpose
from trato.foundation.public import SYSTEM
from trato.sales.lead_forms.limits import Limits
from trato.sales.lead_forms.models import LeadForm
from trato.sales.lead_forms.use_cases.save import FormFacts, save_lead_form

CONTACT_ME = FormFacts(
    name="Ask for an offer",
    asked=[("name", True), ("email", True), ("phone", False), ("company", False), ("city", False)],
    languages=["en", "es"],
    thanks={"en": "We call you tomorrow.", "es": "Le llamamos mañana."},
    source="Web site",
)


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """Each test has its own share of answers."""
    fresh = Limits()
    for name in ("trato.sales.lead_forms.receiving", "trato.sales.lead_forms.page"):
        monkeypatch.setattr(f"{name}.LIMITS", fresh)
    return fresh


@pytest.fixture
def news(installed: Any) -> Purpose:
    texts = {"en": "Yes, write to me about solar panels.", "es": "Sí, escríbanme sobre placas solares."}
    return create_purpose("news", "News", channels=["email", "phone"], wordings=texts, by=SYSTEM)


@pytest.fixture
def make_form(installed: Any) -> Callable[..., LeadForm]:

    return lambda **facts: save_lead_form(replace(CONTACT_ME, **facts), by=SYSTEM)


@pytest.fixture
def form(make_form: Callable[..., LeadForm]) -> LeadForm:
    return make_form()


JOAN = {"name": "Joan Puig", "email": "joan@puig.example", "phone": "600 123 123"}


@pytest.fixture
def send(client: Client) -> Callable[..., HttpResponse]:
    """What a plain page posts."""

    def posted(form: LeadForm, values: Any = None, **headers: str) -> Any:
        given = JOAN if values is None else values
        return client.post(f"/forms/{form.key}/", given, headers=headers)

    return posted


@pytest.fixture
def joan(form: LeadForm, send: Callable[..., HttpResponse]) -> Contact:
    """Joan has just filled in the form."""
    assert send(form).status_code == 303
    return Contact.objects.get(name="Joan Puig")
