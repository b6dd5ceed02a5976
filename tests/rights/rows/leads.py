"""Rows of forms for leads, routing, scoring and what is done about leads."""

from typing import Any
from uuid import uuid4

from tests.rights.answers import Answers, Row, administrators, by_person, changing, everybody, with_rights
from tests.rights.scene import Things
from trato.foundation.public import SYSTEM
from trato.sales.lead_forms.models import Answer, LeadForm, State
from trato.sales.lead_forms.use_cases.save import FormFacts, save_lead_form
from trato.sales.routing.use_cases.rules import RuleFacts, save_routing_rule
from trato.sales.scoring.use_cases.rules import ScoringFacts, save_scoring_rule

FIT = {"field": "source", "operator": "is", "value": ["Web"]}


def form(things: Things) -> LeadForm:
    return save_lead_form(FormFacts(name="Matrix", asked=[("email", True)]), by=SYSTEM)


def key(things: Things) -> dict[str, Any]:
    return {"key": form(things).key}


def of_form(things: Things) -> dict[str, Any]:
    return {"form_id": form(things).id}


def held(things: Things) -> dict[str, Any]:
    given = {"email": f"{uuid4().hex}@matrix.example"}
    return {"answer_id": Answer.objects.create(form=form(things), state=State.HELD, why="flood", given=given).pk}


def told(things: Things) -> dict[str, Any]:
    return {"email": f"{uuid4().hex}@matrix.example"}


def filled(things: Things) -> dict[str, Any]:
    return {"name": "Matrix", "asked": ["email"], "languages": ["en"], "is_on": "on"}


def routed(things: Things) -> dict[str, Any]:
    return {"rule_id": save_routing_rule(_routing(things), by=SYSTEM).id}


def _routing(things: Things) -> RuleFacts:
    return RuleFacts(name="Matrix", people=[things.scene.seller.id])


def routing_typed(things: Things) -> dict[str, Any]:
    return {"name": "Matrix", "way": "rotate", "away": "next", "people": [str(things.scene.seller.id)]}


def person(things: Things) -> dict[str, Any]:
    return {"user_id": things.scene.seller.id}


def scored(things: Things) -> dict[str, Any]:
    return {"rule_id": save_scoring_rule(ScoringFacts(name="Matrix", points=5, rules=FIT), by=SYSTEM).id}


def scoring_typed(things: Things) -> dict[str, Any]:
    return {"name": "Matrix", "points": "5", "event": "customers.note_written"}


def contact(things: Things) -> dict[str, Any]:
    return {"id": things.contact.id}


def api_contact(things: Things) -> dict[str, Any]:
    return {"contact_id": things.contact.id}


def reason(things: Things) -> dict[str, Any]:
    return {"reason": "no_need"}


def deal(things: Things) -> dict[str, Any]:
    return {"name": "Matrix deal"}


def lead(things: Things) -> dict[str, Any]:
    return {"values": told(things)}


def contacted(things: Things) -> dict[str, Any]:
    return {"status": "contacted"}


def who_sees_leads(fine: int) -> Answers:
    return by_person(302, 403, fine, fine, fine)


ROWS = [
    Row("sales:lead_form_page", "GET", everybody(), path=key),
    Row("sales:lead_form_page", "POST", everybody(303), path=key, body=told),
    Row("sales:lead_form_page", "OPTIONS", everybody(204), path=key),
    Row("sales:lead_form_thanks", "GET", everybody(), path=key),
    Row("sales:lead_form_script", "GET", everybody(), path=key),
    Row("sales:lead_forms", "GET", administrators()),
    Row("sales:new_lead_form", "GET", administrators()),
    Row("sales:new_lead_form", "POST", administrators(302), body=filled),
    Row("sales:lead_form", "GET", administrators(), path=of_form),
    Row("sales:change_lead_form", "GET", administrators(), path=of_form),
    Row("sales:change_lead_form", "POST", administrators(302), path=of_form, body=filled),
    Row("sales:delete_lead_form", "POST", administrators(302), path=of_form),
    Row("sales:admit_answer", "POST", administrators(302), path=held),
    Row("sales:drop_answer", "POST", administrators(302), path=held),
    Row("sales:routing", "GET", administrators()),
    Row("sales:new_routing_rule", "GET", administrators()),
    Row("sales:new_routing_rule", "POST", administrators(302), body=routing_typed),
    Row("sales:routing_rule", "GET", administrators(), path=routed),
    Row("sales:routing_rule", "POST", administrators(302), path=routed, body=routing_typed),
    Row("sales:delete_routing_rule", "POST", administrators(302), path=routed),
    Row("sales:move_routing_rule", "POST", administrators(302), path=routed),
    Row("sales:try_routing", "GET", administrators()),
    Row("sales:working_hours", "GET", administrators()),
    Row("sales:common_hours", "GET", administrators()),
    Row("sales:common_hours", "POST", administrators(302)),
    Row("sales:hours_of_colleague", "GET", administrators(), path=person),
    Row("sales:hours_of_colleague", "POST", administrators(302), path=person),
    Row("sales:scoring", "GET", administrators()),
    Row("sales:scoring", "POST", administrators(302)),
    Row("sales:new_scoring_rule", "GET", administrators()),
    Row("sales:new_scoring_rule", "POST", administrators(302), body=scoring_typed),
    Row("sales:scoring_rule", "GET", administrators(), path=scored),
    Row("sales:scoring_rule", "POST", administrators(302), path=scored, body=scoring_typed),
    Row("sales:delete_scoring_rule", "POST", administrators(302), path=scored),
    Row("sales:leads", "GET", who_sees_leads(302)),
    Row("sales:contact_lead", "POST", changing(nobody=403), path=contact),
    Row("sales:qualify_lead", "POST", changing(nobody=403), path=contact),
    Row("sales:unqualify_lead", "GET", changing(fine=200), path=contact),
    Row("sales:unqualify_lead", "POST", changing(), path=contact, body=reason),
    Row("sales:convert_lead", "GET", changing(fine=200), path=contact),
    Row("sales:convert_lead", "POST", changing(), path=contact, body=deal),
    Row("api:leads_create", "POST", with_rights(201, anonymous=401), body=lead),
    Row("api:leads_convert", "POST", changing(anonymous=401, fine=201, nobody=403), path=api_contact, body=deal),
    Row("api:leads_status", "POST", changing(anonymous=401, fine=204, nobody=403), path=api_contact, body=contacted),
]
