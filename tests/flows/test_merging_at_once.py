"""Two people at the same two records: the second waits, and is refused or goes on with what the first one left."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from trato.customers.public import (
    Contact,
    Merge,
    create_contacts,
    merge_contacts,
    unmerge_contacts,
    update_contacts,
)
from trato.foundation.public import Actor, Conflict, RecordUpdate
from trato.kit.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(as_ada: Actor) -> list[UUID]:
    rows = [{"name": "Eva Ruiz"}, {"name": "E. Ruiz", "source": "Fair"}]
    return [saved.id for saved in create_contacts(rows, by=as_ada)]


def held_open(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """The second begins while the transaction of the first is open, and ends after it. Answers its refusal, if any."""
    begun, answer = Event(), []

    def run() -> None:
        begun.set()
        try:
            second()
            answer.append(None)
        except DomainError as refusal:
            answer.append(refusal)
        finally:
            connection.close()

    other = Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        begun.wait(10)
        other.join(0.5)
        assert other.is_alive(), "it did not wait"
    other.join(20)
    return answer[0]


def edit(id_: UUID, by: Actor, **values: str) -> Callable[[], Any]:
    return lambda: update_contacts([RecordUpdate(id=id_, values=values)], by=by)


def test_an_edit_of_the_one_merged_away_is_refused_and_loses_nothing_silently(two: list[UUID], as_ada: Actor) -> None:
    refusal = held_open(lambda: merge_contacts({two[1]: two[0]}, by=as_ada), edit(two[1], as_ada, name="Late"))

    assert isinstance(refusal, Conflict)
    assert "merged into another" in str(refusal)
    assert Contact.objects.get(pk=two[1]).name == "E. Ruiz"


def test_an_edit_of_the_one_that_stays_goes_on_after_the_merge(two: list[UUID], as_ada: Actor) -> None:
    refusal = held_open(lambda: merge_contacts({two[1]: two[0]}, by=as_ada), edit(two[0], as_ada, name="Late"))

    assert refusal is None
    assert Contact.objects.get(pk=two[0]).name == "Late"


def test_a_merge_waits_for_an_edit_and_takes_its_value(two: list[UUID], as_ada: Actor) -> None:
    merge = lambda: merge_contacts({two[1]: two[0]}, by=as_ada)  # noqa: E731  # said once

    refusal = held_open(edit(two[1], as_ada, source="Letter"), merge)

    assert refusal is None
    assert Contact.objects.get(pk=two[0]).source == "Letter"


def test_two_that_merge_them_the_two_ways_round_make_no_ring(two: list[UUID], as_ada: Actor) -> None:
    refusal = held_open(
        lambda: merge_contacts({two[1]: two[0]}, by=as_ada), lambda: merge_contacts({two[0]: two[1]}, by=as_ada)
    )

    assert isinstance(refusal, Conflict)
    assert Merge.objects.count() == 1
    assert set(Contact.objects.filter(pk__in=two).values_list("root_id", flat=True)) == {two[0]}


def test_two_that_unmerge_at_once_unmerge_once(two: list[UUID], as_ada: Actor) -> None:
    merge_contacts({two[1]: two[0]}, by=as_ada)

    refusal = held_open(lambda: unmerge_contacts([two[1]], by=as_ada), lambda: unmerge_contacts([two[1]], by=as_ada))

    assert isinstance(refusal, Conflict)
    assert not Merge.objects.exists()
