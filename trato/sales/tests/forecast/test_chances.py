"""Chances learned from stays in stages, against numbers worked out by hand and rules that always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trato.sales.forecast.survival import AGES, FEWEST, LOST, WON, Part, Stays, chances, expected, wilson


def stays(*, ended: dict[str, dict[int, float]], lasting: dict[int, float] | None = None) -> Stays:
    found = Stays()
    for way, counts in ended.items():
        for span, count in counts.items():
            found.add(way, span, count)
    for span, count in (lasting or {}).items():
        found.lasting[span] += count
    return found


def test_without_a_deal_that_still_lasts_a_chance_is_the_share_that_was_won() -> None:
    known = chances({"demo": stays(ended={WON: {0: 30}, LOST: {0: 10}})}, own={"demo": 0.2})
    assert known.of("demo", 0).won == pytest.approx(0.75)
    assert known.of("demo", 0).seen == 40


def test_a_chance_changes_with_the_days_in_the_stage() -> None:
    """Half of the wins come in the first week; who is still there later is lost more often."""
    known = chances({"demo": stays(ended={WON: {0: 20, 3: 5}, LOST: {3: 15}})}, own={"demo": 0.2})
    assert known.of("demo", 0).won == pytest.approx(25 / 40)
    assert known.of("demo", 3).won == pytest.approx(5 / 20)


def test_stays_that_still_last_count_as_far_as_they_came() -> None:
    """Worked out by hand: 100 begin; 10 win at once, 40 still last there (half at risk), then 25 win and 25 lose."""
    known = chances({"demo": stays(ended={WON: {0: 10, 1: 25}, LOST: {1: 25}}, lasting={0: 40})}, own={"demo": 0.5})
    risk = 60 + 20
    first = 10 / risk
    assert known.of("demo", 0).won == pytest.approx(first + (1 - first) * 0.5)
    assert known.of("demo", 1).won == pytest.approx(0.5)


def test_a_stage_is_worth_what_the_stages_behind_it_are_worth() -> None:
    known = chances(
        {
            "demo": stays(ended={"offer": {0: 50}, LOST: {0: 50}}),
            "offer": stays(ended={WON: {0: 40}, LOST: {0: 60}}),
        },
        own={"demo": 0.9, "offer": 0.9},
    )
    assert known.of("offer", 0).won == pytest.approx(0.4)
    assert known.of("demo", 0).won == pytest.approx(0.2)


def test_stages_that_lead_back_to_each_other_have_a_chance_all_the_same() -> None:
    back_and_forth = {
        "demo": stays(ended={"offer": {0: 50}, LOST: {0: 50}}),
        "offer": stays(ended={"demo": {0: 50}, WON: {0: 50}}),
    }
    known = chances(back_and_forth, own={"demo": 0.1, "offer": 0.1})
    assert known.of("demo", 0).won == pytest.approx(1 / 3, abs=1e-6)
    assert known.of("offer", 0).won == pytest.approx(2 / 3, abs=1e-6)


def test_a_stage_with_too_short_a_past_has_its_own_probability() -> None:
    known = chances({"demo": stays(ended={WON: {0: FEWEST - 1}})}, own={"demo": 0.3, "offer": 0.6})
    assert known.of("demo", 0).won == 0.3
    assert known.of("offer", 5).won == 0.6
    assert known.of("demo", 0).seen == 0
    assert known.of("nowhere", 0).won == 0


def test_wilsons_interval_is_that_of_the_paper() -> None:
    """Ten of twenty at 95 per cent: 0.299 to 0.701; none of ten: up to 0.278 (Newcombe 1998, Stat. Med. 17:857)."""
    low, high = wilson(0.5, 20, sure=1.959964)
    assert (round(low, 3), round(high, 3)) == (0.299, 0.701)
    assert round(wilson(0.0, 10, sure=1.959964)[1], 3) == 0.278
    assert wilson(0.5, 0) == (0.0, 1.0)


spans = some.integers(0, len(AGES) - 1)
counts = some.integers(0, 200)


by_span = some.lists(counts, min_size=3, max_size=3)


@given(by_span, by_span, by_span, spans)
def test_a_chance_is_always_one_and_inside_its_interval(
    won: list[int], lost: list[int], lasting: list[int], span: int
) -> None:
    past = stays(ended={WON: dict(enumerate(won)), LOST: dict(enumerate(lost))}, lasting=dict(enumerate(lasting)))
    chance = chances({"demo": past}, own={"demo": 0.5}).of("demo", span)
    low, high = chance.interval
    assert 0 <= chance.won <= 1
    assert 0 <= low <= chance.won + 1e-9
    assert chance.won - 1e-9 <= high <= 1


@given(some.lists(some.tuples(spans, some.integers(1, 50), some.floats(0, 1e6)), max_size=8))
def test_what_is_expected_lies_between_nothing_and_all_of_it(rows: list[tuple[int, int, float]]) -> None:
    known = chances({"demo": stays(ended={WON: {0: 30}, LOST: {1: 10}})}, own={"demo": 0.5})
    parts = [Part("demo", span, count, value, value * value) for span, count, value in rows]
    comes = expected(parts, known)
    everything = sum(value for _span, _count, value in rows)
    assert 0 <= comes.low <= comes.value + 1e-6
    assert comes.value <= comes.high + 1e-6
    assert comes.high <= everything + 1e-6
    assert comes == expected(parts, known)


def test_many_small_deals_are_surer_than_one_large_one() -> None:
    known = chances({"demo": stays(ended={WON: {0: 5000}, LOST: {0: 5000}})}, own={"demo": 0.5})
    one = expected([Part("demo", 0, 1, 1000.0, 1_000_000.0)], known)
    many = expected([Part("demo", 0, 100, 1000.0, 100 * 10.0**2)], known)
    assert one.value == many.value == pytest.approx(500)
    assert many.high - many.low < (one.high - one.low) / 5


def test_four_of_five_results_lie_in_the_interval() -> None:
    """Deals drawn by a fixed seed, won with the chance that is given: about 80 per cent of the sums lie inside."""
    from random import Random

    known = chances({"demo": stays(ended={WON: {0: 6e7}, LOST: {0: 4e7}})}, own={"demo": 0.5})
    amounts = [50.0 + 10 * n for n in range(60)]
    comes = expected([Part("demo", 0, 60, sum(amounts), sum(each * each for each in amounts))], known)
    lots = Random(20261122)
    sums = [sum(each for each in amounts if lots.random() < 0.6) for _round in range(2_000)]
    inside = sum(comes.low <= each <= comes.high for each in sums) / len(sums)
    assert 0.77 < inside < 0.83
