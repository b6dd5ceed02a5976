"""Deals out of files: bad cells among good ones, an exact error file, and what goes out comes in again."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from trato.customers.public import Company
from trato.foundation.public import SYSTEM, Import, Installation, RecordUpdate, error_file
from trato.sales.public import Deal, StageMove, create_deals, update_deals

pytestmark = pytest.mark.django_db
Bring = Callable[..., dict[str, Any]]


@pytest.fixture
def bring(installed: Installation, tmp_path: Path) -> Bring:
    def run(content: str, **options: object) -> dict[str, Any]:
        path = tmp_path / "deals.csv"
        path.write_text(content, encoding="utf-8")
        out = StringIO()
        call_command("import", "deals", str(path), json=True, stdout=out, stderr=StringIO(), **options)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    return run


def errors() -> list[dict[str, str]]:
    text = "".join(error_file(Import.objects.latest("created_at")))
    return list(csv.DictReader(io.StringIO(text)))


HEADER = "deal id,deal name,stage,amount,close date,begin date,probability,lost reason\n"
GOOD = "G-{n},Good {n},Demo,{n}.50 EUR,2026-03-0{n},2026-01-01,,\n"
BAD = [
    ("B-1,No amount,Demo,many,2026-03-01,,,", "amount"),
    ("B-2,Below,Demo,-5 EUR,2026-03-01,,,", "amount"),
    ("B-3,Too large,Demo,1e20 EUR,2026-03-01,,,", "amount"),
    ("B-4,Too fine,Demo,1.23456 EUR,2026-03-01,,,", "amount"),
    ("B-5,Strange money,Demo,5 XQQ,2026-03-01,,,", "amount"),
    ("B-6,No day,Demo,5 EUR,2026-02-30,,,", "close date"),
    ("B-7,No year,Demo,5 EUR,99999-01-01,,,", "close date"),
    ("B-8,Unlikely,Demo,5 EUR,2026-03-01,,101,", "probability"),
    ("B-9,Less than unlikely,Demo,5 EUR,2026-03-01,,-1,", "probability"),
]


def mixed() -> str:
    good = [GOOD.format(n=n) for n in range(1, 10)]
    return HEADER + "".join(f"{one}{bad}\n" for one, (bad, _column) in zip(good, BAD, strict=True))


def test_bad_amounts_days_and_probabilities_stop_nobody_and_are_told_exactly(bring: Bring) -> None:
    result = bring(mixed())
    assert (result["created"], result["failed"]) == (9, 9)
    told = errors()
    assert [int(row["line"]) for row in told] == list(range(3, 21, 2))
    assert [(row["column"], row["deal id"]) for row in told] == [(column, bad.partition(",")[0]) for bad, column in BAD]
    assert all(row["reason"].endswith(".") for row in told)
    assert set(Deal.objects.values_list("name", flat=True)) == {f"Good {n}" for n in range(1, 10)}
    assert Deal.objects.count() == StageMove.objects.count() == 9


def test_the_mended_error_file_brings_in_exactly_the_rest(bring: Bring) -> None:
    bring(mixed())
    out = io.StringIO()
    rows = errors()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {"amount": "7 EUR", "close date": "2026-04-01", "probability": "50"})
    result = bring(out.getvalue())
    assert (result["created"], result["failed"]) == (9, 0)
    assert Deal.objects.count() == 18
    assert Deal.objects.filter(name="Strange money").get().amount == 7
    again = bring(out.getvalue())
    assert (again["created"], again["failed"]) == (0, 0)
    assert Deal.objects.count() == 18


def test_a_stage_nobody_knows_holds_the_file_up_until_it_is_said_or_made(bring: Bring) -> None:
    text = HEADER + "S-1,One,Handshake,5 EUR,,,,\nS-2,Two,demo,5 EUR,,,,\n"
    refused = bring(text)
    assert (refused["created"], refused["failed"]) == (1, 1)
    assert errors()[0]["column"] == "stage"
    assert "Handshake" in errors()[0]["value"] + errors()[0]["reason"]
    assert bring(text, word=["stage:Handshake=proposal"])["created"] == 1
    assert dict(Deal.objects.values_list("name", "stage_id")) == {"One": "proposal", "Two": "demo"}


def test_a_file_makes_the_stages_that_it_is_allowed_to_make(bring: Bring) -> None:
    bring(HEADER + "S-1,One,Handshake,5 EUR,,,,\n", make_choices=True)
    assert Deal.objects.get().stage_id == "handshake"


def test_a_currency_without_a_rate_comes_in_and_is_worth_nothing_in_ours_yet(bring: Bring) -> None:
    result = bring(HEADER + "R-1,Rupees,Won,5000 INR,2026-01-01,,,\n")
    assert result["created"] == 1
    deal = Deal.objects.get()
    assert (deal.amount, deal.amount_currency, deal.base_amount, deal.base_amount_currency) == (5000, "INR", None, "")


def test_a_second_file_changes_what_it_names_and_empty_cells_take_nothing_away(bring: Bring) -> None:
    bring(HEADER + "G-1,Roof,Demo,5 EUR,2026-03-01,2026-01-01,40,\n")
    before = Deal.objects.get()
    result = bring(HEADER + "G-1,,Proposal,,2026-05-01,,,\n")
    assert (result["created"], result["updated"]) == (0, 1)
    after = Deal.objects.get()
    assert (after.name, after.stage_id, after.amount, str(after.close_on), after.probability) == (
        "Roof",
        "proposal",
        Decimal(5),
        "2026-05-01",
        40,
    )
    assert after.version == before.version + 1
    steps = StageMove.objects.order_by("at", "id").values_list("from_stage_id", "to_stage_id")
    assert list(steps) == [(None, "demo"), ("demo", "proposal")]


def test_one_id_twice_in_a_file_is_one_deal(bring: Bring) -> None:
    result = bring(HEADER + "G-1,Roof,Demo,5 EUR,,,,\nG-1,Roof again,Demo,6 EUR,,,,\n")
    assert Deal.objects.count() == 1
    assert result["created"] == 1


def test_an_import_of_deals_is_taken_back_with_its_history(bring: Bring) -> None:
    (kept,) = create_deals([{"name": "Kept", "external_id": "K-1"}], by=SYSTEM)
    result = bring(HEADER + "K-1,Changed,Demo,9 EUR,,,,\nG-1,New,Demo,5 EUR,,,,\n")
    assert (result["created"], result["updated"]) == (1, 1)
    call_command("undo", result["change_set"], stdout=StringIO())
    standing = Deal.objects.get(is_standing=True)
    assert (standing.pk, standing.name, standing.stage_id, standing.amount) == (kept.id, "Kept", "qualification", None)


def test_what_goes_out_comes_in_again_as_it_was(bring: Bring, tmp_path: Path, bakery: Company) -> None:
    rows = [
        {"name": "Open", "amount": "1234.56 EUR", "close_on": "2026-12-01", "next_step": "Call; then, write"},
        {"name": "Won", "stage": "won", "amount": "0.01 KWD", "close_on": "2026-02-01", "company": str(bakery.id)},
        {"name": '=HYPERLINK("x")', "stage": "lost", "lost_reason": "Zu teuer – «sehr»", "competitor": "Acme"},
        {"name": "Yen", "amount": "5 JPY", "probability": "0", "tags": ["a", "b"], "begun_on": "2026-01-01"},
    ]
    ids = [
        each.id for each in create_deals([{**each, "external_id": f"X-{n}"} for n, each in enumerate(rows)], by=SYSTEM)
    ]
    names = ("name", "stage_id", "state", "amount", "amount_currency", "close_on", "begun_on", "probability")
    words = ("next_step", "lost_reason", "competitor", "company_id")
    before = list(Deal.objects.order_by("id").values(*names, *words, "version"))
    path = tmp_path / "out.csv"
    call_command("export", "deals", str(path), stdout=StringIO())
    result = bring(path.read_text(encoding="utf-8-sig"))
    assert (result["created"], result["failed"]) == (0, 0)
    assert list(Deal.objects.order_by("id").values(*names, *words, "version")) == before
    update_deals(
        [RecordUpdate(id=id_, values={"next_step": "Spoilt", "competitor": "Spoilt"}) for id_ in ids], by=SYSTEM
    )
    assert bring(path.read_text(encoding="utf-8-sig"))["failed"] == 0
    assert Deal.objects.get(pk=ids[0]).next_step == "Call; then, write"
    assert Deal.objects.get(pk=ids[2]).competitor == "Acme"
