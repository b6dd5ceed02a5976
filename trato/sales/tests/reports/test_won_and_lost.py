"""Won and lost deals by quarter, seller and whatever else, and every number with its rows."""

from decimal import Decimal

import pytest

from trato.customers.public import create_companies
from trato.foundation.public import Actor, NotAllowed, Reach
from trato.sales.public import Deal, create_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.reports.dimensions import dimensions
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.told import Report
from trato.sales.tests.reports.conftest import asked, asks, closed, counted, numbers, reaching, row, rows_behind, values

pytestmark = pytest.mark.django_db


def report(code: str, by: Actor, *, dimension: str = "", **given: str) -> Report:
    return REPORTS[code].make(asked(by, **given), dimension)


def test_won_and_lost_stand_by_the_quarter_in_which_they_closed(past: None, as_ada: Actor) -> None:
    found = report("quarters", as_ada)
    assert numbers(found, "won") == {"Q1 2017": 3, "Q2 2017": 1, "Q4 2017": 1}
    assert numbers(found, "lost") == {"Q1 2017": 1, "Q2 2017": 1, "Q4 2017": 1}
    assert numbers(found, "won_value") == {"Q1 2017": Decimal("300.5"), "Q2 2017": 300, "Q4 2017": 400}
    assert numbers(found, "rate")["Q1 2017"] == pytest.approx(0.75)


def test_the_whole_stands_below(past: None, as_ada: Actor) -> None:
    assert values(report("quarters", as_ada).total) == [5, 3, pytest.approx(5 / 8), Decimal("1000.5")]


def test_a_deal_without_a_rate_is_in_no_sum_and_that_is_said(past: None, as_ada: Actor) -> None:
    found = report("quarters", as_ada)
    assert found.left_out == 1
    assert rows_behind(found.left_out_address, as_ada) == 1


def test_a_deal_without_an_amount_lacks_no_rate(past: None, as_ada: Actor) -> None:
    assert report("quarters", as_ada, period="2017-Q4").left_out == 0


@pytest.mark.parametrize("code", ["quarters", "sellers", "win_rate", "lost_reasons", "velocity", "ageing", "activity"])
def test_every_count_opens_exactly_its_rows(past: None, as_ada: Actor, code: str) -> None:
    found = report(code, as_ada)
    assert counted(found)
    for count, address in counted(found):
        assert rows_behind(address, as_ada) == count, address


@pytest.mark.parametrize("code", ["quarters", "sellers", "win_rate", "lost_reasons", "velocity", "ageing", "funnel"])
@pytest.mark.parametrize("reach", [Reach.OWN, Reach.TEAM, Reach.SUBTREE])
def test_a_restricted_readers_numbers_are_those_of_what_she_can_list(
    past: None, as_alice: Actor, code: str, reach: Reach
) -> None:
    alice = reaching(as_alice, reach)
    for count, address in counted(report(code, alice, period="all")):
        assert rows_behind(address, alice) == count, address
    assert values(report("quarters", alice).total)[:2] == [3, 2]


def test_who_may_not_see_deals_gets_no_report(past: None, as_charlie: Actor) -> None:
    with pytest.raises(NotAllowed):
        report("quarters", as_charlie)


def test_the_groups_of_every_dimension_come_to_the_whole(past: None, as_ada: Actor) -> None:
    whole = report("quarters", as_ada).total
    for code, dimension in dimensions(as_ada).items():
        found = report("win_rate", as_ada, dimension=code)
        assert values(found.total)[:4] == values(whole), code
        if not dimension.overlaps:
            assert sum(each.cells[0].value or 0 for each in found.rows) == 5, code
            assert sum(each.cells[3].value or 0 for each in found.rows) == Decimal("1000.5"), code


def test_each_group_of_each_dimension_opens_its_rows(past: None, as_ada: Actor) -> None:
    for code in dimensions(as_ada):
        for count, address in counted(report("win_rate", as_ada, dimension=code)):
            assert rows_behind(address, as_ada) == count, address


def test_deals_are_grouped_by_a_field_of_their_company(as_ada: Actor) -> None:
    one, two = create_companies([{"name": "Horno", "industry": "Bakery"}, {"name": "Sol", "industry": ""}], by=as_ada)
    create_deals(
        [
            closed("Won", "2017-01-01", "1 EUR", company=str(one.id)),
            closed("Lost", "2017-01-02", "1 EUR", company=str(one.id)),
            closed("Lost", "2017-01-03", "1 EUR", company=str(two.id)),
            closed("Lost", "2017-01-04", "1 EUR"),
        ],
        by=as_ada,
    )
    found = report("win_rate", as_ada, dimension="company.industry")
    assert numbers(found, "won") == {"Bakery": 1, "None": 0}
    assert numbers(found, "lost") == {"Bakery": 1, "None": 2}
    for count, address in counted(found):
        assert rows_behind(address, as_ada) == count


def test_lost_reasons_are_told_apart_by_their_whole_text(past: None, as_ada: Actor) -> None:
    found = report("lost_reasons", as_ada)
    assert numbers(found, "lost") == {"Too dear": 1, "Too dear, too late": 1, "No answer": 1}
    assert rows_behind(row(found, "Too dear").cells[0].address, as_ada) == 1


def test_a_reason_with_signs_of_an_address_still_opens_its_rows(as_ada: Actor) -> None:
    reason = "50% & more: «too» dear? #1+1=3"
    create_deals([closed("Lost", "2017-01-02", "1 EUR", lost_reason=reason)], by=as_ada)
    line = row(report("lost_reasons", as_ada), reason)
    assert rows_behind(line.cells[0].address, as_ada) == 1


def test_the_top_seller_stands_first_with_the_quarters_beside(past: None, as_ada: Actor) -> None:
    found = report("sellers", as_ada)
    assert [each.label for each in found.rows] == ["Alice", "Bob"]
    assert numbers(found, "won_value") == {"Alice": Decimal("600.5"), "Bob": 400}
    assert numbers(found, "2017-Q1") == {"Alice": Decimal("300.5"), "Bob": 0}
    assert [each.code for each in found.columns][3:] == ["2017-Q1", "2017-Q2", "2017-Q4"]


def test_days_to_win_are_counted_from_the_beginning(past: None, as_ada: Actor) -> None:
    found = report("win_rate", as_ada, dimension="source", period="2017-03")
    assert values(row(found, "Fair"))[-1] == 30


def test_velocity_is_won_deals_times_their_value_by_their_days(as_ada: Actor) -> None:
    rows = [closed("Won", "2017-01-11", amount, begun_on="2017-01-01") for amount in ("100 EUR", "300 EUR")]
    create_deals([*rows, closed("Lost", "2017-01-11", "9 EUR")], by=as_ada)
    assert values(report("velocity", as_ada).rows[0]) == [2, pytest.approx(2 / 3), 10, 200, 40]


def test_a_quarter_cut_by_the_period_opens_only_what_is_inside(past: None, as_ada: Actor) -> None:
    found = report("quarters", as_ada, period="2017-01-15..2017-02-15")
    assert numbers(found, "won") == {"Q1 2017": 1}
    assert asks(found.rows[0].cells[0].address)["close_on.between"] == ["2017-01-15", "2017-02-15"]
    assert rows_behind(found.rows[0].cells[0].address, as_ada) == 1


def test_owner_team_and_pipeline_narrow_it_down(past: None, as_ada: Actor, as_bob: Actor, as_alice: Actor) -> None:
    assert values(report("quarters", as_ada, owner=str(as_bob.id)).total)[:2] == [2, 1]
    assert values(report("quarters", as_ada, team=str(as_alice.teams[0])).total)[:2] == [3, 2]
    assert values(report("quarters", as_ada, pipeline="sales").total)[:2] == [5, 3]
    assert values(report("quarters", as_alice, owner="me").total)[:2] == [3, 2]
    assert values(report("quarters", as_ada, owner="none").total)[:2] == [0, 0]


@pytest.mark.parametrize(
    "given",
    [{"owner": "nonsense"}, {"team": "5"}, {"pipeline": "'; drop table"}, {"period": "Q9"}, {"owner": "0" * 4000}],
)
def test_what_there_is_not_is_said_in_a_sentence(as_ada: Actor, given: dict[str, str]) -> None:
    with pytest.raises(ReportRefused) as refused:
        asked(as_ada, **given)
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("by", ["nonsense", "company.name", "company.", "id", "amount", "x" * 3000])
def test_an_unknown_dimension_is_refused_in_a_sentence(as_ada: Actor, by: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        report("win_rate", as_ada, dimension=by)
    assert refused.value.message.endswith(".")
    assert len(refused.value.message) < 200


def test_what_a_reader_may_not_see_of_deals_is_neither_summed_nor_offered(past: None, as_alice: Actor) -> None:
    from dataclasses import replace

    alice = replace(as_alice, hidden=frozenset({"deal.amount", "deal.source"}))
    found = report("quarters", alice)
    assert [each.code for each in found.columns] == ["won", "lost", "rate"]
    assert found.left_out == 0
    assert "source" not in dimensions(alice)
    with pytest.raises(ReportRefused):
        report("win_rate", alice, dimension="source")


def test_companies_one_may_not_see_give_no_dimension(past: None, as_alice: Actor) -> None:
    from dataclasses import replace

    alice = replace(as_alice, rights={"sales.see_deals": Reach.ALL})
    assert not [code for code in dimensions(alice) if code.startswith("company.")]
    assert "product" not in dimensions(alice)


def test_an_amount_in_money_we_counted_in_before_is_left_out(past: None, as_ada: Actor) -> None:
    Deal.objects.filter(close_on="2017-04-01").update(base_amount_currency="PTE")
    found = report("quarters", as_ada)
    assert found.left_out == 2
    assert numbers(found, "won_value")["Q2 2017"] == 0


def test_a_deal_in_the_trash_is_in_no_report(past: None, as_ada: Actor) -> None:
    from trato.sales.public import trash_deals

    trash_deals([Deal.objects.get(close_on="2017-04-01").id], by=as_ada)
    assert values(report("quarters", as_ada).total)[:2] == [4, 3]
