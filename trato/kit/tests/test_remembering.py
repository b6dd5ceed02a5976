from itertools import count

import pytest

from trato.kit.remembering import remembered, remembering


def test_what_was_asked_is_asked_once_while_a_page_is_put_together() -> None:
    numbers = count()

    with remembering():
        answers = [remembered("number", lambda: next(numbers)) for _ in range(3)]

    assert answers == [0, 0, 0]


def test_different_questions_have_answers_of_their_own() -> None:
    with remembering():
        assert remembered(("members", 1), lambda: "one") == "one"
        assert remembered(("members", 2), lambda: "two") == "two"


def test_outside_of_a_page_it_is_asked_each_time() -> None:
    numbers = count()

    assert [remembered("number", lambda: next(numbers)) for _ in range(2)] == [0, 1]


def test_the_next_page_asks_anew_also_when_the_one_before_failed() -> None:
    numbers = count()

    def fail() -> None:
        with remembering():
            remembered("number", lambda: next(numbers))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with remembering():
        assert remembered("number", lambda: next(numbers)) == 1


def test_a_part_of_a_page_that_remembers_as_well_knows_what_the_page_knows() -> None:
    with remembering():
        remembered("number", lambda: 1)
        with remembering():
            assert remembered("number", lambda: 2) == 1
        assert remembered("number", lambda: 3) == 1
