"""Every number on the board, against the same worked out deal by deal in plain Python."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from trato.foundation.public import Actor, today_of
from trato.sales.board.queries import CARDS, Asked, Board, board_of, cards_of
from trato.sales.public import Stage
from trato.sales.tests.plain import OPEN, Plain, left_out, of_state, seen, total

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> list[Actor]:
    """Who sees all, and who sees their own and their team's."""
    return [as_ada, as_alice, as_bob]


def board(by: Actor, pipeline: str, *, is_mine: bool = False) -> Board:
    return board_of(Asked(pipeline, by, is_mine=is_mine), today=today_of(by))


def in_stage(deals: list[Plain], stage: Stage, by: Actor) -> list[Plain]:
    """Of closed ones those of this quarter and what is dated later."""
    quarter = today_of(by).replace(month=(today_of(by).month - 1) // 3 * 3 + 1, day=1)
    mine = [each for each in deals if each.row.stage_id == stage.code]
    return mine if stage.is_open else [each for each in mine if each.row.close_on and each.row.close_on >= quarter]


def weighted(deals: list[Plain]) -> Decimal:
    whole = sum((each.value * each.likely / 100 for each in deals), Decimal(0))
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_columns_count_and_add_up_what_the_reader_sees(scattered: list[Plain], readers: list[Actor]) -> None:
    for reader in readers:
        for pipeline in ["sales", "renewals"]:
            for is_mine in [False, True]:
                mine = [each for each in seen(scattered, reader) if not is_mine or each.row.owner_id == reader.id]
                found = board(reader, pipeline, is_mine=is_mine)
                for column in (*found.columns, *found.ends):
                    deals = in_stage(mine, column.stage, reader)
                    assert column.count == len(deals), column.stage.code
                    assert column.total.amount == total(deals)
                    assert column.weighted.amount == weighted(deals)
                    assert column.without_rate == left_out(deals)
                still = [each for each in of_state(mine, OPEN) if each.row.pipeline_id == pipeline]
                assert (found.count, found.total.amount, found.without_rate) == (
                    len(still),
                    total(still),
                    left_out(still),
                )
                assert found.weighted.amount == sum((column.weighted.amount for column in found.columns), Decimal(0))


def test_the_cards_of_a_column_come_in_pages_without_a_gap_or_a_twin(scattered: list[Plain], as_ada: Actor) -> None:
    found = board(as_ada, "sales")
    column = max(found.columns, key=lambda each: each.count)
    told = list(column.cards)
    assert len(told) == min(CARDS, column.count)
    while len(told) < column.count:
        more = cards_of(Asked("sales", as_ada), stage=column.stage.code, after=len(told))[column.stage.code]
        assert more
        told += more
    deals = [each for each in scattered if each.row.stage_id == column.stage.code]
    ordered = sorted(deals, key=lambda each: (each.row.close_on is None, each.row.close_on, each.id))
    assert [card.id for card in told] == [each.id for each in ordered]
    assert [card.amount and card.amount.amount for card in told] == [each.row.amount for each in ordered]
