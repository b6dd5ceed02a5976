"""What stands in other tables about many records at once: one look at each table, where a list of a page has one for
each row.

Each statement takes the ids of records, and says for those that have something `id` and fields by their names,
as these would read them one by one. What was merged into a record counts after what is its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trato.customers.looks import KINDS
from trato.foundation.public import Field

_OWNERS = ("contact", "company")
MEMBER = {
    owner: f"""asked as materialized (select %s::uuid[] as ids),
member as (select a.id as root, a.id from asked, unnest(asked.ids) a(id)
  union all select m.root_id, m.id from asked, customers_{owner} m where m.root_id = any(asked.ids)
    and m.root_id <> m.id)"""  # noqa: S608  # constants
    for owner in _OWNERS
}


def rows_of_member(table: str, column: str) -> str:
    """OFFSET: the planner would read all of a table that has not many times the rows of the page."""
    name = table[-1]
    return f"(select {name}.* from customers_{table} where {column} = m.id offset 0) {name}"  # noqa: S608  # constants


TAGS = {
    owner: f"""with {MEMBER[owner]}
select g.root as id, json_agg(t.name order by t.key) as tags
from (select distinct m.root, g.tag_id from member m cross join lateral {rows_of_member("tagging g", "g.record_id")}) g
join customers_tag t on t.id = g.tag_id group by g.root"""  # noqa: S608  # constants
    for owner in _OWNERS
}

# Sorted once, so that all aggregates have one order. What an empty text or a false would say is left out of a file.
IDENTITIES = {
    owner: f"""with {MEMBER[owner]}
select i.root as id, json_agg(json_build_object('kind', i.kind, 'source', nullif(i.source, ''), 'value', i.value,
    'label', nullif(i.label, ''), 'shared', nullif(i.is_shared, false))) as identities,
  {", ".join(f"array_agg(i.value) filter (where i.kind = '{kind}') as {kind}" for kind in KINDS)}
from (select m.root, i.* from member m cross join lateral {rows_of_member("identity i", f"i.{owner}_id")}
  order by m.root, m.id <> m.root, m.id, i.place, i.id offset 0) i group by i.root"""  # noqa: S608  # constants
    for owner in _OWNERS
}

_LINES = ("street", "city", "region", "postal_code", "country")
_IN_ORDER = "order by m.id <> m.root, m.id, a.place, a.id"
_TOLD = ", ".join(f"'{line}', nullif(a.{line}, '')" for line in ("label", *_LINES))
_FIRST_LINES = ", ".join(f"(array_agg(a.{line} {_IN_ORDER}))[1] as {line}" for line in _LINES)
ADDRESSES = {
    owner: f"""with {MEMBER[owner]}
select m.root as id, json_agg(json_build_object({_TOLD}) {_IN_ORDER}) as addresses, {_FIRST_LINES}
from member m cross join lateral {rows_of_member("address a", f"a.{owner}_id")} group by m.root"""  # noqa: S608  # constants
    for owner in _OWNERS
}


RELATIONS = f"""with {MEMBER["contact"]},
named as (
  select m.root, t.name from member m cross join lateral {rows_of_member("contactrelation c", "c.contact_id")}
    join customers_relationtype t on t.id = c.type_id where c.deleted_at is null
  union select m.root, t.other_name from member m cross join lateral {rows_of_member("contactrelation c", "c.other_id")}
    join customers_relationtype t on t.id = c.type_id where c.deleted_at is null)
select n.root as id, json_agg(n.name order by n.name) as relations from named n group by n.root"""  # noqa: S608  # constants


def with_looks_at_many(owner: str, fields: Sequence[Field], also: Mapping[str, str] | None = None) -> list[Field]:
    """`also` are looks of this owner alone, by the names of the fields that they read."""
    looks = {
        "tags": TAGS[owner],
        "identities": IDENTITIES[owner],
        **dict.fromkeys(("addresses", *_LINES), ADDRESSES[owner]),
        **({"relations": RELATIONS} if owner == "contact" else {}),
        **(also or {}),
    }
    return [replace(spec, of_many=looks.get(spec.name, "")) for spec in fields]
