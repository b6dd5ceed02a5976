"""The time of the last activity stands beside the record, told by the log's reader."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.customers.public import Company, Contact, create_contacts, update_contacts, write_note
from trato.customers.timeline.subscribers import ACTIVITIES, note_last_activity
from trato.foundation.public import Actor, Reader, ReadEvent, RecordUpdate, contributions, run_readers
from trato.kit.ids import new_id
from trato.kit.testing.undone import undone

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)


def happened(kind: str, at: datetime, *, contact: Any = None, company: Any = None) -> ReadEvent:
    return ReadEvent(
        id=new_id(), kind=kind, at=at, actor_kind="user", actor_id=None, contact_id=contact, company_id=company,
        subject_type="note", subject_id=None, subject_version=1, channel="", data={}, era=0, xid="1",
    )  # fmt: skip


def forget(*, days: int | None) -> None:
    moment = None if days is None else MIDNIGHT + timedelta(days=days)
    for model in (Contact, Company):
        model.objects.update(last_activity_at=moment)


def days_of(record: Contact | Company) -> int | None:
    record.refresh_from_db()
    return None if record.last_activity_at is None else (record.last_activity_at - MIDNIGHT).days


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.none() | st.integers(0, 9), days=st.lists(st.integers(0, 9), max_size=5), twice=st.booleans())
def test_the_latest_wins_in_any_order_and_also_twice(
    before: int | None, days: list[int], twice: bool, nuria: Contact, bakery: Company
) -> None:
    events = [happened("customers.note_written", MIDNIGHT + timedelta(days=day), contact=nuria.id) for day in days]
    with undone():
        forget(days=before)
        for _time in range(1 + twice):
            note_last_activity(events)

        assert days_of(nuria) == max([*days, *([] if before is None else [before])], default=None)
        assert days_of(bakery) == before


def test_a_firms_activity_is_its_own(nuria: Contact, bakery: Company) -> None:
    forget(days=None)
    note_last_activity([happened("customers.note_written", MIDNIGHT, company=bakery.id)])

    assert (days_of(bakery), days_of(nuria)) == (0, None)


def test_what_happens_to_a_merged_contact_is_its_roots(nuria: Contact, as_alice: Actor) -> None:
    (other,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
    Contact.objects.filter(pk=other.id).update(root=nuria)
    forget(days=None)
    note_last_activity([happened("customers.note_written", MIDNIGHT, contact=other.id)])

    assert days_of(nuria) == 0
    assert Contact.objects.get(pk=other.id).last_activity_at is None


def test_what_is_gone_is_passed_over(nuria: Contact) -> None:
    forget(days=None)
    note_last_activity([happened("customers.note_written", MIDNIGHT, contact=new_id())])

    assert days_of(nuria) is None


def test_mending_a_field_is_no_activity() -> None:
    assert "customers.contact_changed" not in ACTIVITIES


@pytest.mark.django_db(transaction=True)
def test_a_note_moves_it_once_the_reader_came_by(nuria: Contact, as_alice: Actor) -> None:
    readers = [each for each in contributions(Reader) if each.name == "customers.last_activity"]
    run_readers(readers)
    forget(days=-30)
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair"})], by=as_alice)
    run_readers(readers)
    assert days_of(nuria) == -30

    write_note("She called.", by=as_alice, contact_id=nuria.id)
    assert days_of(nuria) == -30
    run_readers(readers)

    with connection.cursor() as cursor:
        cursor.execute("select max(at) from event where kind = 'customers.note_written'")
        (moment,) = cursor.fetchone()
    nuria.refresh_from_db()
    assert nuria.last_activity_at == moment
