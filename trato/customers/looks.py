"""What belongs to a contact or company and to those that were merged into it, looked at once for all of its fields.

What each field says is that of the expression by which it is read alone; that the two agree is tested.
"""

from trato.foundation.public import Look

CLUSTER, IDENTITIES, ADDRESSES = "of_cluster", "of_identities", "of_addresses"
KINDS = ("email", "phone", "website", "domain", "external")
LINES = ("street", "city", "region", "postal_code", "country")

# OFFSET keeps the planner from putting the text of the whole array wherever it is named.
_CLUSTER = {
    owner: f"""select array(select r.id union all select m.id from customers_{owner} m
  where m.root_id = r.id and m.root_id <> m.id) as ids offset 0"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}
TAGS_OF_CLUSTER = f"""(select coalesce(json_agg(t.name order by t.key), '[]') from customers_tag t
  where t.id in (select g.tag_id from customers_tagging g where g.record_id = any({CLUSTER}.ids)))"""  # noqa: S608  # constants
# Sorted once, the row's own first, so that the first of each kind is the one that a list shows.
_IDENTITIES = {
    owner: f"""select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'source', i.source,
    'value', i.value, 'normalised', i.normalised, 'label', i.label, 'shared', i.is_shared, 'proof', i.proof)),
    '[]') as every,
  {", ".join(f"(array_agg(i.value) filter (where i.kind = '{kind}'))[1] as {kind}" for kind in KINDS)}
  from (select i.* from customers_identity i where i.{owner}_id = any({CLUSTER}.ids)
    order by i.{owner}_id <> r.id, i.{owner}_id, i.place, i.id offset 0) i"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}
_ADDRESSES = {
    owner: f"""select coalesce(json_agg(json_build_object('label', a.label, 'street', a.street, 'city', a.city,
    'region', a.region, 'postal_code', a.postal_code, 'country', a.country)), '[]') as every,
  {", ".join(f"(array_agg(a.{line}))[1] as {line}" for line in LINES)}
  from (select a.* from customers_address a where a.{owner}_id = any({CLUSTER}.ids)
    order by a.{owner}_id <> r.id, a.{owner}_id, a.place, a.id offset 0) a"""  # noqa: S608  # constants
    for owner in ("contact", "company")
}


def looks_of(owner: str) -> list[Look]:
    return [
        Look(name=CLUSTER, sql=_CLUSTER[owner]),
        Look(name=IDENTITIES, sql=_IDENTITIES[owner], after=(CLUSTER,)),
        Look(name=ADDRESSES, sql=_ADDRESSES[owner], after=(CLUSTER,)),
    ]


def begun_by(owner: str) -> list[str]:
    """By e-mail addresses, by their domains, by domains of their own. Of what was merged, its root is found.

    Contacts and companies stand in one index: the first thousand of both are looked at.
    """
    ranges = (("email", "i.normalised"), ("email", "split_part(i.normalised, '@', 2)"), ("domain", "i.normalised"))
    return [
        f"""select o.root_id as id from (select i.{owner}_id as id from customers_identity i
    where i.kind = '{kind}' and i.is_living and {value} >= %s and {value} < %s order by {value} limit 1000) i
  cross join lateral (select o.root_id from customers_{owner} o where o.id = i.id offset 0) o"""  # noqa: S608  # constants
        for kind, value in ranges
    ]
