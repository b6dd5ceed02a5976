"""Whoever set the workers to change many records hears of the end, wherever they are by then."""

import pytest

from tests.flows.test_change_sets import people, prepared
from trato.customers.tests.reading import Readers
from trato.foundation.change_sets.running import carry_out, run_to_the_end, undo
from trato.foundation.public import Actor, ChangeSet, User, news_of


@pytest.fixture
def readers() -> Readers:
    return Readers()


def changed_by_workers(count: int, *, by: Actor) -> ChangeSet:
    one = carry_out(prepared("edit", people(count, by=by), {"source": "Fair"}, by=by).id, by=by)
    run_to_the_end(one.id)
    return one


def told(user: User) -> list[tuple[str, str]]:
    return [(each.sentence, each.url) for each in news_of(user.acting()).told]


def test_the_end_of_a_large_one_is_news_with_the_way_to_its_page(
    readers: Readers, as_alice: Actor, alice: User
) -> None:
    one = changed_by_workers(1_203, by=as_alice)
    readers.run()

    assert told(alice) == [
        ("“Edit: 1,203 contacts” is done: 1,203 changed, 0 not changed", f"/change-sets/{one.id}/"),
    ]


def test_its_undo_is_news_as_well(readers: Readers, as_alice: Actor, alice: User) -> None:
    back = undo(changed_by_workers(201, by=as_alice).id, by=as_alice)
    run_to_the_end(back.id)
    readers.run()

    assert [url for _sentence, url in told(alice)][0] == f"/change-sets/{back.id}/"


def test_what_was_done_at_once_is_no_news(readers: Readers, as_alice: Actor, alice: User) -> None:
    changed_by_workers(200, by=as_alice)
    readers.run()

    assert told(alice) == []


def test_nobody_else_is_told(readers: Readers, as_alice: Actor, bob: User, ada: User) -> None:
    changed_by_workers(201, by=as_alice)
    readers.run()

    assert told(bob) == told(ada) == []
