"""A large load leaves its indexes out and builds them last; a system in use keeps them."""

import pytest
from django.db import connection

from trato.customers.public import Contact
from trato.customers.seeding import use_cases
from trato.customers.seeding.indexes import build_missing_indexes, indexes_set_aside
from trato.customers.seeding.use_cases import seed_customers
from trato.customers.tests.test_seeding import ORDER
from trato.foundation.public import SYSTEM


def index_names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexname from pg_indexes"
            " where tablename like 'customers_%%' or tablename = 'foundation_searchword'"
        )
        return {name for (name,) in cursor.fetchall()}


def test_a_large_load_builds_its_indexes_last(installed: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "WORTH_REBUILDING", 100)
    before, during = index_names(), set[str]()

    def look(what: str, done: int, of: int, seconds: float) -> None:
        during.update(index_names() if what == "contacts" else ())

    seed_customers(ORDER, by=SYSTEM, say=look)

    assert "contact_search" not in during
    assert "identity_names_one_contact" in during
    assert index_names() == before


def test_a_system_in_use_keeps_its_indexes(nuria: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "WORTH_REBUILDING", 1)

    def look(what: str, done: int, of: int, seconds: float) -> None:
        assert "contact_search" in index_names()

    seed_customers(ORDER, by=SYSTEM, say=look)


def test_indexes_that_a_killed_run_left_out_come_back(installed: object) -> None:
    before = index_names()
    with connection.cursor() as cursor:
        cursor.execute("drop index contact_search; drop index identity_reaches")

    assert set(build_missing_indexes()) == {"contact_search", "identity_reaches"}
    assert index_names() == before


def test_a_failure_leaves_no_index_out(installed: object) -> None:
    before = index_names()

    with pytest.raises(RuntimeError), indexes_set_aside():
        raise RuntimeError
    assert index_names() == before
