"""Fields that contacts and companies have alike."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trato.customers.stages import LIFECYCLE_STAGES
from trato.customers.tags.queries import tags_beginning_with
from trato.foundation.public import Field, FieldType

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ABOUT = _("About")
RELATIONSHIP = _("Relationship")

_OWNER = "(select json_build_object('id', u.id, 'name', u.name) from foundation_user u where u.id = r.owner_id)"
_TEAM = "(select json_build_object('id', t.id, 'name', t.name) from foundation_team t where t.id = r.team_id)"
_TAGS = """(select coalesce(json_agg(t.name order by t.key), '[]') from customers_tagging g
  join customers_tag t on t.id = g.tag_id where g.record_id = r.id)"""
_IDENTITY = {
    (owner, kind): f"coalesce((select i.value from customers_identity i where i.{owner}_id = r.id"  # noqa: S608  # constants
    f" and i.kind = '{kind}' order by i.place limit 1), '')"
    for owner in ("contact", "company")
    for kind in ("email", "phone", "website", "domain", "external")
}
_LINES = {
    (owner, line): f"coalesce((select a.{line} from customers_address a where a.{owner}_id = r.id"  # noqa: S608  # constants
    " order by a.place limit 1), '')"
    for owner in ("contact", "company")
    for line in ("street", "city", "region", "postal_code", "country")
}
_IN_COUNTRY = {
    owner: f"r.id in (select a.{owner}_id from customers_address a where a.country = any(%s))"  # noqa: S608  # constants
    for owner in ("contact", "company")
}
_TAGGED = """r.id in (select g.record_id from customers_tagging g
  join customers_tag t on t.id = g.tag_id where t.key = any(%s))"""

_ALL_IDENTITIES = {
    owner: f"""(select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'source', i.source,
        'value', i.value, 'normalised', i.normalised, 'label', i.label, 'shared', i.is_shared, 'proof', i.proof)
      order by i.place, i.id), '[]') from customers_identity i where i.{owner}_id = r.id)"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}
_ALL_ADDRESSES = {
    owner: f"""(select coalesce(json_agg(json_build_object('label', a.label, 'street', a.street, 'city', a.city,
        'region', a.region, 'postal_code', a.postal_code, 'country', a.country)
      order by a.place, a.id), '[]') from customers_address a where a.{owner}_id = r.id)"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}


def identities_sql(owner: str) -> str:
    """All of them, as JSON."""
    return _ALL_IDENTITIES[owner]


def addresses_sql(owner: str) -> str:
    return _ALL_ADDRESSES[owner]


def identity_sql(owner: str, kind: str) -> str:
    """The first identity of a kind."""
    return _IDENTITY[owner, kind]


_LINE_NAMES: tuple[tuple[str, "StrPromise", tuple[str, ...]], ...] = (
    (
        "street",
        _("Street"),
        ("address", "street address", "address 1 - street", "business street", "calle"),
    ),
    ("city", _("City"), ("town", "ciudad", "address 1 - city", "business city", "billing city")),
    ("region", _("Region"), ("state", "province", "state/region", "provincia", "address 1 - region")),
    ("postal_code", _("Postal code"), ("zip", "zip code", "postcode", "código postal", "address 1 - postal code")),
    (
        "country",
        _("Country"),
        ("country/region", "país", "pais", "address 1 - country", "office location", "location", "headquarters"),
    ),
)


def address_fields(owner: str) -> list[Field]:
    """Lines of the first address."""
    return [
        Field(
            name=name,
            label=label,
            type=FieldType.COUNTRY if name == "country" else FieldType.TEXT,
            sql=_LINES[owner, name],
            filter_sql=_IN_COUNTRY[owner] if name == "country" else "",
            part="addresses",
            key=name,
            section=ABOUT,
            personal=True,
            listed=name == "city",
            also=also,
        )
        for name, label, also in _LINE_NAMES
    ]


_SHARED = (
    Field(
        name="lifecycle_stage",
        label=_("Lifecycle"),
        type=FieldType.CHOICE,
        choices=LIFECYCLE_STAGES,
        is_stage=True,
        sql="r.lifecycle_stage",
        column="lifecycle_stage",
        section=RELATIONSHIP,
        listed=True,
        quick=True,
        warehouse="lifecycle_stage",
        also=("lifecycle stage", "stage", "etapa"),
    ),
    Field(
        name="owner",
        label=_("Owner"),
        type=FieldType.USER,
        sql=_OWNER,
        column="owner_id",
        section=RELATIONSHIP,
        listed=True,
        warehouse="owner_id",
        also=("contact owner", "company owner", "account owner", "assigned user", "salesperson", "propietario"),
    ),
    Field(
        name="team",
        label=_("Team"),
        type=FieldType.TEAM,
        sql=_TEAM,
        column="team_id",
        section=RELATIONSHIP,
        warehouse="team_id",
        also=("sales team", "equipo"),
    ),
    Field(
        name="source",
        label=_("Source"),
        type=FieldType.TEXT,
        sql="r.source",
        column="source",
        section=RELATIONSHIP,
        warehouse="source",
        also=("lead source", "original source", "fuente", "origen"),
    ),
    Field(
        name="language",
        label=_("Language"),
        type=FieldType.LANGUAGE,
        sql="r.language",
        column="language",
        section=RELATIONSHIP,
        warehouse="language",
        also=("preferred language", "idioma", "lang"),
    ),
    Field(
        name="time_zone",
        label=_("Time zone"),
        type=FieldType.TIME_ZONE,
        sql="r.time_zone",
        column="time_zone",
        section=RELATIONSHIP,
        warehouse="time_zone",
        also=("timezone", "zona horaria"),
    ),
    Field(
        name="tags",
        label=_("Tags"),
        type=FieldType.TAGS,
        sql=_TAGS,
        filter_sql=_TAGGED,
        part="tags",
        section=RELATIONSHIP,
        suggest=tags_beginning_with,
        also=("labels", "etiquetas", "categories", "group membership"),
    ),
    Field(
        name="last_activity_at",
        label=_("Last activity"),
        type=FieldType.MOMENT,
        sql="r.last_activity_at",
        sortable=True,
        sort_sql="r.last_activity_at",
        importable=False,
        editable=False,
        listed=True,
        warehouse="last_activity_at",
    ),
    Field(
        name="created_at",
        label=_("Created"),
        type=FieldType.MOMENT,
        sql="r.created_at",
        sortable=True,
        sort_sql="r.id",  # ids sort by time of birth, and their index is there already
        importable=False,
        editable=False,
        warehouse="created_at",
    ),
    Field(
        name="updated_at",
        label=_("Changed"),
        type=FieldType.MOMENT,
        sql="r.updated_at",
        sortable=True,
        sort_sql="r.updated_at",
        importable=False,
        editable=False,
        warehouse="updated_at",
    ),
)


def shared_fields() -> list[Field]:
    return list(_SHARED)
