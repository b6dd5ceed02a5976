"""While a move is prepared others work too, and pages grow old: no old page says anything about what is new."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from trato.customers.contacts.models import Contact
from trato.customers.tests.moving import brought_in, given, moved
from trato.foundation.moving_in.errors import MoveRefused
from trato.foundation.moving_in.public import Move, choose_people, prepare_move, run_move_to_the_end, start_move
from trato.foundation.moving_in.use_cases.run import stop_move
from trato.foundation.moving_in.use_cases.start import (
    add_move_files,
    choose_system,
    choose_what_it_holds,
    choose_words_of,
    discard_move,
    make_fields_of,
)
from trato.foundation.public import Actor, Import, NotAllowed, NotFound, User, run_to_the_end, undo

pytestmark = pytest.mark.usefixtures("own_home")

CONTACTS = (
    "Record ID,First Name,Last Name,Email,Contact owner\n"
    "1,Ana,Ferrer,ana@x.example,Nobody Here\n"
    "2,Bea,Roig,bea@x.example,Alice\n"
)
NOTES = "Record ID,Note body,Activity date,Associated Contact IDs\n7,<p>Call back</p>,2024-05-01 10:00,1\n"


@pytest.fixture
def move(as_alice: Actor) -> Move:
    return start_move("hubspot", given(contacts=CONTACTS), by=as_alice)


def file_of(move: Move) -> Import:
    return Import.objects.get(move=move)


def test_a_program_that_nobody_knows_is_refused_and_leaves_nothing(as_alice: Actor) -> None:
    with pytest.raises(MoveRefused, match="Choose the program"):
        start_move("lotus", given(contacts=CONTACTS), by=as_alice)
    assert not Move.objects.exists()


def test_nor_can_it_be_chosen_later(move: Move, as_alice: Actor) -> None:
    with pytest.raises(MoveRefused, match="Choose the program"):
        choose_system(move.id, "", by=as_alice)
    move.refresh_from_db()
    assert move.system == "hubspot"


@pytest.mark.parametrize("people", [{"somebody else": ""}, {"nobody here": "none"}, {"nobody here": str(uuid4())}])
def test_people_of_an_old_page_are_refused(people: dict[str, str], move: Move, as_alice: Actor) -> None:
    with pytest.raises(MoveRefused, match="have changed meanwhile"):
        choose_people(move.id, people, by=as_alice)
    move.refresh_from_db()
    assert move.people["nobody here"]["user"] is None


def test_a_colleague_who_left_meanwhile_is_nobody_to_own_anything(move: Move, as_alice: Actor, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)

    with pytest.raises(MoveRefused, match="have changed meanwhile"):
        choose_people(move.id, {"nobody here": str(bob.pk)}, by=as_alice)


def test_it_does_not_begin_while_nobody_said_who_is_meant(move: Move, as_alice: Actor) -> None:
    with pytest.raises(MoveRefused, match="who of you is meant by: Nobody Here"):
        prepare_move(move.id, by=as_alice)
    move.refresh_from_db()
    assert move.change_set is None


def test_words_of_an_old_page_are_refused(move: Move, as_alice: Actor) -> None:
    with pytest.raises(MoveRefused, match="have changed meanwhile"):
        choose_words_of(move.id, file_of(move).id, {("lifecycle_stage", "opportunity"): "lead"}, by=as_alice)


def test_a_file_of_another_move_is_not_in_this_one(move: Move, as_alice: Actor) -> None:
    other = start_move("hubspot", given(contacts=CONTACTS), by=as_alice)

    with pytest.raises(MoveRefused, match="no such file"):
        choose_what_it_holds(move.id, file_of(other).id, "contact", by=as_alice)


def test_a_file_holds_nothing_that_there_is_not(move: Move, as_alice: Actor) -> None:
    with pytest.raises(MoveRefused):
        choose_what_it_holds(move.id, file_of(move).id, "spaceship", by=as_alice)
    assert file_of(move).kind == "contact"


def test_when_all_files_are_left_out_there_is_nothing_to_begin(move: Move, as_alice: Actor) -> None:
    choose_what_it_holds(move.id, file_of(move).id, "", by=as_alice)

    with pytest.raises(MoveRefused, match="None of the files"):
        prepare_move(move.id, by=as_alice)


BEGUN: list[Callable[[Move, Actor], object]] = [
    lambda move, by: add_move_files(move.id, given(notes=NOTES), by=by),
    lambda move, by: choose_system(move.id, "odoo", by=by),
    lambda move, by: choose_people(move.id, {}, by=by),
    lambda move, by: choose_what_it_holds(move.id, file_of(move).id, "company", by=by),
    lambda move, by: choose_words_of(move.id, file_of(move).id, {}, by=by),
    lambda move, by: make_fields_of(move.id, file_of(move).id, [0], by=by),
    lambda move, by: discard_move(move.id, by=by),
]


@pytest.mark.parametrize("act", BEGUN, ids=["add", "system", "people", "kind", "words", "fields", "discard"])
def test_what_has_begun_is_changed_by_no_page_that_was_still_open(
    act: Callable[[Move, Actor], object], move: Move, as_alice: Actor
) -> None:
    choose_people(move.id, {"nobody here": ""}, by=as_alice)
    prepare_move(move.id, by=as_alice)

    with pytest.raises(MoveRefused, match="has begun"):
        act(move, as_alice)


@pytest.mark.parametrize("act", BEGUN, ids=["add", "system", "people", "kind", "words", "fields", "discard"])
def test_nobody_touches_the_move_of_another(
    act: Callable[[Move, Actor], object], move: Move, as_bob: Actor, as_charlie: Actor
) -> None:
    with pytest.raises(NotFound):
        act(move, as_bob)
    with pytest.raises(NotAllowed):
        act(move, as_charlie)


def test_a_double_click_begins_one_move(move: Move, as_alice: Actor) -> None:
    choose_people(move.id, {"nobody here": ""}, by=as_alice)
    prepare_move(move.id, by=as_alice)

    with pytest.raises(MoveRefused, match="not waiting to be started"):
        prepare_move(move.id, by=as_alice)


def test_a_second_worker_finds_nothing_to_do(move: Move, as_alice: Actor) -> None:
    choose_people(move.id, {"nobody here": ""}, by=as_alice)
    done = brought_in(move, by=as_alice)

    run_move_to_the_end(done.id)

    assert done.state == "finished"
    assert Contact.objects.count() == 2


def test_one_that_was_stopped_before_it_began_brings_nothing_until_it_goes_on(move: Move, as_alice: Actor) -> None:
    choose_people(move.id, {"nobody here": ""}, by=as_alice)
    prepare_move(move.id, by=as_alice)
    stop_move(move.id, by=as_alice)
    run_move_to_the_end(move.id)
    assert not Contact.objects.exists()

    assert brought_in(move, by=as_alice).state == "finished"
    assert Contact.objects.count() == 2


def test_the_same_set_twice_makes_nobody_twice(as_alice: Actor) -> None:
    moved("hubspot", given(contacts=CONTACTS), by=as_alice)
    again = moved("hubspot", given(contacts=CONTACTS), by=as_alice)

    assert Contact.objects.count() == 2
    assert again.state == "finished"


def test_what_was_taken_back_can_come_in_again(as_alice: Actor) -> None:
    first = moved("hubspot", given(contacts=CONTACTS, notes=NOTES), by=as_alice)
    assert first.change_set is not None
    taken: Any = undo(first.change_set.id, by=as_alice)
    run_to_the_end(taken.id)
    assert not Contact.objects.filter(is_standing=True).exists()

    moved("hubspot", given(contacts=CONTACTS, notes=NOTES), by=as_alice)

    assert sorted(Contact.objects.filter(is_standing=True).values_list("name", flat=True)) == ["Ana Ferrer", "Bea Roig"]
