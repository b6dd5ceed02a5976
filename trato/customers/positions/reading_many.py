"""At which companies many contacts are or were, by one look at the table of positions."""

from trato.customers.positions.fields import STILL
from trato.customers.reading_many import MEMBER, rows_of_member


def _first(value: str, among: str = "true") -> str:
    """Of rows in their order: the record's own come first, and only where they say nothing do others' count."""
    first = f"(array_agg({value}) filter (where p.is_still and {among}"
    return f"coalesce({first} and not p.is_others))[1], {first} and p.is_others))[1])"


# Sorted once for all that is picked out of it: an order in each aggregate is a sort of its own for each record.
POSITIONS = f"""with {MEMBER["contact"]},
p as materialized (
  select m.root, p.place, p.role, p.since, p.until, {STILL} as is_still, m.id <> m.root as is_others,
    f.id as firm_id, f.name
  from member m cross join lateral {rows_of_member("position p", "p.contact_id")}
  left join customers_company c on c.id = p.company_id left join customers_company f on f.id = c.root_id
  order by m.root, m.id <> m.root, m.id, p.place),
told as (
  select t.root, json_agg(json_strip_nulls(json_build_object(
      'id', t.firm_id, 'name', t.name, 'role', t.role, 'since', t.since, 'until', t.until))) as companies
  from (select * from (select distinct on (p.root, p.firm_id, p.firm_id is null and p.role <> '') p.* from p
      order by p.root, p.firm_id, p.firm_id is null and p.role <> '', p.is_others, p.place) once
    order by once.root, once.is_others, not once.is_still, once.place offset 0) t
  group by t.root),
first as (
  select p.root, {_first("p.name", "p.firm_id is not null")} as company,
    {_first("p.role")} as job_title, {_first("p.since")} as position_since, {_first("p.until")} as position_until
  from p group by p.root)
select told.root as id, companies, json_build_object('name', company) as company, coalesce(job_title, '') as job_title,
  position_since, position_until
from told join first on first.root = told.root"""  # noqa: S608  # constants


LOOKS_AT_POSITIONS = dict.fromkeys(("companies", "company", "job_title", "position_since", "position_until"), POSITIONS)
