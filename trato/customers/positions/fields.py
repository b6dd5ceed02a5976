"""What a list says of the first company at which a contact still is."""

from django.utils.translation import gettext_lazy as _

from trato.customers.looks import CLUSTER
from trato.foundation.public import Field, FieldType, Look

MERGED = "array(select m.id from customers_contact m where m.root_id = r.id and m.root_id <> m.id)"
STILL = "(p.until is null or p.until >= current_date)"  # whose last day is over was there once


def of_first(column: str) -> str:
    return f"""coalesce((select p.{column} from customers_position p
    where p.contact_id = r.id and {STILL} order by p.place limit 1),
  (select p.{column} from customers_position p where p.contact_id = any({MERGED}) and {STILL}
   order by p.contact_id, p.place limit 1))"""  # noqa: S608  # constants


POSITIONS = "of_positions"
_SPANS = ", ".join(
    f"""coalesce((array_agg(p.{column}) filter (where p.is_still and not p.is_others))[1],
    (array_agg(p.{column}) filter (where p.is_still and p.is_others))[1]) as {column}"""
    for column in ("since", "until")
)
LOOK = Look(
    name=POSITIONS,
    after=(CLUSTER,),
    sql=f"""select count(*) as how_many, {_SPANS},
  coalesce((array_agg(p.role) filter (where p.is_still))[1], '') as role,
  (array_agg(json_build_object('id', p.firm_id, 'name', p.firm)) filter (where p.is_still and p.firm_id is not null))[1]
    as company
  from (select p.role, p.since, p.until, {STILL} as is_still, p.contact_id <> r.id as is_others,
      f.id as firm_id, f.name as firm
    from customers_position p left join customers_company c on c.id = p.company_id
    left join customers_company f on f.id = c.root_id
    where p.contact_id = any({CLUSTER}.ids) order by p.contact_id <> r.id, p.contact_id, p.place offset 0) p""",  # noqa: S608  # constants
)

_FIRM = """select json_build_object('id', f.id, 'name', f.name) from customers_position p
  join customers_company c on c.id = p.company_id join customers_company f on f.id = c.root_id where p.contact_id"""
COMPANY = f"""coalesce(({_FIRM} = r.id and {STILL} order by p.place limit 1),
  ({_FIRM} = any({MERGED}) and {STILL} order by p.contact_id, p.place limit 1))"""


def _companies(cluster: str) -> str:
    return f"""(select coalesce(
    json_agg(jsonb_build_object('id', p.id, 'name', p.name, 'role', p.role)
      || jsonb_strip_nulls(jsonb_build_object('since', p.since, 'until', p.until))
      order by p.is_others, p.is_former, p.place), '[]')
  from (select distinct on (f.id, f.id is null and p.role <> '')
      f.id, f.name, p.role, p.since, p.until, not {STILL} as is_former, p.contact_id <> r.id as is_others, p.place
    from customers_position p left join customers_company c on c.id = p.company_id
    left join customers_company f on f.id = c.root_id
    where p.contact_id = any({cluster})
    order by f.id, f.id is null and p.role <> '', p.contact_id <> r.id, p.place) p)"""  # noqa: S608  # constants


COMPANIES = _companies(f"array(select r.id union all select unnest({MERGED}))")
COMPANIES_LOOKED = f"case when {POSITIONS}.how_many = 0 then '[]' else {_companies(f'{CLUSTER}.ids')} end"

SPAN_FIELDS = [
    Field(
        name=f"position_{key}",
        label=label,
        type=FieldType.DAY,
        sql=of_first(key),
        look=POSITIONS,
        looked=f"{POSITIONS}.{key}",
        part="companies",
        key=key,
        section=_("About"),
        help=said,
        also=also,
    )
    for key, label, said, also in (
        (
            "since",
            _("There since"),
            _("The first day at the company."),
            ("job start date", "position start", "works there since"),
        ),
        (
            "until",
            _("There until"),
            _("The last day at the company. Once it is over, the company is a former one."),
            ("job end date", "position end", "worked there until"),
        ),
    )
]
