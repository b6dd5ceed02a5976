from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from trato.kit import clock
from trato.kit.testing.frozen_clock import frozen_clock

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)


def test_the_clock_tells_this_moment_in_utc() -> None:
    before = datetime.now(UTC)
    told = clock.now()

    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC


def test_a_frozen_clock_stands_still() -> None:
    with frozen_clock(NOON):
        assert clock.now() == clock.now() == NOON


def test_a_frozen_clock_moves_only_when_told() -> None:
    with frozen_clock(NOON) as frozen:
        frozen.advance(timedelta(days=1))
        assert clock.now() == datetime(2024, 3, 1, 12, tzinfo=UTC)
        frozen.move_to(NOON)
        assert clock.now() == NOON


def test_threads_see_the_frozen_clock() -> None:
    with frozen_clock(NOON), ThreadPoolExecutor(1) as pool:
        assert pool.submit(clock.now).result() == NOON


def test_the_clock_runs_again_afterwards_even_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), frozen_clock(NOON):
        _ = 1 / 0

    assert clock.now() > NOON


def test_a_clock_frozen_inside_another_gives_back_the_outer_time() -> None:
    with frozen_clock(NOON):
        with frozen_clock(NOON + timedelta(hours=1)):
            assert clock.now() == NOON + timedelta(hours=1)
        assert clock.now() == NOON


def test_a_frozen_clock_answers_in_utc_whatever_zone_it_was_given() -> None:
    with frozen_clock(datetime(2024, 2, 29, 14, tzinfo=timezone(timedelta(hours=2)))):
        assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)


def test_a_moment_without_zone_does_not_freeze_the_clock() -> None:
    with pytest.raises(ValueError, match="time zone"), frozen_clock(datetime(2024, 2, 29)):  # noqa: DTZ001 - the mistake under test
        pass


def test_time_zones_are_looked_up_once() -> None:
    assert {"Europe/Madrid", "Asia/Kolkata", "UTC"} <= clock.zone_names()
    assert clock.zone_names() is clock.zone_names()
