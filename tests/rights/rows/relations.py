"""Rows of what contacts are to each other. The other one is the owner's too, so both are seen or none."""

from typing import Any

from tests.rights.answers import Row, administrators, changing, one_of_us, seeing
from tests.rights.scene import Things
from trato.customers.public import Contact, ContactRelation, create_contacts, relate_contacts, unrelate_contacts
from trato.foundation.public import SYSTEM


def _other(things: Things) -> Contact:
    (saved,) = create_contacts([{"name": "The other", "owner": str(things.owner.id)}], by=SYSTEM)
    return Contact.objects.get(pk=saved.id)


def _relation(things: Things) -> ContactRelation:
    return relate_contacts(things.contact.id, "partner of", _other(things).id, by=SYSTEM)


def contact(things: Things) -> dict[str, Any]:
    return {"id": things.contact.id}


def relation(things: Things) -> dict[str, Any]:
    return {"id": _relation(things).id}


def taken_back(things: Things) -> dict[str, Any]:
    return {"id": unrelate_contacts(_relation(things).id, by=SYSTEM).id}


def api_relation(things: Things) -> dict[str, Any]:
    return {"relation_id": _relation(things).id}


def typed(things: Things) -> dict[str, Any]:
    return {"relation": "partner of", "other": str(_other(things).id)}


def given(things: Things) -> dict[str, Any]:
    return {"contact_id": str(things.contact.id), "relation": "partner of", "other_id": str(_other(things).id)}


def kinds(things: Things) -> dict[str, Any]:
    return {"type_id": "", "name": "mentor of", "other_name": "learns from"}


def note(things: Things) -> dict[str, Any]:
    return {"note": "Since school"}


ROWS = [
    Row("customers:relate", "POST", changing(nobody=403), path=contact, body=typed),
    Row("customers:others_to_relate", "GET", one_of_us(), path=contact),
    Row("customers:change_relation", "GET", seeing(), path=relation),
    Row("customers:change_relation", "POST", changing(), path=relation, body=note),
    Row("customers:unrelate", "POST", changing(nobody=403), path=relation),
    Row("customers:relate_again", "POST", changing(nobody=403), path=taken_back),
    Row("customers:relation_types", "GET", administrators()),
    Row("customers:relation_types", "POST", administrators(302), body=kinds),
    Row("api:relations_types", "GET", one_of_us(anonymous=401)),
    Row("api:relations_create", "POST", changing(anonymous=401, fine=201, nobody=403), body=given),
    Row("api:relations_show", "GET", seeing(anonymous=401), path=api_relation),
    Row("api:relations_update", "PATCH", changing(anonymous=401, fine=200, nobody=403), path=api_relation, body=note),
    Row("api:relations_delete", "DELETE", changing(anonymous=401, fine=204, nobody=403), path=api_relation),
    Row("api:relations_index", "GET", one_of_us(422, anonymous=401)),
]
