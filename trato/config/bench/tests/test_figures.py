"""A figure is told beside its floor, and is void where the floor moved."""

import json
from typing import Any

import pytest

from trato.config.bench.arguments import home_beside, parser
from trato.config.bench.command import line, summary
from trato.kit.figures import Figure, Work, measured, percentile, times


def figure(**facts: Any) -> Figure:
    return Figure(**{"work": "list", "reader": "own 200", "p50": 2.0, "p95": 4.0, "floor": 1.0, **facts})


def test_a_ratio_is_of_the_middle_to_the_floor() -> None:
    assert figure().ratio == 2.0
    assert figure(floor=0).ratio == 0.0


@pytest.mark.parametrize(("drift", "is_void"), [(0.1, False), (0.2, False), (0.3, True)])
def test_a_floor_that_moved_makes_a_figure_void(drift: float, is_void: bool) -> None:
    assert figure(drift=drift).is_void is is_void


@pytest.mark.parametrize(
    ("facts", "is_met"),
    [
        ({"budget": 4.0}, True),
        ({"budget": 3.9}, False),
        ({"budget": 0}, True),
        ({"unit": "/s", "p50": 300.0, "budget": 300.0}, True),
        ({"unit": "/s", "p50": 299.0, "budget": 300.0}, False),
    ],
)
def test_of_times_the_late_ones_count_and_of_rates_the_middle(facts: dict[str, Any], is_met: bool) -> None:
    assert figure(**facts).is_met is is_met


def test_a_figure_says_in_its_line_that_it_is_over_or_void() -> None:
    assert line(figure(budget=1.0)).endswith("OVER")
    assert "void" in line(figure(drift=1.0))
    assert summary([figure(budget=1.0), figure(drift=1.0), figure()]) == "3 figures, 1 over their budget, 1 void"


def test_json_holds_what_the_table_says() -> None:
    told = json.loads(json.dumps(figure(budget=1.0).as_json()))

    assert (told["ratio"], told["met"], told["void"], told["reader"]) == (2.0, False, False, "own 200")


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 3.0
    assert percentile([1.0], 0.95) == 1.0


def test_the_first_round_does_not_count() -> None:
    rounds: list[int] = []

    assert len(times(lambda: rounds.append(1), 3)) == 3
    assert len(rounds) == 4


def test_a_work_is_done_again_while_its_floor_moves() -> None:
    calls = {"floor": 0, "act": 0}

    def count(name: str) -> None:
        calls[name] += 1

    found = measured(Work(name="a", reader="b", act=lambda: count("act"), floor=lambda: count("floor"), rounds=2))

    assert found.work == "a"
    assert calls["act"] in (3, 6, 9)


def test_the_data_never_stands_among_a_companys_own(tmp_path: Any) -> None:
    assert home_beside(tmp_path / "trato") == tmp_path / "trato-bench"
    assert parser().parse_args([]).contacts == 1_000_000
