"""At which companies many contacts are or were, by one look at the table of positions."""

from trato.customers.positions.fields import STILL
from trato.customers.reading_many import MEMBER, rows_of_member


def _first(value: str, among: str = "true") -> str:
    ordered = f"(array_agg({value} order by p.contact_id, p.place) filter (where p.is_still and {among}"
    return f"coalesce({ordered} and p.contact_id = p.root))[1], {ordered} and p.contact_id <> p.root))[1])"


POSITIONS = f"""with {MEMBER["contact"]},
p as materialized (
  select m.root, p.contact_id, p.place, p.role, p.since, p.until, {STILL} as is_still, f.id as firm_id, f.name
  from member m cross join lateral {rows_of_member("position p", "p.contact_id")}
  left join customers_company c on c.id = p.company_id left join customers_company f on f.id = c.root_id),
told as (
  select t.root, json_agg(jsonb_build_object('id', t.firm_id, 'name', t.name, 'role', t.role)
      || jsonb_strip_nulls(jsonb_build_object('since', t.since, 'until', t.until))
    order by t.contact_id <> t.root, not t.is_still, t.place) as companies
  from (select distinct on (p.root, p.firm_id, p.firm_id is null and p.role <> '') p.* from p
    order by p.root, p.firm_id, p.firm_id is null and p.role <> '', p.contact_id <> p.root, p.place) t
  group by t.root),
first as (
  select p.root, {_first("json_build_object('id', p.firm_id, 'name', p.name)", "p.firm_id is not null")} as company,
    {_first("p.role")} as job_title, {_first("p.since")} as position_since, {_first("p.until")} as position_until
  from p group by p.root)
select told.root as id, companies, company, coalesce(job_title, '') as job_title, position_since, position_until
from told join first on first.root = told.root"""  # noqa: S608  # constants


LOOKS_AT_POSITIONS = dict.fromkeys(("companies", "company", "job_title", "position_since", "position_until"), POSITIONS)
