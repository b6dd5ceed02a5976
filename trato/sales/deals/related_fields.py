"""To whom a deal belongs: its owner and team, the people with a say, what other systems call it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from trato.customers.public import shared_fields
from trato.foundation.public import Field, FieldType

SHARED = {each.name: each for each in shared_fields()}
RELATIONSHIP = SHARED["owner"].section

_KEY = "coalesce((select k.value from sales_dealkey k where k.deal_id = r.id order by k.id limit 1), '')"
_KEYS = "(select coalesce(json_agg(k.value order by k.id), '[]') from sales_dealkey k where k.deal_id = r.id)"
_PEOPLE = """(select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name) order by p.place, p.id), '[]')
  from sales_dealcontact p join customers_contact c on c.id = p.contact_id where p.deal_id = r.id)"""

RELATED = [
    replace(SHARED["owner"], also=(*SHARED["owner"].also, "deal owner", "sales agent", "sales rep", "agent", "seller")),
    SHARED["team"],
    SHARED["source"],
    SHARED["tags"],
    Field(
        name="external_id",
        label=_("Id in another system"),
        type=FieldType.EXTERNAL_ID,
        sql=_KEY,
        part="keys",
        key="external",
        section=RELATIONSHIP,
        also=("deal id", "opportunity id", "record id", "external id", "opportunity_id"),
    ),
    Field(
        name="contacts",
        label=_("People with a say"),
        type=FieldType.REFERENCES,
        refers_to="contact",
        sql=_PEOPLE,
        part="contacts",
        section=RELATIONSHIP,
        also=("associated contacts", "contacts", "contact roles"),
    ),
    Field(
        name="keys",
        label=_("Ids in other systems"),
        type=FieldType.TAGS,
        sql=_KEYS,
        part="keys",
        importable=False,
        editable=False,
        is_asked_only=True,
    ),
    SHARED["created_at"],
    SHARED["updated_at"],
]
