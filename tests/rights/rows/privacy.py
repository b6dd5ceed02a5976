"""Rows of consents, requests about people's data, erasure, retention and the origins of values."""

from typing import Any

from tests.rights.answers import (
    Answers,
    Row,
    administrators,
    by_person,
    changing,
    everybody,
    one_of_us,
    seeing,
    with_rights,
)
from tests.rights.scene import Things
from trato.customers.consent.links import preference_path
from trato.customers.privacy.models import AccessExport, RetentionRule
from trato.customers.privacy.use_cases.answer import start_access_export, write_access_export
from trato.customers.privacy.use_cases.erase import erase_contact
from trato.customers.privacy.use_cases.retention import save_rule
from trato.customers.public import Purpose, create_purpose
from trato.foundation.public import SYSTEM, Erasure


def purpose(things: Things) -> Purpose:
    held = Purpose.objects.filter(code="matrix").first()
    return held or create_purpose("matrix", "Matrix", channels=["email"], wordings={"en": "Yes?"}, by=SYSTEM)


def of_purpose(things: Things) -> dict[str, Any]:
    return {"purpose_id": purpose(things).id}


def of_contact(things: Things) -> dict[str, Any]:
    purpose(things)
    return {"contact_id": things.contact.id}


def record(things: Things) -> dict[str, Any]:
    purpose(things)
    return {"record_id": things.contact.id}


def token(things: Things) -> dict[str, Any]:
    return {"token": preference_path(things.contact.id).rstrip("/").rpartition("/")[2]}


def rule(things: Things) -> dict[str, Any]:
    made: RetentionRule = save_rule(None, name="Matrix", stages=["lead"], months=24, act="trash", by=SYSTEM)
    return {"rule_id": made.id}


def answered(things: Things) -> dict[str, Any]:
    one: AccessExport = start_access_export(things.contact.id, by=SYSTEM)
    write_access_export(one.id, language="en")
    return {"export_id": one.id}


def erased(things: Things) -> dict[str, Any]:
    one: Erasure = erase_contact(things.contact.id, by=SYSTEM)
    return {"erasure_id": one.id}


def said(things: Things) -> dict[str, Any]:
    return {"what": "matrix:email", "state": "withdrawn"}


def a_rule(things: Things) -> dict[str, Any]:
    return {"name": "Rule", "stages": ["lead"], "months": 12, "act": "trash"}


def a_purpose(things: Things) -> dict[str, Any]:
    return {"label": "News", "code": "news", "channels": ["email"], "text_en": "Yes?"}


def who_answers(fine: int = 200) -> Answers:
    """Programs of those who answer requests."""
    return by_person(401, 403, 403, 403, fine)


CONSENTS = [
    Row("customers:purposes", "GET", administrators()),
    Row("customers:new_purpose", "GET", administrators()),
    Row("customers:new_purpose", "POST", administrators(302), body=a_purpose),
    Row("customers:purpose", "GET", administrators(), path=of_purpose),
    Row("customers:purpose", "POST", administrators(302), path=of_purpose, body=a_purpose),
    Row("customers:write_wording", "POST", administrators(302), path=of_purpose, body=a_purpose),
    Row("customers:archive_purpose", "POST", administrators(302), path=of_purpose),
    Row("customers:reuse_purpose", "POST", administrators(302), path=of_purpose),
    Row("customers:bring_in_consents", "GET", with_rights()),
    Row("customers:bring_in_consents", "POST", with_rights(422)),
    Row("customers:export_consents", "GET", with_rights()),
    Row("customers:consents", "GET", seeing(), path=of_contact),
    Row("customers:record_consent", "POST", changing(), path=of_contact, body=said),
    Row("customers:renew_preference_link", "POST", changing(nobody=403), path=of_contact),
    Row("customers:own_preferences", "GET", everybody(), path=token),
    Row("customers:own_preferences", "POST", everybody(302), path=token),
    Row("api:purposes_index", "GET", one_of_us(anonymous=401)),
    Row("api:consents_index", "GET", seeing(anonymous=401), path=record),
    Row(
        "api:consents_create",
        "POST",
        changing(anonymous=401, fine=201, nobody=403),
        path=record,
        body=lambda things: {"purpose": "matrix", "channel": "email", "state": "withdrawn"},
    ),
]
REQUESTS = [
    Row("customers:privacy_requests", "GET", administrators()),
    Row("customers:contact_data", "GET", administrators(), path=of_contact),
    Row(
        "customers:contact_data",
        "POST",
        administrators(302),
        path=of_contact,
        body=lambda things: {"name": "Matrix contact"},
    ),
    Row("customers:start_answer", "POST", administrators(302), path=of_contact),
    Row("customers:answer_file", "GET", administrators(), path=answered),
    Row("customers:delete_answer", "POST", administrators(302), path=answered),
    Row("customers:certificate", "GET", administrators(), path=erased),
    Row("customers:certificate_json", "GET", administrators(), path=erased),
    Row("api:contacts_erase", "POST", who_answers(202), path=record),
    Row("api:contacts_access_export", "POST", who_answers(202), path=record),
    Row("api:erasures_show", "GET", who_answers(), path=erased),
    Row("api:access_exports_show", "GET", who_answers(), path=answered),
    Row("api:access_exports_file", "GET", who_answers(), path=answered),
]
RETENTION = [
    Row("customers:retention", "GET", administrators()),
    Row("customers:new_retention_rule", "GET", administrators()),
    Row("customers:new_retention_rule", "POST", administrators(302), body=a_rule),
    Row("customers:retention_rule", "GET", administrators(), path=rule),
    Row("customers:retention_rule", "POST", administrators(302), path=rule, body=a_rule),
    Row("customers:switch_retention_rule", "POST", administrators(302), path=rule),
    Row("customers:delete_retention_rule", "POST", administrators(302), path=rule),
]
ORIGINS = [
    row
    for plural, thing in (("contacts", "contact"), ("companies", "company"), ("tasks", "task"))
    for row in (
        Row(
            f"api:{plural}_history",
            "GET",
            seeing(anonymous=401),
            path=lambda things, thing=thing: {"record_id": getattr(things, thing).id},
        ),
        Row(
            f"api:{plural}_use_value",
            "POST",
            changing(anonymous=401, fine=200),
            path=lambda things, thing=thing: {"record_id": getattr(things, thing).id},
            body=lambda things: {"field": "name", "version": 1},
        ),
    )
]
ROWS = [*CONSENTS, *REQUESTS, *RETENTION, *ORIGINS]
