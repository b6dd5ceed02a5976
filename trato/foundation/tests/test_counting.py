"""A count above a list: exact where that is cheap, and it says where it is not."""

import pytest

from trato.foundation.kinds import counting
from trato.foundation.kinds.conditions import TEXT, Filter
from trato.foundation.public import SYSTEM, Actor, Count, Reach, count_about, count_up_to, record_kind
from trato.foundation.tests.listing import contacts

ROWS = [
    {
        "name": f"Marta {n:02}",
        "lifecycle_stage": "customer" if n % 4 == 0 else "lead",
        "lead_status": "qualified" if n % 3 == 0 else "new",
        "country": "ES" if n % 2 else "IN",
        "tags": ["rare"] if n % 9 == 0 else [],
    }
    for n in range(20)
]
ASKED = [
    ((), 20),
    ((Filter("lifecycle_stage", ("customer",)),), 5),
    ((Filter("lifecycle_stage", ("customer",)), Filter("lead_status", ("qualified",))), 2),
    ((Filter("tags", ("rare",)),), 3),
    ((Filter("tags", ("rare",), "not"),), 17),
    ((Filter("tags", ("rare",)), Filter("country", ("IN",))), 2),
    ((Filter(TEXT, ("marta 0",)), Filter("country", ("ES",))), 5),
    ((Filter(TEXT, ("nobody",)),), 0),
]


@pytest.fixture
def twenty(as_alice: Actor) -> Actor:
    contacts(ROWS, by=as_alice)
    return as_alice


@pytest.mark.parametrize(("filters", "expected"), ASKED)
@pytest.mark.parametrize("few", [-1, 2_000])
@pytest.mark.django_db
def test_every_way_of_counting_counts_the_same(
    twenty: Actor, monkeypatch: pytest.MonkeyPatch, filters: tuple[Filter, ...], expected: int, few: int
) -> None:
    monkeypatch.setattr(counting, "FEW", few)
    kind = record_kind("contact")

    assert count_up_to(kind, seen_by=SYSTEM, filters=filters) == expected
    assert count_about(kind, seen_by=SYSTEM, filters=filters) == Count(expected)


@pytest.mark.django_db
def test_a_count_never_tells_of_what_is_out_of_reach(twenty: Actor, as_bob: Actor) -> None:
    rights = {**as_bob.rights, "customers.see_contacts": Reach.OWN}
    bob = Actor(kind="user", id=as_bob.id, name="", rights=rights)

    for filters, _expected in ASKED:
        assert count_about(record_kind("contact"), seen_by=bob, filters=filters) == Count(0)


@pytest.mark.parametrize("filters", [(), (Filter("tags", ("rare",)),)])
@pytest.mark.django_db
def test_a_count_stops_above_its_limit(twenty: Actor, filters: tuple[Filter, ...]) -> None:
    assert count_about(record_kind("contact"), seen_by=SYSTEM, filters=filters, limit=2) == Count(3)


@pytest.mark.django_db
def test_what_is_dear_to_count_is_estimated_and_says_so(twenty: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "DEAR", -1)
    count = count_about(record_kind("contact"), seen_by=SYSTEM, filters=ASKED[2][0])

    assert not count.is_exact
    assert count.number >= 0
