"""After lines were saved there is a way back, as long as nobody changed them since."""

import re
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from trato.foundation.public import Actor, NotFound, OthersWereFaster, RecordUpdate, User
from trato.sales.lines.models import DealLine
from trato.sales.lines.use_cases import put_lines_back, set_lines
from trato.sales.public import Deal, create_deals, update_deals

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Roof", "lines": [line("Tiles", "100")]}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def line(description: str, price: str) -> dict[str, str]:
    return {"description": description, "unit_price": price, "quantity": "1"}


def held(deal: Deal) -> tuple[list[str], Decimal | None]:
    deal.refresh_from_db()
    return list(DealLine.objects.filter(deal=deal).order_by("place").values_list("description", flat=True)), deal.amount


def test_lines_and_amount_are_again_what_they_were(deal: Deal, as_alice: Actor) -> None:
    set_lines(deal.id, [line("Slates", "250"), line("Nails", "5")], by=as_alice)
    assert held(deal) == (["Slates", "Nails"], Decimal(255))

    put_lines_back(deal.id, version=2, by=as_alice)

    assert held(deal) == (["Tiles"], Decimal(100))
    assert deal.version == 3


def test_where_lines_were_changed_again_they_stay(deal: Deal, as_alice: Actor) -> None:
    set_lines(deal.id, [line("Slates", "250")], by=as_alice)
    set_lines(deal.id, [line("Nails", "5")], by=as_alice)
    with pytest.raises(OthersWereFaster):
        put_lines_back(deal.id, version=2, by=as_alice)
    assert held(deal) == (["Nails"], Decimal(5))


def test_what_else_was_changed_stays(deal: Deal, as_alice: Actor) -> None:
    set_lines(deal.id, [line("Slates", "250")], by=as_alice)
    update_deals([RecordUpdate(id=deal.id, values={"next_step": "Call"})], by=as_alice)
    put_lines_back(deal.id, version=2, by=as_alice)
    assert held(deal) == (["Tiles"], Decimal(100))
    assert deal.next_step == "Call"


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_version_that_changed_no_lines_is_none(deal: Deal, as_alice: Actor, version: int) -> None:
    with pytest.raises(NotFound):
        put_lines_back(deal.id, version=version, by=as_alice)


def test_the_toast_after_saving_offers_it_and_it_works(page: Client, deal: Deal) -> None:
    typed = {"line_description": "Slates", "line_unit_price": "250", "line_quantity": "1", "version": "1"}
    answer = page.post(reverse("sales:deal_lines", args=[deal.id]), typed)
    (said,) = get_messages(answer.wsgi_request)
    assert re.fullmatch(rf"/.*{deal.id}/lines/put-back/\?version=2", said.extra_tags)

    answer = page.post(said.extra_tags, headers=HTMX)

    assert (answer.status_code, answer["HX-Refresh"]) == (200, "true")
    assert held(deal)[0] == ["Tiles"]


def test_a_line_that_was_added_goes_again_without_a_script(page: Client, deal: Deal) -> None:
    answer = page.post(reverse("sales:add_line", args=[deal.id]), {"line_description": "Nails", "line_unit_price": "5"})
    (said,) = get_messages(answer.wsgi_request)
    assert held(deal)[0] == ["Tiles", "Nails"]
    assert page.post(said.extra_tags)["Location"] == f"/deals/{deal.id}/"
    assert held(deal)[0] == ["Tiles"]


def test_what_changed_nothing_offers_no_way_back(page: Client, deal: Deal) -> None:
    typed = {"line_description": "Tiles", "line_unit_price": "100", "line_quantity": "1", "version": "1"}
    answer = page.post(reverse("sales:deal_lines", args=[deal.id]), typed)
    (said,) = get_messages(answer.wsgi_request)
    assert "put-back" not in said.extra_tags


@pytest.mark.parametrize("version", ["2", "x", "", "99999999999999", "-1"])
def test_what_cannot_be_put_back_is_said(page: Client, deal: Deal, as_alice: Actor, version: str) -> None:
    set_lines(deal.id, [line("Slates", "250")], by=as_alice)
    set_lines(deal.id, [line("Nails", "5")], by=as_alice)
    answer = page.post(f"{reverse('sales:put_lines_back', args=[deal.id])}?version={version}", headers=HTMX)
    assert answer.status_code == (422 if version == "2" else 404)
    assert held(deal)[0] == ["Nails"]


def test_who_does_not_see_the_deal_puts_nothing_back(deal: Deal, bob: User, as_alice: Actor) -> None:
    set_lines(deal.id, [line("Slates", "250")], by=as_alice)
    client = Client()
    client.force_login(bob)
    address = f"{reverse('sales:put_lines_back', args=[deal.id])}?version=2"
    assert client.post(address, headers=HTMX).status_code == 404
    assert held(deal)[0] == ["Slates"]
