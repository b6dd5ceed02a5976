"""All companies of one group: those that belong to one, however far down."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Field, FieldType

# From the companies asked for down; merged ones lead to their roots and the children of those that were merged count.
_GROUP = """with recursive branch as (
    select c.id, c.root_id from customers_company c
    where c.root_id in (select b.root_id from customers_company b where b.id = any(%s))
    union
    select c.id, c.root_id from branch g join customers_company d on d.parent_id = g.id
      join customers_company c on c.root_id = d.root_id
  )"""
_TOP = """(with recursive up as (
    select c.id, c.name, c.parent_id, 0 as step from customers_company c where c.id = r.parent_id
    union all
    select f.id, f.name, f.parent_id, up.step + 1 from up join customers_company c on c.id = up.parent_id
      join customers_company f on f.id = c.root_id where up.step < 50
  ) select json_build_object('id', up.id, 'name', up.name) from up order by up.step desc limit 1)"""
_TOP_OF_CONTACT = """(with recursive up as (
    select f.id, f.name, f.parent_id, 0 as step from customers_company f where f.id =
      (select c.root_id from customers_position p join customers_company c on c.id = p.company_id
       where p.contact_id = r.id and (p.until is null or p.until >= current_date) order by p.place limit 1)
    union all
    select f.id, f.name, f.parent_id, up.step + 1 from up join customers_company c on c.id = up.parent_id
      join customers_company f on f.id = c.root_id where up.step < 50
  ) select json_build_object('id', up.id, 'name', up.name) from up order by up.step desc limit 1)"""


def _group(sql: str, filter_sql: str) -> Field:
    return Field(
        name="group",
        label=_("Group"),
        type=FieldType.REFERENCE,
        refers_to="company",
        sql=sql,
        filter_sql=filter_sql,
        importable=False,
        is_asked_only=True,
        editable=False,
        help=_("The company at the top; filtered by one, all that belong to it, however far down."),
    )


GROUP_OF_COMPANY = _group(_TOP, f"r.id in ({_GROUP} select branch.id from branch)")  # noqa: S608  # constants
GROUP_OF_CONTACT = _group(
    _TOP_OF_CONTACT,
    f"""r.id in ({_GROUP} select k.root_id from customers_position p join customers_contact k on k.id = p.contact_id
    where p.company_id in (select branch.id from branch) and (p.until is null or p.until >= current_date))""",  # noqa: S608  # constants
)
