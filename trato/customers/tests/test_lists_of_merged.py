"""Lists of merged contacts: who was on one as somebody else is on it, and parts with it."""

from uuid import UUID

import pytest

from trato.customers.public import (
    Contact,
    add_to_list,
    create_contacts,
    create_lists,
    merge_contacts,
    remove_from_list,
    unmerge_contacts,
)
from trato.foundation.public import Actor


@pytest.fixture
def other(as_alice: Actor) -> UUID:
    (saved,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
    return saved.id


def test_who_was_merged_comes_off_a_list_by_any_of_those_she_was(nuria: Contact, other: UUID, as_alice: Actor) -> None:
    (listed,) = create_lists([{"name": "Guests", "member_kind": "contact"}], by=as_alice)
    add_to_list(listed.id, [other], by=as_alice)
    merge_contacts({other: nuria.id}, by=as_alice)

    assert remove_from_list(listed.id, [nuria.id], by=as_alice) == [other]
    assert remove_from_list(listed.id, [nuria.id], by=as_alice) == []

    unmerge_contacts([other], by=as_alice)
    assert remove_from_list(listed.id, [nuria.id, other], by=as_alice) == []


def test_who_was_not_taken_off_is_on_the_list_again_after_unmerging(
    nuria: Contact, other: UUID, as_alice: Actor
) -> None:
    (listed,) = create_lists([{"name": "Guests", "member_kind": "contact"}], by=as_alice)
    add_to_list(listed.id, [other], by=as_alice)
    merge_contacts({other: nuria.id}, by=as_alice)

    unmerge_contacts([other], by=as_alice)

    assert remove_from_list(listed.id, [nuria.id], by=as_alice) == []
    assert remove_from_list(listed.id, [other], by=as_alice) == [other]
