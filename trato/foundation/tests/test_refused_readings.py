"""What a list cannot do is refused in words: hidden fields, orders without an index, bent cursors."""

import json
from typing import Any

import pytest

from trato.foundation.public import (
    Actor,
    CursorRefused,
    FieldUnknown,
    Filter,
    Role,
    User,
    count_up_to,
    filterable_fields,
    filters_from,
    read_page,
    record_kind,
    sortable_fields,
)
from trato.foundation.tests.listing import contacts
from trato.kit.testing.real_files import real_file


@pytest.fixture
def less_sighted(alice: User) -> Actor:
    Role.objects.filter(people=alice).update(hidden_fields=["contact.email", "contact.lead_status", "contact.name"])
    return alice.acting()


@pytest.mark.parametrize("name", ["email", "lead_status", "nonsense", "", "r.id", "name'; drop table event; --"])
def test_a_hidden_or_unknown_field_cannot_be_selected(nuria: Any, less_sighted: Actor, name: str) -> None:
    with pytest.raises(FieldUnknown):
        read_page(record_kind("contact"), seen_by=less_sighted, columns=(name,), sort="last_activity_at")


def test_a_hidden_field_cannot_be_sorted_by(nuria: Any, less_sighted: Actor) -> None:
    with pytest.raises(FieldUnknown):
        read_page(record_kind("contact"), seen_by=less_sighted, columns=("city",), sort="name")
    assert "name" not in [spec.name for spec in sortable_fields(record_kind("contact"), seen_by=less_sighted)]


def test_a_hidden_field_cannot_be_filtered_by(nuria: Any, less_sighted: Actor) -> None:
    kind = record_kind("contact")

    with pytest.raises(FieldUnknown):
        read_page(
            kind,
            seen_by=less_sighted,
            columns=("city",),
            sort="last_activity_at",
            filters=[Filter("lead_status", ("new",))],
        )
    assert "lead_status" not in [spec.name for spec in filterable_fields(kind, seen_by=less_sighted)]
    assert list(filters_from(kind, {"lead_status": ["new"]}, seen_by=less_sighted)[1]) == ["lead_status"]


@pytest.mark.parametrize("name", ["email", "city", "owner"])
def test_what_has_no_index_cannot_be_sorted_by(as_alice: Actor, name: str) -> None:
    with pytest.raises(FieldUnknown):
        read_page(record_kind("contact"), seen_by=as_alice, columns=("name",), sort=name)


def test_what_has_no_column_of_its_own_cannot_be_filtered_by(as_alice: Actor) -> None:
    with pytest.raises(FieldUnknown):
        count_up_to(record_kind("contact"), seen_by=as_alice, filters=[Filter("email", ("x",))])


@pytest.mark.parametrize("cursor", ["x", ":", "a:b", "W10:abc", "Ω", "=" * 5_000, "eyJhIjoxfQ:1", "\ud800"])
def test_a_bent_cursor_is_refused_in_words(as_alice: Actor, cursor: str) -> None:
    with pytest.raises(CursorRefused):
        read_page(record_kind("contact"), seen_by=as_alice, columns=("name",), after=cursor)


def test_a_cursor_of_another_order_or_kind_is_refused(as_alice: Actor, bakery: Any) -> None:
    contacts([{"name": "Ana"}, {"name": "Eva"}], by=as_alice)
    kind = record_kind("contact")
    cursor = read_page(kind, seen_by=as_alice, columns=("name",), limit=1).next

    for other in ({"descending": True}, {"sort": "last_activity_at"}):
        with pytest.raises(CursorRefused):
            read_page(kind, seen_by=as_alice, columns=("name",), after=cursor, **other)
    with pytest.raises(CursorRefused):
        read_page(record_kind("company"), seen_by=as_alice, columns=("name",), after=cursor)


def test_no_naughty_string_breaks_a_reading(as_ada: Actor, installed: Any) -> None:
    kind = record_kind("contact")
    names = [spec.name for spec in filterable_fields(kind, seen_by=as_ada)]
    for text in json.loads(real_file("robustness/blns/blns.json").read_text()):
        given = {name: [text] for name in [*names, "q"]}
        filters, _refused = filters_from(kind, given, seen_by=as_ada)
        assert count_up_to(kind, seen_by=as_ada, filters=filters) == 0
        with pytest.raises(CursorRefused):
            read_page(kind, seen_by=as_ada, columns=("name",), after=text or "x")
