"""A company is part of another, and never, however far up, of itself."""

import pytest

from trato.customers.public import Company, create_companies, update_companies
from trato.foundation.public import Actor, RecordUpdate, RowsRefused

RING = "itself a part of this one"


def part_of(child: Company, parent: Company, *, by: Actor) -> None:
    update_companies([RecordUpdate(id=child.id, values={"parent": str(parent.id)})], by=by)


@pytest.fixture
def chain(as_alice: Actor) -> list[Company]:
    """Oven is part of Bakery, Bakery of Holding."""
    create_companies(
        [{"name": "Oven", "parent": "Bakery"}, {"name": "Bakery", "parent": "Holding"}, {"name": "Holding"}],
        by=as_alice,
    )
    return [Company.objects.get(name=name) for name in ("Oven", "Bakery", "Holding")]


@pytest.mark.django_db
def test_parents_that_are_made_in_the_same_set_are_linked(chain: list[Company]) -> None:
    oven, bakery, holding = chain

    assert (oven.parent, bakery.parent, holding.parent) == (bakery, holding, None)


@pytest.mark.django_db
@pytest.mark.parametrize("below", [0, 1])
def test_who_stands_above_cannot_become_a_part_of_who_stands_below(
    chain: list[Company], below: int, as_alice: Actor
) -> None:
    with pytest.raises(RowsRefused, match=RING):
        part_of(chain[2], chain[below], by=as_alice)

    chain[2].refresh_from_db()
    assert chain[2].parent is None


@pytest.mark.django_db
def test_two_changes_of_one_set_do_not_make_a_ring_together(as_alice: Actor) -> None:
    first, second = (each.id for each in create_companies([{"name": "First"}, {"name": "Second"}], by=as_alice))
    updates = [
        RecordUpdate(id=first, values={"parent": str(second)}),
        RecordUpdate(id=second, values={"parent": str(first)}),
    ]

    with pytest.raises(RowsRefused, match=RING) as refused:
        update_companies(updates, by=as_alice)

    assert set(refused.value.rows) == {0, 1}
    assert not Company.objects.exclude(parent=None).exists()


@pytest.mark.django_db
def test_new_companies_that_name_each_other_are_refused(as_alice: Actor) -> None:
    rows = [{"name": "First", "parent": "Second"}, {"name": "Second", "parent": "First"}, {"name": "Third"}]

    with pytest.raises(RowsRefused, match=RING) as refused:
        create_companies(rows, by=as_alice)

    assert set(refused.value.rows) == {0, 1}


@pytest.mark.django_db
def test_a_chain_may_be_turned_round_in_one_set(chain: list[Company], as_alice: Actor) -> None:
    oven, bakery, holding = chain
    updates = [
        RecordUpdate(id=oven.id, values={"parent": None}),
        RecordUpdate(id=bakery.id, values={"parent": str(oven.id)}),
        RecordUpdate(id=holding.id, values={"parent": str(bakery.id)}),
    ]

    update_companies(updates, by=as_alice)

    holding.refresh_from_db()
    assert holding.parent == bakery
    assert Company.objects.get(pk=oven.id).parent is None


@pytest.mark.django_db
def test_saying_again_what_is_so_is_no_ring(chain: list[Company], as_alice: Actor) -> None:
    part_of(chain[0], chain[1], by=as_alice)

    assert Company.objects.get(pk=chain[0].pk).version == chain[0].version
