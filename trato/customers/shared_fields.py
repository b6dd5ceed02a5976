"""Fields that contacts and companies have alike."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from trato.customers.looks import ADDRESSES, CLUSTER, TAGS_OF_CLUSTER
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
# What was merged into a row `r`; and, all of it as one array, with the row itself.
_MERGED = {
    owner: f"customers_{owner} m where m.root_id = r.id and m.root_id <> m.id" for owner in ("contact", "company")
}
_CLUSTER = {owner: f"array(select r.id union all select m.id from {_MERGED[owner]})" for owner in _MERGED}  # noqa: S608  # constants
# The row's own comes first; only where it has none is another one's looked for.
_IDENTITY = {
    (owner, kind): f"""coalesce((select i.value from customers_identity i where i.{owner}_id = r.id
  and i.kind = '{kind}' order by i.place limit 1), (select i.value from customers_identity i
  where i.{owner}_id = any(array(select m.id from {_MERGED[owner]})) and i.kind = '{kind}'
  order by i.{owner}_id, i.place limit 1), '')"""  # noqa: S608  # constants
    for owner in ("contact", "company")
    for kind in ("email", "phone", "website", "domain", "external")
}
_LINES = {
    (owner, line): f"""coalesce((select a.{line} from customers_address a where a.{owner}_id = r.id
  order by a.place limit 1), (select a.{line} from customers_address a
  where a.{owner}_id = any(array(select m.id from {_MERGED[owner]})) order by a.{owner}_id, a.place limit 1), '')"""  # noqa: S608  # constants
    for owner in ("contact", "company")
    for line in ("street", "city", "region", "postal_code", "country")
}
_IN_COUNTRY = {
    owner: f"""r.id in (with asked as (select %s::text[] as countries)
  select a.{owner}_id from customers_address a where a.country = any((select countries from asked)::text[])
  union all select m.root_id from customers_{owner} m join customers_address a on a.{owner}_id = m.id
  where m.root_id <> m.id and not m.is_standing and a.country = any((select countries from asked)::text[]))"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}
# OFFSET: a plan that is made for any tags would read those of all records, because it takes one tag in two for asked.
_TAGGED = """r.id in (select g.record_id from customers_tag t cross join lateral
  (select g.record_id from customers_tagging g where g.tag_id = t.id offset 0) g where t.key = any(%s))"""
_TAGS_OF_ALL = {
    owner: f"""(select coalesce(json_agg(t.name order by t.key), '[]') from customers_tag t
  where t.id in (select g.tag_id from customers_tagging g where g.record_id = any({_CLUSTER[owner]})))"""  # noqa: S608  # constants
    for owner in _CLUSTER
}
_TAGGED_AMONG_ALL = {
    owner: f"""r.id in (with t as materialized (select t.id from customers_tag t where t.key = any(%s))
  select g.record_id from t cross join lateral
    (select g.record_id from customers_tagging g where g.tag_id = t.id offset 0) g
  union all select m.root_id from t cross join lateral (select g.record_id from customers_tagging g
    where g.tag_id = t.id offset 0) g join customers_{owner} m on m.id = g.record_id and m.root_id <> m.id)"""  # noqa: S608  # constants
    for owner in _CLUSTER
}

_ALL_IDENTITIES = {
    owner: f"""(select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'source', i.source,
        'value', i.value, 'normalised', i.normalised, 'label', i.label, 'shared', i.is_shared, 'proof', i.proof)
      order by i.{owner}_id <> r.id, i.{owner}_id, i.place, i.id), '[]')
    from customers_identity i where i.{owner}_id = any({_CLUSTER[owner]}))"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}
_ALL_ADDRESSES = {
    owner: f"""(select coalesce(json_agg(json_build_object('label', a.label, 'street', a.street, 'city', a.city,
        'region', a.region, 'postal_code', a.postal_code, 'country', a.country)
      order by a.{owner}_id <> r.id, a.{owner}_id, a.place, a.id), '[]')
    from customers_address a where a.{owner}_id = any({_CLUSTER[owner]}))"""  # noqa: S608  # constants
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
            look=ADDRESSES,
            looked=f"coalesce({ADDRESSES}.{name}, '')",
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


def shared_fields(owner: str = "") -> list[Field]:
    """Of contacts and companies (`owner`) tags are those of all that were merged into one."""
    if not owner:
        return list(_SHARED)
    tags: dict[str, Any] = {"sql": _TAGS_OF_ALL[owner], "filter_sql": _TAGGED_AMONG_ALL[owner]}
    tags |= {"look": CLUSTER, "looked": TAGS_OF_CLUSTER}
    return [replace(spec, **tags) if spec.name == "tags" else spec for spec in _SHARED]
