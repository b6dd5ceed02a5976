"""A ratio counts only where the floor held still."""

from bench.ratios import Result, Work

WORK = Work(name="nothing", floor_name="nothing", rows=1, ours=lambda: None, floor=lambda: None)


def test_the_ratio_is_to_the_better_floor() -> None:
    result = Result(work=WORK, ours=3.0, floor_before=1.1, floor_after=1.0)

    assert (result.ratio, result.is_void) == (3.0, False)


def test_a_floor_that_drifted_by_more_than_a_fifth_voids_the_run() -> None:
    assert Result(work=WORK, ours=3.0, floor_before=1.0, floor_after=1.21).is_void
