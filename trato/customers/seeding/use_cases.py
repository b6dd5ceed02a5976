"""Many customers at once, to see how the system carries them."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from time import monotonic

from django.db import connection

from trato.customers.seeding.colleagues import seeded_owners
from trato.customers.seeding.copying import copy_chunks
from trato.customers.seeding.event_rows import created_lines, later_lines
from trato.customers.seeding.indexes import (
    build_missing_indexes,
    indexes_set_aside,
    is_empty,
    refresh_statistics,
)
from trato.customers.seeding.places_and_tags import TAGS
from trato.customers.seeding.plan import Plan
from trato.customers.seeding.rows import company_lines, contact_lines
from trato.customers.tags.models import Tag
from trato.foundation.public import Actor, ChangeSet, Say, learn_all_terms
from trato.kit.clock import now

WORTH_REBUILDING = 50_000
RECORDS_A_CHUNK = 4_000
EVENTS_A_CHUNK = 10_000


@dataclass(frozen=True, kw_only=True)
class Order:
    """How much is wanted."""

    contacts: int
    companies: int = 0
    events: int = 0
    seed: int = 1
    users: int = 200
    teams: int = 50


def seed_customers(order: Order, *, by: Actor, say: Say) -> Plan:
    """Each chunk is committed by itself, so this is no single act that could be taken back."""
    build_missing_indexes()
    is_large = order.contacts >= WORTH_REBUILDING and is_empty()
    plan = _plan(order, by)
    with keys_trusted(), indexes_set_aside() if is_large else nullcontext():
        for what, count, render, size in (
            ("companies", plan.companies, company_lines, RECORDS_A_CHUNK),
            ("contacts", plan.contacts, contact_lines, RECORDS_A_CHUNK),
            ("events of creation", plan.created_events, created_lines, EVENTS_A_CHUNK),
            ("later events", plan.later_events, later_lines, EVENTS_A_CHUNK),
        ):
            started = monotonic()
            for done in copy_chunks(count, partial(render, plan), size=size):
                say(what, done, count, monotonic() - started)
    learn_all_terms()
    refresh_statistics()
    ChangeSet.objects.filter(pk=plan.change_set).update(finished_at=now())
    return plan


def _plan(order: Order, by: Actor) -> Plan:
    run = ChangeSet.objects.filter(kind="seed").count() + 1
    counts = {"contacts": order.contacts, "companies": order.companies, "events": order.events}
    change_set = ChangeSet.objects.create(
        kind="seed", label=f"Seed {order.seed}", actor_kind=by.kind, actor_id=by.id, door=by.door, counts=counts
    )
    return Plan(
        contacts=order.contacts,
        companies=order.companies,
        events=order.events,
        seed=order.seed,
        run=run,
        until=now(),
        change_set=str(change_set.id),
        owners=seeded_owners(users=order.users, teams=order.teams),
        tags={name: _tag(name) for name in TAGS},
    )


def _tag(name: str) -> str:
    return str(Tag.objects.get_or_create(key=name.casefold(), defaults={"name": name})[0].id)


@contextmanager
def keys_trusted() -> Iterator[None]:
    """Every key in a seeded row is one we have just written: looking each of them up is half of the work.

    Only a superuser may spare it, as in the embedded database.
    """
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper from pg_roles where rolname = current_user")
        may = (cursor.fetchone() or (False,))[0]
        if may:
            cursor.execute("set session_replication_role = replica")
    try:
        yield
    finally:
        if may:
            with connection.cursor() as cursor:
                cursor.execute("reset session_replication_role")
