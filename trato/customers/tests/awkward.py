"""A file with everything in it that imports are bad at, and what stands there after it, without ids and times."""

import csv
from collections.abc import Sequence
from io import StringIO
from random import Random
from typing import Any

from django.db import connection

HEADER = ["Name", "First name", "E-mail", "Phone", "Company", "Role", "City", "Country", "Owner", "Tags", "Stage"]
NAMES = (
    "José Núñez",
    "రాజు వర్మ",
    "王小明",
    "O’Neill, Zoë",
    "łukasz Ż.",
    "=cmd()",
    "ﬁne Ligature",
    "Ana\u0301",
    "",
    "A" * 1001,
)
EMAILS = (
    "ANA@Example.com",
    "ana@example.com ",
    "bob@exämple.com",
    "no-at-sign",
    "a b@example.com",
    "office@firm.example",
    "",
)
PHONES = (
    "600 190 044",
    "+44 020 7946 0958",
    "(212) 555-0123",
    "0044 20 79460958",
    "12",
    "600 190 044 ext 7",
    "call me",
    "",
)
FIRMS = ("Corner Bakery", "CORNER bakery", "Straße 7", "Huerta", "రైతు బజార్", "X" * 1001, "")
COUNTRIES = ("España", "UK", "United States", "Atlantis", "de", "")
OWNERS = ("Alice", "bob@acequia.example", "Nobody Here", "")
TAGS = ("Fair; VIP", "vip,fair", "drip", "")
STAGES = ("lead", "Customer", "astronaut", "")
CHOICES = (
    NAMES,
    ("Ana", "", "Zoë"),
    EMAILS,
    PHONES,
    FIRMS,
    ("Buyer", ""),
    ("Bilbao", ""),
    COUNTRIES,
    OWNERS,
    TAGS,
    STAGES,
)

CONTACTS = """
select c.name, c.native_name, c.given_name, c.sort_key, c.search_text, c.version, c.lifecycle_stage, c.source,
  (select u.name from foundation_user u where u.id = c.owner_id),
  (select t.name from foundation_team t where t.id = c.team_id),
  (select array_agg(array[i.kind, i.value, i.normalised, i.proof, i.is_shared::text, i.place::text] order by i.place)
     from customers_identity i where i.contact_id = c.id),
  (select array_agg(array[a.city, a.country, a.place::text] order by a.place)
     from customers_address a where a.contact_id = c.id),
  (select array_agg(array[f.name, p.role, p.place::text] order by p.place) from customers_position p
     left join customers_company f on f.id = p.company_id where p.contact_id = c.id),
  (select array_agg(t.name order by t.key) from customers_tagging g join customers_tag t on t.id = g.tag_id
     where g.record_id = c.id),
  (select array_agg(w.word order by w.word) from foundation_searchword w where w.record_id = c.id),
  (select array_agg(e.kind || (e.data - 'change_set')::text order by e.subject_version) from event e
     where e.subject_id = c.id),
  (select array_agg(array[h.act, h.version::text, h.source, h.door, h.before::text, h.after::text] order by h.version)
     from foundation_change h where h.record_id = c.id)
from customers_contact c order by c.sort_key, c.search_text, c.id
"""
COMPANIES = """
select c.name, c.sort_key, c.search_text, c.version,
  (select p.name from customers_company p where p.id = c.parent_id),
  (select array_agg(i.normalised order by i.place) from customers_identity i where i.company_id = c.id),
  (select array_agg(h.act || h.version || h.source order by h.version)
     from foundation_change h where h.record_id = c.id)
from customers_company c order by c.sort_key, c.search_text, c.id
"""


def awkward_file(rows: int, *, seed: int = 7) -> str:
    """Most rows are fit to come in; the others are wrong in every way at once."""
    chance = Random(seed)  # noqa: S311  # made-up people
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for number in range(rows):
        writer.writerow(_row(number, chance))
        if number % 50 == 49:
            out.write("ragged,row\r\n\r\n")
    out.write('"never closed,b\r\nLast One,,last@example.com,,,,,,,,\r\n')
    return out.getvalue()


def _row(number: int, chance: Random) -> list[str]:
    if number % 3:
        email = f"p{chance.randrange(rows_apart(number))}@example.com"
        name = f"{chance.choice(NAMES[:8])} {number % 40}"
        return [name, "", email, chance.choice(PHONES[:2]), chance.choice(FIRMS[:5]), *_tail(chance)]
    return [chance.choice(choices) for choices in CHOICES]


def rows_apart(number: int) -> int:
    return number + 5


def _tail(chance: Random) -> list[str]:
    return [chance.choice(choices) for choices in (("Buyer", ""), ("Bilbao", ""), COUNTRIES[:3], OWNERS[:1], TAGS)] + [
        "lead"
    ]


def stands() -> Sequence[Any]:
    """Everything that the files left behind, in an order that does not hang on ids."""
    found = []
    with connection.cursor() as cursor:
        for statement in (CONTACTS, COMPANIES):
            cursor.execute(statement)
            found.append(cursor.fetchall())
    return found
