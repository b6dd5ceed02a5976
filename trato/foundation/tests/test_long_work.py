"""How far a long piece of work is, and how much of it is done at once."""

from datetime import timedelta
from time import sleep

import pytest

from trato.foundation.jobs import pacing
from trato.foundation.jobs.pacing import Pace
from trato.foundation.jobs.progress import Progress, progress
from trato.kit.clock import now


def test_what_did_not_begin_is_at_nothing() -> None:
    assert progress(0.5, 10, since=None, until=None) == Progress(0, 0, None)


def test_what_was_done_in_one_go_is_at_its_end() -> None:
    assert progress(None, 10, since=None, until=now()).percent == 100


def test_the_time_left_follows_from_the_share_that_is_done() -> None:
    told = progress(0.25, 100, since=now() - timedelta(seconds=10), until=None)
    assert (told.percent, told.rate, told.seconds_left) == (25, 10, 30)


def test_it_is_not_told_done_before_its_end() -> None:
    began = now() - timedelta(seconds=10)
    assert progress(1.0, 100, since=began, until=None).percent == 99
    assert progress(3.0, 100, since=began, until=None).seconds_left == 0
    assert progress(1.0, 100, since=began, until=now()) == Progress(100, 10, None)


def test_without_a_rate_no_time_is_told() -> None:
    assert progress(0, 0, since=now(), until=None).seconds_left is None


def test_as_long_as_nobody_knows_how_much_there_is_no_percent_is_shown() -> None:
    told = progress(None, 50, since=now() - timedelta(seconds=5), until=None)
    assert (told.is_measured, told.rate, told.seconds_left) == (False, 10, None)


def test_a_quick_chunk_is_followed_by_a_larger_one() -> None:
    pace = Pace()
    assert pace.size == pacing.FIRST
    with pace.measured(pace.size):
        pass
    assert pace.size == pacing.MOST


def test_a_slow_chunk_is_followed_by_a_smaller_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "SECONDS", 0.001)
    pace = Pace()
    with pace.measured(1_000):
        sleep(0.01)
    assert pacing.FEWEST <= pace.size <= 100


def test_however_slow_it_never_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "SECONDS", 0)
    pace = Pace()
    with pace.measured(1_000):
        pass
    assert pace.size == pacing.FEWEST
