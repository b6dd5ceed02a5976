"""Many deals at once, as like to what the product writes as one egg to another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from trato.customers.public import create_companies, create_contacts
from trato.foundation.public import SYSTEM, Actor, ChangeSet, LoggedEvent, SearchWord, User
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.sort_keys import sort_key
from trato.sales.deals.models import Course, Deal, StageMove
from trato.sales.public import create_deals, update_deals
from trato.sales.seeding import use_cases
from trato.sales.seeding.use_cases import HISTORY, seed_deals

COUNT = 400


def quietly(what: str, done: int, of: int, seconds: float) -> None:
    assert 0 < done <= of


def seed(count: int = COUNT, number: int = 1) -> None:
    seed_deals(count, seed=number, by=SYSTEM.at("command"), say=quietly)


@pytest.fixture
def customers(as_alice: Actor, as_bob: Actor) -> None:
    (firm,) = create_companies([{"name": "Bakery"}], by=as_alice)
    create_contacts([{"name": "Nuria", "company": str(firm.id)}, {"name": "Joan"}], by=as_alice)
    create_contacts([{"name": "Padma"}], by=as_bob)


@pytest.fixture
def seeded(customers: None) -> None:
    seed()


def test_as_many_as_were_asked_for(seeded: None) -> None:
    assert Deal.objects.filter(is_standing=True).count() == COUNT
    assert StageMove.objects.filter(from_stage=None).count() == COUNT


def test_some_are_open_some_won_and_some_lost(seeded: None) -> None:
    for state in ("open", "won", "lost"):
        assert Deal.objects.filter(state=state).count() > COUNT / 50
    assert not Deal.objects.filter(state="open").exclude(lost_reason="").exists()


def test_they_belong_to_customers_who_are_there(seeded: None) -> None:
    owners = set(Deal.objects.values_list("contact__name", "owner__name", "company__name"))

    assert owners == {("Nuria", "Alice", "Bakery"), ("Joan", "Alice", None), ("Padma", "Bob", None)}


def test_each_stands_where_its_history_ends(seeded: None) -> None:
    for one in Deal.objects.all():
        steps = list(StageMove.objects.filter(deal=one).order_by("at", "id"))
        last = steps[-1]

        assert (last.to_stage_id, last.at) == (one.stage_id, one.stage_since)
        assert one.version == len(steps)
        assert [each.to_stage_id for each in steps[:-1]] == [each.from_stage_id for each in steps[1:]]
        assert now() - HISTORY - timedelta(minutes=9) <= steps[0].at <= last.at <= now()


def test_days_in_a_stage_are_those_between_two_steps(seeded: None) -> None:
    for one in Deal.objects.all()[:50]:
        steps = list(StageMove.objects.filter(deal=one).order_by("at", "id"))
        for before, after in zip(steps, steps[1:], strict=False):
            assert float(after.days or 0) == pytest.approx((after.at - before.at).total_seconds() / 86_400, abs=0.001)


def test_the_way_of_each_is_what_its_history_says(seeded: None) -> None:
    for one in Deal.objects.select_related("course"):
        steps = list(StageMove.objects.filter(deal=one).order_by("at", "id"))
        if len(steps) == 1:
            assert (one.course, one.stays, one.entered_at) == (None, None, None)
            continue
        assert one.course is not None
        assert one.course.stages == [each.to_stage_id for each in steps]
        assert one.course.times_left == [1] * (len(steps) - 1) + [0]
        assert one.stays == [round((each.days or 0) * 1000) for each in steps[1:]] + [0]
        assert one.entered_at == steps[0].at


def test_closed_ones_have_the_day_on_which_they_closed(seeded: None) -> None:
    for one in Deal.objects.exclude(state="open"):
        assert one.closed_at == one.stage_since
        assert one.close_on == one.stage_since.date()
    assert not Deal.objects.filter(state="open", close_on__lt=now().date()).exists()


def test_amounts_are_in_our_money_or_in_one_without_a_rate_or_missing(seeded: None) -> None:
    for one in Deal.objects.all():
        if one.amount is None:
            assert (one.amount_currency, one.base_amount, one.base_amount_currency) == ("", None, "")
        elif one.amount_currency == "EUR":
            assert (one.base_amount, one.base_amount_currency) == (one.amount, "EUR")
        else:
            assert (one.base_amount, one.base_amount_currency) == (None, "")


def test_they_are_found_by_the_words_of_their_name(seeded: None) -> None:
    one = Deal.objects.all()[0]

    assert one.sort_key == sort_key(one.name)
    assert one.search_text == one.name.lower()
    assert SearchWord.objects.filter(kind="deal", record_id=one.id).count() == len(set(one.name.lower().split()))


def test_what_happened_is_told_of_each_step(seeded: None) -> None:
    assert LoggedEvent.objects.filter(subject_type="deal").count() == StageMove.objects.count()
    kinds = set(LoggedEvent.objects.filter(subject_type="deal").values_list("kind", flat=True))
    assert kinds == {"sales.deal_created", "sales.deal_stage_changed", "sales.deal_won", "sales.deal_lost"}


def test_the_product_goes_on_with_them(seeded: None, as_alice: Actor) -> None:
    from trato.foundation.public import RecordUpdate

    one = Deal.objects.filter(state="open", owner__name="Alice")[0]
    update_deals([RecordUpdate(id=one.id, values={"stage": "won", "amount": "5 EUR"})], by=as_alice)

    one.refresh_from_db()
    assert one.state == "won"


def plain(row: Any) -> set[str]:
    return {field.name for field in row._meta.concrete_fields if getattr(row, field.name) in (None, "")}


def test_no_column_is_left_that_the_product_fills(seeded: None, as_alice: Actor) -> None:
    (saved,) = create_deals([{"name": "By hand", "amount": "7 EUR", "close_on": "2027-01-01"}], by=as_alice)
    by_hand = Deal.objects.get(pk=saved.id)
    seeded_one = Deal.objects.filter(state="open", course=None).exclude(amount=None).exclude(base_amount=None)[0]

    assert plain(seeded_one) <= plain(by_hand)


def forget() -> None:
    StageMove.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("delete from sales_deal")


def test_the_same_number_makes_the_same_deals_and_another_one_others(customers: None) -> None:
    seed(60)
    first = list(Deal.objects.order_by("id").values_list("name", "amount"))
    forget()
    seed(60)
    assert sorted(Deal.objects.values_list("name", "amount"), key=str) == sorted(first, key=str)
    forget()
    seed(60, number=2)
    assert sorted(Deal.objects.values_list("name", "amount"), key=str) != sorted(first, key=str)


def test_a_second_run_adds_to_the_first(seeded: None) -> None:
    seed(50)

    assert Deal.objects.count() == COUNT + 50
    assert ChangeSet.objects.filter(kind="seed").count() == 2


def test_chunks_make_what_one_piece_makes(customers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "DEALS_A_CHUNK", 7)
    seed(30)

    assert Deal.objects.count() == 30
    assert Course.objects.count() <= 14


@pytest.mark.django_db(transaction=True)
def test_indexes_that_were_set_aside_stand_again(customers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "WORTH_REBUILDING", 10)
    before = indexes()
    seed(20)

    assert indexes() == before
    assert Deal.objects.count() == 20


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select indexname from pg_indexes where tablename in ('sales_deal', 'sales_stagemove')")
        return {name for (name,) in cursor.fetchall()}


def test_without_customers_there_is_nobody_to_sell_to(installed: object) -> None:
    with pytest.raises(DomainError):
        seed(5)


def test_the_command_takes_how_many(customers: None, ada: User) -> None:
    call_command("seed", deals=12)

    assert Deal.objects.count() == 12


def test_the_command_refuses_what_is_no_number(customers: None, hire: Callable[..., User]) -> None:
    with pytest.raises(CommandError):
        call_command("seed", "--deals", "many")
