"""Lines typed, moved and taken out on the page of a deal, without losing what was typed."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from trato.commerce.public import Product, create_products
from trato.foundation.public import SYSTEM, Actor, RecordUpdate, User
from trato.sales.deals.models import Deal
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.deals.use_cases.update import update_deals
from trato.sales.lines.forms import acted, lines_in, typed_lines
from trato.sales.lines.models import DealLine
from trato.sales.lines.reading import LineUnreadable, read_line
from trato.sales.lines.use_cases import set_lines

D = Decimal


@pytest.fixture
def pro(installed: object) -> Product:
    (saved,) = create_products([{"name": "GTX Pro", "list_price": "4821 EUR"}], by=SYSTEM)
    return Product.objects.get(pk=saved.id)


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Roof"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def lines(deal: Deal) -> list[tuple[str, Decimal, Decimal]]:
    rows = DealLine.objects.filter(deal=deal).order_by("place")
    return list(rows.values_list("description", "quantity", "unit_price"))


def page(deal: Deal) -> str:
    return reverse("sales:deal_lines", args=[deal.id])


@pytest.mark.django_db
def test_a_product_is_added_on_the_page_of_the_deal(signed_in: Client, deal: Deal, pro: Product) -> None:
    answer = signed_in.post(
        reverse("sales:add_line", args=[deal.id]), {"line_product": "gtxpro", "line_quantity": "3"}, follow=True
    )

    assert lines(deal) == [("GTX Pro", D(3), D(4821))]
    assert "€14,463.00" in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_product_is_asked_back_and_what_was_typed_stays(
    signed_in: Client, deal: Deal, pro: Product, as_alice: Actor
) -> None:
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)
    answer = signed_in.post(reverse("sales:add_line", args=[deal.id]), {"line_product": "GTXPr", "line_quantity": "7"})

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Is it “GTX Pro”?" in told
    assert 'value="GTXPr"' in told
    assert 'value="7"' in told
    assert len(lines(deal)) == 1


@pytest.mark.django_db
def test_all_lines_are_typed_and_saved_together(signed_in: Client, deal: Deal, pro: Product) -> None:
    typed = {
        "line_product": ["GTX Pro", "", ""],
        "line_description": ["", "Scaffolding", ""],
        "line_quantity": ["2", "1.5", ""],
        "line_unit_price": ["", "1,300.50", ""],
        "line_discount_percent": ["10", "", ""],
        "currency": "EUR",
        "act": "save",
    }
    answer = signed_in.post(page(deal), typed)

    assert answer.status_code == 302
    assert lines(deal) == [("GTX Pro", D(2), D(4821)), ("Scaffolding", D("1.5"), D("1300.5"))]
    deal.refresh_from_db()
    assert deal.amount == D("10628.55")  # 9642 less a tenth, and 1950.75


@pytest.mark.django_db
def test_what_stands_is_shown_and_saved_unchanged(signed_in: Client, deal: Deal, pro: Product, as_alice: Actor) -> None:
    set_lines(deal.id, [{"product": "GTX Pro", "discount_percent": "12.5", "tax_percent": "21"}], by=as_alice)
    shown = signed_in.get(page(deal)).content.decode()

    assert 'value="12.5"' in shown
    assert 'value="4821"' in shown
    typed = {
        "line_product": "GTX Pro",
        "line_kept_product": str(pro.id),
        "line_kept_name": "GTX Pro",
        "line_description": "GTX Pro",
        "line_quantity": "1",
        "line_unit_price": "4821",
        "line_discount_percent": "12.5",
        "line_tax_percent": "21",
        "line_is_tax_included": "no",
        "currency": "EUR",
    }
    before = Deal.objects.get(pk=deal.id).version
    signed_in.post(page(deal), typed)

    assert Deal.objects.get(pk=deal.id).version == before


@pytest.mark.django_db
def test_moving_and_removing_rows_keeps_what_was_typed_and_saves_nothing(
    signed_in: Client, deal: Deal, pro: Product
) -> None:
    typed = {"line_product": ["", "A", "B"], "line_quantity": ["", "7", "8"], "act": "up:2"}
    shown = signed_in.post(page(deal), typed).content.decode()
    assert shown.index('value="B"') < shown.index('value="A"')
    assert shown.index('value="8"') < shown.index('value="7"')

    gone = signed_in.post(page(deal), {**typed, "act": "remove:1"}).content.decode()
    assert 'value="A"' not in gone
    assert 'value="B"' in gone
    assert lines(deal) == []


@pytest.mark.django_db
def test_who_was_slower_is_told_and_loses_nothing(signed_in: Client, deal: Deal, pro: Product, as_alice: Actor) -> None:
    seen = deal.version
    set_lines(deal.id, [{"product": "GTX Pro"}], by=as_alice)
    answer = signed_in.post(
        page(deal), {"version": seen, "line_description": "Mine", "line_unit_price": "5", "act": "save"}
    )

    assert answer.status_code == 422
    assert 'value="Mine"' in answer.content.decode()
    assert lines(deal) == [("GTX Pro", D(1), D(4821))]


@pytest.mark.django_db
def test_lines_of_a_deal_in_yen_are_typed_in_yen(signed_in: Client, deal: Deal, as_alice: Actor) -> None:
    update_deals([RecordUpdate(id=deal.id, values={"amount": "5 JPY"})], by=as_alice)
    signed_in.post(page(deal), {"line_description": "A", "line_unit_price": "10.4", "line_quantity": "3"})

    deal.refresh_from_db()
    assert (deal.amount, deal.amount_currency) == (D(31), "JPY")


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_strange_version_is_no_error_of_ours(signed_in: Client, deal: Deal, version: str) -> None:
    answer = signed_in.post(page(deal), {"version": version, "line_description": "A", "line_unit_price": "1"})

    assert answer.status_code in (302, 404, 422)


@pytest.mark.parametrize(
    ("act", "order"),
    [("up:1", "BAC"), ("down:0", "BAC"), ("up:0", "ABC"), ("down:2", "ABC"), ("remove:1", "AC"), ("nonsense", "ABC")],
)
def test_rows_are_moved_as_the_buttons_say(act: str, order: str) -> None:
    rows = [{"product": name} for name in "ABC"]

    assert [row["product"] for row in acted(rows, act)] == list(order)


def test_another_product_does_not_keep_the_words_of_the_one_before() -> None:
    given = QueryDict(mutable=True)
    values: dict[str, Any] = {
        "line_product": "GTX Basic",
        "line_kept_product": "0",
        "line_kept_name": "GTX Pro",
        "line_description": "GTX Pro",
        "line_unit_price": "1.234,5",
    }
    given.update(values)

    (line,) = lines_in(typed_lines(given), currency="EUR", locale="es")

    assert (line["product"], line["description"], line["unit_price"]) == ("GTX Basic", "", "1234.5")


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["quantity", "unit_price", "discount_percent", "discount_amount", "tax_percent"])
def test_a_number_as_programs_write_it_is_asked_back(signed_in: Client, deal: Deal, column: str) -> None:
    for typed in ("1e5", "1E+2", "1_000", "Infinity", "NaN"):
        row = {"line_description": "Roof", "line_quantity": "1", "line_unit_price": "5", f"line_{column}": typed}
        answer = signed_in.post(page(deal), row | {"act": "save", "version": str(deal.version)})
        told = answer.content.decode()

        assert (answer.status_code, f"“{typed}” is not a number." in told) == (422, True), typed
        assert f'value="{typed}"' in told
    assert lines(deal) == []


def test_a_program_may_tell_a_number_as_its_language_does() -> None:
    told = {"description": "Roof", "quantity": 1e-4, "unit_price": 1e6, "tax_percent": D("2.1E+1")}

    numbers = read_line(told).numbers
    assert [numbers[name] for name in told if name != "description"] == [D("0.0001"), D(1_000_000), D(21)]


@pytest.mark.parametrize("given", [float("nan"), float("inf"), True, [], {}, "1e5", "1_0", D("NaN"), 10**60])
def test_what_is_no_number_of_a_program_either_is_refused(given: object) -> None:
    with pytest.raises(LineUnreadable, match="is not a number"):
        read_line({"description": "Roof", "quantity": given})


@pytest.mark.parametrize("place", ["9" * 5_000, "-1", "x", "", "²"])
def test_a_row_that_there_cannot_be_is_not_moved(place: str) -> None:
    rows = [{"product": "A"}, {"product": "B"}]

    assert [acted(rows, f"{verb}:{place}") for verb in ("up", "down", "remove")] == [rows] * 3


@pytest.mark.django_db
def test_lines_that_come_to_more_than_money_with_their_tax_are_a_sentence_and_no_fault(
    signed_in: Client, deal: Deal
) -> None:
    much = {"line_unit_price": "900000000000000", "line_tax_percent": "21"}
    row = {"line_description": "Dam", "line_quantity": "1", **much}
    answer = signed_in.post(page(deal), row | {"act": "save", "version": str(deal.version)}, follow=True)

    assert answer.status_code in (200, 422)
    assert signed_in.get(f"/deals/{deal.id}/").status_code == 200
    assert signed_in.get(page(deal)).status_code == 200
