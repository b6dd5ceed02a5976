"""The pages and the API of reports, forecast and goals."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program
from trato.sales.goals.models import Adjustment, Goal
from trato.sales.public import create_deals

pytestmark = pytest.mark.django_db
PAGES = (
    "/sales/reports/",
    *(
        f"/sales/reports/{code}/"
        for code in ("quarters", "sellers", "win_rate", "lost_reasons", "funnel", "velocity", "ageing", "activity")
    ),
    "/sales/forecast/",
    "/sales/forecast/changes/",
    "/sales/forecast/back/",
    "/sales/goals/",
)


@pytest.fixture
def sold(as_alice: Actor) -> None:
    create_deals(
        [
            {"name": "One", "stage": "won", "amount": "1234.50 EUR", "close_on": "2017-01-05", "source": "Web"},
            {
                "name": "Two",
                "stage": "lost",
                "amount": "10 EUR",
                "close_on": "2017-01-06",
                "lost_reason": "<b>dear</b>",
            },
            {"name": "Abroad", "stage": "won", "amount": "10 INR", "close_on": "2017-01-06"},
        ],
        by=as_alice,
    )


def text_of(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_without_and_with_deals(
    sold: None, alice: User, charlie: User, client: Client, address: str
) -> None:
    client.force_login(alice)
    assert "<h1" in text_of(client, address)
    assert "<h1" in text_of(client, f"{address}?period=all&owner=me")
    client.force_login(charlie)
    assert client.get(address).status_code == 403


def test_the_menu_leads_to_reports_forecast_and_goals(alice: User, client: Client) -> None:
    client.force_login(alice)
    page = text_of(client, "/sales/goals/")
    for address in ("/sales/reports/", "/sales/forecast/", "/sales/goals/"):
        assert f'href="{address}"' in page


def test_a_number_is_a_link_that_opens_its_rows(sold: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = text_of(client, "/sales/reports/quarters/?period=2017")
    found = re.search(r'<td class="c-num"><a href="([^"]+)">2</a>', page)
    assert found, page
    rows = text_of(client, found[1])
    assert "One" in rows
    assert "Abroad" in rows
    assert "Two" not in rows
    assert "€1,234.50" in page


def test_what_is_left_out_is_said_with_a_link(sold: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = text_of(client, "/sales/reports/quarters/?period=2017")
    assert "1 deal is in no sum" in page
    address = re.search(r'href="([^"]*rate%3Anone[^"]*)"', page)
    assert address
    rows = text_of(client, address[1])
    assert "Abroad" in rows
    assert "without an exchange rate" in rows


def test_words_of_people_are_no_markup(sold: None, alice: User, client: Client) -> None:
    client.force_login(alice)
    answer = client.get("/sales/reports/lost_reasons/?period=2017").content.decode()
    assert "<b>dear</b>" not in answer
    assert "&lt;b&gt;dear&lt;/b&gt;" in answer


@pytest.mark.parametrize(
    "query", ["period=Q9", "owner=x", "team=x", "pipeline=x", "by=x", "period=2017-99&by=%27%3B--"]
)
def test_a_strange_address_is_answered_with_a_sentence(alice: User, client: Client, query: str) -> None:
    client.force_login(alice)
    for address in ("/sales/reports/win_rate/", "/sales/forecast/"):
        answer = client.get(f"{address}?{query}&by=x" if "by" not in query else f"{address}?{query}")
        assert answer.status_code == 422
        assert 'class="t-notice' in answer.content.decode() or "alert" in answer.content.decode()


def test_a_report_that_there_is_not_is_not_found(alice: User, client: Client) -> None:
    client.force_login(alice)
    assert client.get("/sales/reports/nothing/").status_code == 404


def test_goals_are_set_and_removed_on_their_page(ada: User, client: Client) -> None:
    client.force_login(ada)
    given = {"whose": "", "period": "2026-Q4", "measure": "amount", "target": "5000"}
    assert client.post("/sales/goals/", given).status_code == 302
    page = text_of(client, "/sales/goals/")
    assert "€5,000" in page
    assert "Q4 2026" in page
    goal = Goal.objects.get()
    assert client.post(f"/sales/goals/{goal.id}/remove/").status_code == 302
    assert not Goal.objects.exists()


def test_what_was_typed_stays_when_a_goal_is_refused(ada: User, client: Client) -> None:
    client.force_login(ada)
    answer = client.post("/sales/goals/", {"whose": "", "period": "soon", "measure": "count", "target": "77"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="soon"' in page
    assert 'value="77"' in page
    assert not Goal.objects.exists()


def test_a_manager_says_another_figure_and_it_stands_with_the_reason(sold: None, ada: User, client: Client) -> None:
    client.force_login(ada)
    given = {"whose": "", "period": "this_quarter", "amount": "900", "reason": "The fair"}
    assert client.post("/sales/forecast/adjust/", given).status_code == 302
    page = text_of(client, "/sales/forecast/")
    assert "The fair" in page
    assert "€900" in page
    assert Adjustment.objects.get().system_amount is not None
    refused = client.post("/sales/forecast/adjust/", given | {"reason": "", "amount": "901"})
    assert refused.status_code == 422
    assert 'value="901"' in refused.content.decode()


def asked(program: Program, path: str, **query: Any) -> Any:
    answer = program.get(path, **query)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[attr-defined]  # a test client's answer


def test_programs_get_the_same_numbers(sold: None, alice: User, program_of: Any) -> None:
    program = program_of(alice)
    codes = [each["code"] for each in asked(program, "/sales-reports")["results"]]
    assert codes[0] == "quarters"
    for code in codes:
        asked(program, f"/sales-reports/{code}", period="2017")
    found = asked(program, "/sales-reports/quarters", period="2017")
    assert [each["value"] for each in found["total"]["cells"]][:2] == [2, 1]
    assert found["total"]["cells"][3]["value"] == "1234.5"
    assert (found["left_out"], found["currency"]) == (1, "EUR")
    assert asked(program, "/sales-forecast", by="owner", period="2017")["rows"][0]["label"] == "Alice"


@pytest.mark.parametrize("path", ["/sales-reports/quarters", "/sales-reports/win_rate", "/sales-forecast"])
def test_programs_are_told_what_cannot_be_asked(alice: User, program_of: Any, path: str) -> None:
    for query in ({"period": "Q9"}, {"owner": "x"}, {"team": "1"}):
        answer = program_of(alice).get(path, **query)
        assert 400 <= answer.status_code < 500


def test_programs_set_and_remove_goals(ada: User, alice: User, program_of: Any) -> None:
    program = program_of(ada)
    given = {"whose": f"user:{alice.id}", "period": "2026-Q4", "target": "5000"}
    made = program.post("/sales-goals", given)
    assert made.status_code == 200, made.content
    (goal,) = asked(program, "/sales-goals")["results"]
    assert (goal["name"], goal["target"], goal["period"]) == ("Alice", "5000", "2026-Q4")
    assert program_of(alice).post("/sales-goals", given).status_code == 403
    assert 400 <= program.post("/sales-goals", given | {"target": "x"}).status_code < 500
    assert program.delete(f"/sales-goals/{goal['id']}").status_code == 204
    assert program.delete(f"/sales-goals/{goal['id']}").status_code == 404
