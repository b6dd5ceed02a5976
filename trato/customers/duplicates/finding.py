"""Pairs that may be one record, found for a set of records in one statement each.

Every look at others is bounded: a switchboard that a thousand people share says nothing about any two of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from trato.customers.duplicates.free_mail import FREE_MAIL

ALIKE = 0.5  # of two names, by their trigrams
LEAST = 60
BASES = {
    "phone": 58,
    "email": 56,
    "website": 52,
    "name": 62,
    "name_at_company": 50,
    "name_at_domain": 48,
}
# The search text begins with the name, folded as people search: accents and case do not make two names.
_CALLED_AS = {name: f"left({name}.search_text, length({name}.name))" for name in "sbc"}
_SHARED = """
select s.id, b.root_id, case i.kind when 'phone' then 'phone' when 'email' then 'email' else 'website' end,
  similarity({called_s}, {called_b})
from {table} s join customers_identity i on i.{owner}_id = s.id and i.is_living
  and i.kind in ('phone', 'email', 'website')
cross join lateral (select array_agg(o.{owner}_id) as owners from (
    select o.{owner}_id from customers_identity o
    where o.kind = i.kind and o.normalised = i.normalised and o.is_living and o.{owner}_id is not null limit 12) o) o
cross join lateral unnest(o.owners) as held (id)
join {table} b on b.id = held.id and b.deleted_at is null and b.root_id <> s.id
where s.id = any(%(ids)s) and s.is_standing and array_length(o.owners, 1) < 12"""
_AT_COMPANY = """
select s.id, c.id, 'name_at_company', similarity({called_s}, {called_c})
from customers_contact s join customers_position p on p.contact_id = s.id and p.company_id is not null
cross join lateral (select q.contact_id from customers_position q
  where q.company_id = p.company_id and q.contact_id <> s.id limit 300) q
join customers_contact c on c.id = q.contact_id and c.is_standing
where s.id = any(%(ids)s) and s.is_standing and similarity({called_s}, {called_c}) >= %(alike)s"""
_AT_DOMAIN = """
select s.id, c.id, 'name_at_domain', similarity({called_s}, {called_c})
from customers_contact s join customers_identity i on i.contact_id = s.id and i.kind = 'email' and i.is_living
cross join lateral (select e.contact_id from customers_identity e
  where e.kind = 'email' and e.is_living and e.contact_id <> s.id
    and split_part(e.normalised, '@', 2) = split_part(i.normalised, '@', 2) limit 300) e
join customers_contact c on c.id = e.contact_id and c.is_standing
where s.id = any(%(ids)s) and s.is_standing and split_part(i.normalised, '@', 2) <> all(%(free)s)
  and similarity({called_s}, {called_c}) >= %(alike)s"""
_SAME_NAME = """
select s.id, c.id, 'name', 1.0 from customers_company s cross join lateral (select c.id from customers_company c
  where c.is_standing and lower(c.name) = lower(s.name) and c.id <> s.id limit 12) c
where s.id = any(%(ids)s) and s.is_standing"""
_NAMES = {f"called_{name}": called for name, called in _CALLED_AS.items()}
LOOKS = {
    "contact": tuple(
        look.format(table="customers_contact", owner="contact", **_NAMES) for look in (_SHARED, _AT_COMPANY, _AT_DOMAIN)
    ),
    "company": (_SHARED.format(table="customers_company", owner="company", **_NAMES), _SAME_NAME),
}


@dataclass(frozen=True)
class Pair:
    """In the order of their ids, as a suggestion keeps them."""

    one: UUID
    other: UUID
    score: int
    reasons: tuple[str, ...]


def pairs_among(kind: str, ids: Sequence[UUID]) -> list[Pair]:
    """Of standing records, each pair once with all that speaks for it."""
    asked: dict[str, Any] = {"ids": list(ids), "alike": ALIKE, "free": sorted(FREE_MAIL)}
    reasons: dict[tuple[UUID, UUID], dict[str, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        for look in LOOKS[kind]:
            cursor.execute(look, asked)
            for one, other, reason, alike in cursor.fetchall():
                held = reasons[min(one, other), max(one, other)]
                held[reason] = max(float(alike), held.get(reason, 0.0))
    found = (Pair(one, other, score_of(held), tuple(sorted(held))) for (one, other), held in reasons.items())
    return [pair for pair in found if pair.score >= LEAST]


def score_of(reasons: Mapping[str, float]) -> int:
    """The strongest reason, more where the names are alike, and a little for each other one. Never a certainty."""
    strongest = max(BASES[reason] for reason in reasons)
    alike = max(reasons.values())
    return min(99, round(strongest + 36 * max(0.0, alike - 0.2) / 0.8 + 3 * (len(reasons) - 1)))
