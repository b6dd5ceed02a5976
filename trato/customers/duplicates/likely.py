"""Whether what somebody types is there already: asked while the form is still open."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.customers.duplicates.finding import ALIKE
from trato.customers.duplicates.free_mail import FREE_MAIL
from trato.customers.identities.models import Identity
from trato.foundation.public import STANDING, Actor, RecordKind, prepare_rows, reach_sql, read_records
from trato.kit.text import search_text

MOST = 5
ASKED = ("email", "phone", "domain", "website", "external_id")
_ALIKE = """
select r.id from {table} r
where r.is_standing and {near} and similarity(left(r.search_text, length(r.name)), %s) >= %s and {reach}
order by similarity(left(r.search_text, length(r.name)), %s) desc, r.id limit %s"""
_AT_COMPANY = """r.id in (select p.contact_id from customers_position p join customers_company c on c.id = p.company_id
  where c.is_standing and lower(c.name) = lower(%s) limit 500)"""
_AT_DOMAIN = """r.id in (select e.contact_id from customers_identity e where e.kind = 'email' and e.is_living
  and split_part(e.normalised, '@', 2) = %s limit 500)"""
_CALLED = "lower(r.name) = lower(%s)"


def likely(
    kind: RecordKind, typed: Mapping[str, str], *, seen_by: Actor, but: UUID | None = None
) -> list[dict[str, Any]]:
    """Standing records that the reader sees: those with the same identity first, then those nearly called so."""
    found = [*_same(kind, typed, seen_by), *_alike(kind, typed, seen_by)]
    ids = [id_ for id_ in dict.fromkeys(found) if id_ != but][:MOST]
    columns = [name for name in ("name", "email", "domain", "company") if name in kind.by_name]
    seen = [name for name in columns if seen_by.may_see_field(kind.name, name)]
    return read_records(kind, ids, seen_by=seen_by, columns=seen) if ids else []


def _same(kind: RecordKind, typed: Mapping[str, str], actor: Actor) -> list[UUID]:
    """By the roots of whoever has the same identity, in the form in which two are the same."""
    given = {name: text for name, text in typed.items() if name in ASKED and name in kind.by_name and text}
    (row,) = prepare_rows(kind, [given], by=actor)
    forms = [(each["kind"], each["normalised"]) for each in row.parts.get("identities", {}).values() if each]
    held: list[UUID] = []
    for identity, form in forms:
        rows = Identity.objects.filter(kind=identity, normalised=form, is_living=True)
        held += rows.exclude(**{kind.name: None}).values_list(f"{kind.name}__root_id", flat=True)[:MOST]
    model: Any = kind.model()
    seen = model.objects.seen_by(actor).filter(STANDING, pk__in=held) if held else model.objects.none()
    return list(seen.values_list("pk", flat=True))


def _alike(kind: RecordKind, typed: Mapping[str, str], actor: Actor) -> list[UUID]:
    name = typed.get("name", "").strip()
    if len(name) < 3:
        return []
    found: list[UUID] = []
    called = search_text(name)
    for near, value in _near(kind, typed, name):
        reach, parameters = reach_sql(actor, kind.right("see"))
        statement = sql.SQL(_ALIKE).format(table=sql.Identifier(kind.table), near=sql.SQL(near), reach=reach)
        with connection.cursor() as cursor:
            cursor.execute(statement, [value, called, ALIKE, *parameters, called, MOST])
            found += [id_ for (id_,) in cursor.fetchall()]
    return found


def _near(kind: RecordKind, typed: Mapping[str, str], name: str) -> Sequence[tuple[Any, str]]:
    """Names alone say little of people; with the company or the domain of the e-mail they do."""
    if kind.name == "company":
        return [(_CALLED, name)]
    domain = typed.get("email", "").rpartition("@")[2].strip().lower()
    near: list[tuple[Any, str]] = []
    if typed.get("company", "").strip():
        near.append((_AT_COMPANY, typed["company"].strip()))
    if "." in domain and domain not in FREE_MAIL and not set(domain) & set("%_\\"):
        near.append((_AT_DOMAIN, domain))
    return near
