"""A company with more sellers than a page tells: the best one by one, the others together, nobody left out."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from trato.foundation.public import Actor, User
from trato.sales.public import create_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.reports.rest import shown
from trato.sales.reports.sellers import MOST_SELLERS
from trato.sales.reports.told import Report
from trato.sales.tests.reports.conftest import asked, closed, counted, numbers, rows_behind, values

Hire = Callable[..., User]
BEYOND = 3


def sold_by(many: int, by: Actor, hire: Hire) -> Report:
    """The first sells for one euro, the second for two and so on; the least of them lost one as well."""
    people = [hire(f"Seller{number:03}") for number in range(1, many + 1)]
    deals = [
        closed("Won", "2017-02-01", f"{number} EUR", owner=str(one.id)) for number, one in enumerate(people, start=1)
    ]
    create_deals([*deals, closed("Lost", "2017-02-01", "9 EUR", owner=str(people[0].id))], by=by)
    return REPORTS["sellers"].make(asked(by), "")


@pytest.fixture
def crowd(as_ada: Actor, hire: Hire) -> Report:
    return sold_by(MOST_SELLERS + BEYOND, as_ada, hire)


def test_the_best_stand_alone_and_the_rest_together_at_the_end(crowd: Report) -> None:
    assert len(crowd.rows) == MOST_SELLERS + 1
    assert [each.label for each in crowd.rows[:2]] == ["Seller203", "Seller202"]
    assert (crowd.rows[-1].label, crowd.rows[-1].key) == ("Others", "others")
    # Won, rate, won value, and that of the one quarter there is.
    assert values(crowd.rows[-1]) == [BEYOND, pytest.approx(3 / 4), 1 + 2 + 3, 1 + 2 + 3]


def test_nothing_of_what_was_sold_is_missing_from_the_lines(crowd: Report) -> None:
    whole = MOST_SELLERS + BEYOND
    assert sum(numbers(crowd, "won").values()) == values(crowd.total)[0] == whole
    assert sum(numbers(crowd, "won_value").values()) == values(crowd.total)[2] == Decimal(whole * (whole + 1) // 2)


def test_it_is_said_how_many_stand_together(crowd: Report) -> None:
    assert list(crowd.notes) == ["3 more sellers are told together as “Others”."]


def test_programs_are_told_so_too(crowd: Report, as_ada: Actor) -> None:
    assert shown(crowd, asked(as_ada))["notes"] == ["3 more sellers are told together as “Others”."]


def test_the_others_have_no_rows_of_their_own_and_everybody_else_does(crowd: Report, as_ada: Actor) -> None:
    assert {cell.address for cell in crowd.rows[-1].cells} == {""}
    for count, address in [*counted(crowd)[:2], *counted(crowd)[-2:]]:
        assert rows_behind(address, as_ada) == min(count, 200 + BEYOND)


def test_as_many_as_fit_all_stand_alone(as_ada: Actor, hire: Hire) -> None:
    found = sold_by(MOST_SELLERS, as_ada, hire)

    assert len(found.rows) == MOST_SELLERS
    assert not found.notes
    assert "others" not in {each.key for each in found.rows}
