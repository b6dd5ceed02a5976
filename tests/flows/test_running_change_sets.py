"""A change set that is large, cut off, stopped or overtaken, and whose it is."""

import pytest

from tests.flows.test_change_sets import done, people, prepared
from trato.customers.public import Contact
from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed, NotFound
from trato.foundation.change_sets import running
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.queries import change_set_of, change_sets_before, progress_of_set
from trato.foundation.change_sets.running import carry_out, run_to_the_end
from trato.foundation.change_sets.use_cases.choose import give_values
from trato.foundation.change_sets.use_cases.run import do_chunk, run_change_set, stop_change_set, take_up
from trato.foundation.changes.models import Change, SetState
from trato.foundation.jobs import pacing
from trato.foundation.people.models import Role, User


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pacing, name, 3)


def test_a_large_one_waits_for_a_worker(as_alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 1)
    ids = people(3, by=as_alice)
    one = done("edit", ids, {"source": "Fair"}, by=as_alice)
    assert one.state == SetState.WAITING

    run_to_the_end(one.id)

    assert change_set_of(one.id, seen_by=as_alice).counts["changed"] == 3


def test_it_goes_on_where_it_was_cut_off_and_does_nothing_twice(as_alice: Actor, small: None) -> None:
    ids = people(8, by=as_alice)
    one = run_change_set(prepared("edit", ids, {"source": "Fair"}, by=as_alice).id, by=as_alice)
    first = take_up(one.id, by=as_alice)
    assert first
    do_chunk(first, limit=3, by=as_alice)

    run_to_the_end(one.id)

    assert Change.objects.filter(change_set_id=one.id).count() == 8
    assert change_set_of(one.id, seen_by=as_alice).counts["changed"] == 8


def test_a_late_worker_writes_nothing(as_alice: Actor) -> None:
    ids = people(4, by=as_alice)
    one = run_change_set(prepared("edit", ids, {"source": "Fair"}, by=as_alice).id, by=as_alice)
    late = take_up(one.id, by=as_alice)
    run_to_the_end(one.id)

    assert late
    assert not do_chunk(late, limit=3, by=as_alice)
    assert Change.objects.filter(change_set_id=one.id).count() == 4


def test_a_stopped_one_keeps_what_is_done_and_can_go_on(as_alice: Actor) -> None:
    ids = people(5, by=as_alice)
    one = run_change_set(prepared("edit", ids, {"source": "Fair"}, by=as_alice).id, by=as_alice)
    taken = take_up(one.id, by=as_alice)
    assert taken
    do_chunk(taken, limit=2, by=as_alice)
    stop_change_set(one.id, by=as_alice)

    assert not do_chunk(taken, limit=2, by=as_alice)
    assert Contact.objects.filter(source="Fair").count() == 2

    carry_out(one.id, by=as_alice)
    assert Contact.objects.filter(source="Fair").count() == 5


def test_rights_that_are_taken_away_meanwhile_hold(as_alice: Actor, seller: Role) -> None:
    ids = people(2, by=as_alice)
    one = run_change_set(prepared("edit", ids, {"source": "Fair"}, by=as_alice).id, by=as_alice)
    seller.rights = {}
    seller.save()

    run_to_the_end(one.id)

    assert not Contact.objects.filter(source="Fair").exists()


def test_somebody_who_left_changes_nothing_more_and_the_set_says_so(as_alice: Actor, alice: User) -> None:
    ids = people(2, by=as_alice)
    one = run_change_set(prepared("edit", ids, {"source": "Fair"}, by=as_alice).id, by=as_alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    run_to_the_end(one.id)

    one.refresh_from_db()
    assert (one.state, "does not work here" in one.failure) == (SetState.FAILED, True)


def test_a_set_is_for_who_did_it_and_who_looks_after_them(as_alice: Actor, as_bob: Actor, as_ada: Actor) -> None:
    one = done("edit", people(1, by=as_alice), {"source": "Fair"}, by=as_alice)

    assert change_set_of(one.id, seen_by=as_ada).id == one.id
    with pytest.raises(NotFound):
        change_set_of(one.id, seen_by=as_bob)
    with pytest.raises(NotFound):
        stop_change_set(one.id, by=as_bob)


def test_what_somebody_prepared_only_he_starts_and_nobody_is_told_of_it(as_alice: Actor, as_ada: Actor) -> None:
    one = prepared("edit", people(1, by=as_alice), {"source": "Fair"}, by=as_alice)

    with pytest.raises(NotAllowed):
        run_change_set(one.id, by=as_ada)
    assert change_sets_before(None, seen_by=as_ada, limit=9) == []


def test_it_is_not_started_twice(as_alice: Actor) -> None:
    one = done("edit", people(1, by=as_alice), {"source": "Fair"}, by=as_alice)

    with pytest.raises(ChangeSetRefused):
        run_change_set(one.id, by=as_alice)


def test_values_are_needed_where_the_act_is_about_values(as_alice: Actor) -> None:
    one = prepared("edit", people(1, by=as_alice), by=as_alice)

    with pytest.raises(ChangeSetRefused):
        run_change_set(one.id, by=as_alice)
    with pytest.raises(ChangeSetRefused):
        give_values(one.id, values={}, by=as_alice)


def test_progress_is_told_by_records(as_alice: Actor) -> None:
    one = run_change_set(prepared("edit", people(4, by=as_alice), {"source": "Fair"}, by=as_alice).id, by=as_alice)
    assert progress_of_set(one).percent == 0
    taken = take_up(one.id, by=as_alice)
    assert taken
    do_chunk(taken, limit=2, by=as_alice)

    told = progress_of_set(taken)

    assert told.percent == 50
    assert told.seconds_left is not None
    run_to_the_end(one.id)
    assert progress_of_set(change_set_of(one.id, seen_by=as_alice)).percent == 100
