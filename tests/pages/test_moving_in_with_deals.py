"""What the page of a move says and asks of deals: stages that nobody knows here, and how many are of which outcome."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trato.foundation.moving_in.public import Move, run_move_to_the_end
from trato.foundation.public import Import, User
from trato.sales.public import Deal, Stage

pytestmark = pytest.mark.django_db
DEALS = b"Record ID,Deal Name,Deal Stage\n61,Roof,Contract sent\n62,Wall,Contract sent\n63,Door,Closed Won\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


@pytest.fixture
def seller(alice: User, client: Client) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def browser(ada: User) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def dropped(browser: Client) -> Move:
    given = [SimpleUploadedFile("deals.csv", DEALS)]
    assert browser.post(reverse("web:move_start"), {"system": "hubspot", "dropped": given}).status_code == 302
    return Move.objects.get()


def page(browser: Client, move: Move) -> str:
    return browser.get(reverse("web:move", args=[move.id])).content.decode()


def open_ones(move: Move) -> Import:
    return next(one for one in move.files.all() if one.preview)


def press(browser: Client, name: str, move: Move, *more: object, **said: object) -> str:
    return browser.post(reverse(f"web:{name}", args=[move.id, *more]), said, follow=True).content.decode()


def test_each_outcome_is_told_with_as_many_rows_as_it_has(browser: Client) -> None:
    shown = page(browser, dropped(browser))
    assert shown.count("deals.csv") >= 2
    assert "<small>2 rows</small>" in shown
    assert "<small>1 row</small>" in shown


def test_a_stage_of_theirs_is_asked_for_with_ours_and_a_new_one_to_choose_from(browser: Client) -> None:
    shown = page(browser, dropped(browser))
    assert "Contract sent" in shown
    assert "A new one called “Contract sent”" in shown
    assert ">Negotiation<" in shown
    assert "Closed Won" not in shown.partition("Their words")[2]


def test_who_may_not_make_stages_is_not_offered_a_new_one(seller: Client) -> None:
    shown = page(seller, dropped(seller))
    assert "Contract sent" in shown
    assert "A new one called" not in shown


def test_a_new_stage_is_made_and_the_deals_stand_in_it(browser: Client) -> None:
    move = dropped(browser)
    press(browser, "move_words", move, open_ones(move).id, word_0="+")
    assert Stage.objects.filter(name="Contract sent").count() == 1
    press(browser, "move_run", move)
    run_move_to_the_end(move.id)
    assert sorted(Deal.objects.values_list("name", "stage__name")) == [
        ("Door", "Won"),
        ("Roof", "Contract sent"),
        ("Wall", "Contract sent"),
    ]
    assert reverse("web:list", args=["deals"]) in page(browser, move)


def test_a_stage_of_ours_is_theirs(browser: Client) -> None:
    move = dropped(browser)
    press(browser, "move_words", move, open_ones(move).id, word_0="negotiation")
    press(browser, "move_run", move)
    run_move_to_the_end(move.id)
    assert Deal.objects.get(name="Roof").stage_id == "negotiation"


@pytest.mark.parametrize("said", ["nonsense", "--", "<script>", "0" * 500])
def test_a_word_that_is_none_of_the_choices_is_refused(browser: Client, said: str) -> None:
    move = dropped(browser)
    shown = press(browser, "move_words", move, open_ones(move).id, word_0=said)
    assert "These words have changed meanwhile" in shown
    assert not Stage.objects.filter(name="Contract sent").exists()


def test_it_does_not_begin_before_the_stage_is_said(browser: Client) -> None:
    move = dropped(browser)
    assert "say what these words are here: Contract sent" in press(browser, "move_run", move)
    move.refresh_from_db()
    assert move.is_draft
