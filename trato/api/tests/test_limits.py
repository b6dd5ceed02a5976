"""How many requests a token may make, and that it is told."""

from collections.abc import Callable

import pytest

from trato.api.building import api
from trato.api.keys.bearer import Bearer
from trato.api.limits.buckets import MOST_BUCKETS, Limits
from trato.api.limits.errors import TooManyRequestsOfToken
from trato.foundation.public import User
from trato.kit.testing.programs import Program


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> Limits:
    """Six a minute: one in ten seconds."""
    return Limits(6, clock)


def test_a_full_bucket_is_emptied_by_one_with_every_request(limits: Limits) -> None:
    assert [limits.take("a").left for _ in range(6)] == [5, 4, 3, 2, 1, 0]


def test_an_empty_bucket_says_how_long_to_wait(limits: Limits, clock: Clock) -> None:
    for _ in range(6):
        limits.take("a")
    clock.seconds += 4
    with pytest.raises(TooManyRequestsOfToken) as refused:
        limits.take("a")
    assert refused.value.seconds == 6
    clock.seconds += 6
    assert limits.take("a").left == 0, "who waits as long as told is let in"


def test_refused_requests_cost_nothing(limits: Limits, clock: Clock) -> None:
    for _ in range(6):
        limits.take("a")
    for _ in range(50):
        with pytest.raises(TooManyRequestsOfToken):
            limits.take("a")
    clock.seconds += 10
    limits.take("a")


def test_never_more_than_the_bucket_holds_is_saved_up(limits: Limits, clock: Clock) -> None:
    limits.take("a")
    clock.seconds += 1_000_000
    assert limits.take("a").left == 5


def test_each_token_has_a_bucket_of_its_own(limits: Limits) -> None:
    for _ in range(6):
        limits.take("a")
    assert limits.take("b").left == 5


def test_within_any_minute_no_more_than_twice_the_bucket_gets_through(limits: Limits, clock: Clock) -> None:
    let_in = 0
    for _ in range(600):
        clock.seconds += 0.1
        try:
            limits.take("a")
            let_in += 1
        except TooManyRequestsOfToken:
            pass
    assert let_in <= 12


def test_buckets_that_are_full_again_are_forgotten(limits: Limits, clock: Clock) -> None:
    for number in range(MOST_BUCKETS):
        limits.take(number)
    clock.seconds += 60
    limits.take("one more")
    assert len(limits.buckets) == 1


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """Every process lets two requests a minute through."""
    (bearer,) = [each for each in api().auth if isinstance(each, Bearer)]  # type: ignore[union-attr]
    limits = Limits(2)
    monkeypatch.setattr(bearer, "limits", limits)
    return limits


def test_every_answer_tells_what_is_left(program: Program, tight: Limits) -> None:
    answer = program.get("/me")
    assert answer["RateLimit-Policy"] == '"token";q=2;w=60'
    assert answer["RateLimit"] == '"token";r=1;t=30'


def test_too_many_requests_are_a_problem_with_a_time_to_wait(program: Program, tight: Limits) -> None:
    answers = [program.get("/me") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 30
    assert refused["RateLimit"].startswith('"token";r=0')
    assert refused.json()["type"].endswith("#problem-too-many")


def test_another_program_is_not_held_up(
    program: Program, tight: Limits, bob: User, program_of: Callable[[User], Program]
) -> None:
    for _ in range(3):
        program.get("/me")
    assert program_of(bob).get("/me").status_code == 200


def test_who_has_no_token_is_told_nothing_about_limits(program: Program, tight: Limits) -> None:
    answer = Program().get("/me")
    assert answer.status_code == 401
    assert not answer.has_header("RateLimit")
