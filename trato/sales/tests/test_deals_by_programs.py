"""Deals, their lines, pipelines, reports and goals for programs: shapes, refusals, batches and what is not theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.public import Actor, User
from trato.kit.testing.programs import Program
from trato.sales.public import Deal, StageMove, create_deals

pytestmark = pytest.mark.django_db
ProgramOf = Callable[[User], Program]


@pytest.fixture
def program(program_of: ProgramOf, alice: User) -> Program:
    return program_of(alice)


@pytest.fixture
def admins(program_of: ProgramOf, ada: User) -> Program:
    return program_of(ada)


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Roof", "amount": "10 EUR", "external_id": "HS-7"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def body(answer: Any) -> Any:
    return answer.json()


def test_a_deal_has_the_shape_that_is_documented(program: Program, deal: Deal) -> None:
    told = body(program.get(f"/deals/{deal.id}"))
    assert (told["name"], told["stage"], told["state"], told["pipeline"]) == ("Roof", "qualification", "open", "sales")
    assert told["amount"] == {"amount": "10.0000", "currency": "EUR"} or told["amount"]["amount"].startswith("10")
    assert told["base_amount"]["currency"] == "EUR"
    assert (told["external_id"], told["contacts"], told["lines"]) == ("HS-7", [], [])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "x", "amount": {"amount": "-1", "currency": "EUR"}}, "amount"),
        ({"name": "x", "amount": {"amount": "1", "currency": "EURO"}}, "amount"),
        ({"name": "x", "amount": {"amount": "1e5", "currency": "EUR"}}, "amount"),
        ({"name": "x", "amount": {"amount": "9" * 40, "currency": "EUR"}}, "amount"),
        ({"name": "x", "amount": {"amount": "0.00001", "currency": "EUR"}}, "amount"),
        ({"name": "x", "amount": [5]}, "amount"),
        ({"name": "x", "stage": "nowhere"}, "stage"),
        ({"name": "x", "pipeline": ["sales"]}, "pipeline"),
        ({"name": "x", "probability": 101}, "probability"),
        ({"name": "x", "probability": 1e300}, "probability"),
        ({"name": "x", "close_on": "soon"}, "close_on"),
        ({"name": "x", "company": "00000000-0000-0000-0000-000000000000"}, "company"),
        ({"name": "x", "lines": [{"product": "Nothing"}]}, "lines"),
        ({"name": "x", "lines": "two"}, "lines"),
        ({"name": "x", "lines": [5]}, "lines"),
        ({"name": "x", "closed_at": "2026-01-01T00:00:00Z"}, "closed_at"),
        ({"name": "x", "base_amount": {"amount": "1", "currency": "EUR"}}, "base_amount"),
        ({"name": "x", "stage": "lost"}, "lost_reason"),
        ({"name": ""}, "name"),
        ({"name": "x", "colour": "red"}, "colour"),
    ],
)
def test_what_no_deal_can_be_is_refused_at_its_field_and_nothing_is_made(
    program: Program, given: dict[str, Any], field: str
) -> None:
    answer = program.post("/deals", given)
    assert answer.status_code == 422, answer.content
    assert field in answer.content.decode()
    assert not Deal.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b'"x"', b'{"name": "\\u0000"}', b'{"name": "\\ud800"}'])
def test_bytes_that_are_no_deal_are_no_fault_of_ours(program: Program, raw: bytes) -> None:
    answer = program.send("POST", "/deals", raw)
    assert answer.status_code in (201, 400, 422)
    if answer.status_code == 201:
        assert "\x00" not in Deal.objects.get().name


def test_others_deals_are_not_found_and_not_changed(program_of: ProgramOf, bob: User, deal: Deal) -> None:
    bobs = program_of(bob)
    assert bobs.get(f"/deals/{deal.id}").status_code == 404
    assert bobs.patch(f"/deals/{deal.id}", {"stage": "won"}).status_code == 404
    assert bobs.delete(f"/deals/{deal.id}").status_code == 404
    assert body(bobs.get("/deals"))["results"] == []
    deal.refresh_from_db()
    assert (deal.state, deal.version) == ("open", 1)


def test_without_rights_every_address_of_sales_says_no(program_of: ProgramOf, charlie: User, deal: Deal) -> None:
    charlies = program_of(charlie)
    assert body(charlies.get("/deals"))["results"] == []
    for path in ("/pipelines", "/sales-reports", "/sales-reports/funnel", "/sales-forecast", "/sales-goals"):
        assert charlies.get(path).status_code == 403, path
    assert charlies.post("/deals", {"name": "x"}).status_code == 403
    assert charlies.post("/pipelines", {"name": "x"}).status_code == 403


def test_a_change_by_an_older_version_is_refused_and_says_so(program: Program, deal: Deal) -> None:
    tag = program.get(f"/deals/{deal.id}")["ETag"]
    assert program.patch(f"/deals/{deal.id}", {"stage": "demo"}).status_code == 200
    answer = program._send("PATCH", f"/deals/{deal.id}", {"stage": "won"}, {"If-Match": tag})  # noqa: SLF001
    assert answer.status_code in (409, 412)
    deal.refresh_from_db()
    assert deal.stage_id == "demo"


def test_lines_come_with_the_deal_and_make_its_amount(program: Program) -> None:
    lines = [{"description": "Panels", "unit_price": "100.10", "quantity": "3", "tax_percent": "21"}]
    made = body(program.post("/deals", {"name": "Roof", "lines": lines}))
    assert made["amount"]["amount"].startswith("300.3")
    told = body(program.get(f"/deals/{made['id']}"))
    (line,) = told["lines"]
    assert (line["quantity"], line["currency"]) in (("3", "EUR"), ("3.0000", "EUR"))
    again = program.patch(f"/deals/{made['id']}", {"lines": told["lines"]})
    assert again.status_code == 200, again.content
    assert Deal.objects.get().version == 1
    refused = program.patch(f"/deals/{made['id']}", {"amount": {"amount": "1", "currency": "EUR"}})
    assert refused.status_code == 422


def test_a_batch_tells_of_each_row_and_keeps_the_good_ones(program: Program) -> None:
    bad = {"name": "Two", "amount": {"amount": "-1", "currency": "EUR"}}
    lost, rows = {"name": "Three", "stage": "lost"}, [{"name": "One"}, bad, {"name": "Four", "stage": "won"}]
    answer = program.post("/deals/batch/create", {"rows": [*rows, lost]})
    told = body(answer)["results"]
    assert [each["status"] for each in told] == ["created", "refused", "created", "refused"]
    assert [[error["field"] for error in each.get("errors") or []] for each in told] == [
        [],
        ["amount"],
        [],
        ["lost_reason"],
    ]
    assert dict(Deal.objects.values_list("name", "state")) == {"One": "open", "Four": "won"}
    assert StageMove.objects.count() == 2


def test_lists_are_sorted_paged_and_searched(program: Program, as_alice: Actor) -> None:
    rows = [{"name": f"Deal {n}", "amount": f"{n} EUR", "close_on": f"2026-0{n}-01"} for n in (3, 1, 2)]
    create_deals([*rows, {"name": "Undated", "stage": "won"}], by=as_alice)

    def named(**asked: str) -> list[str]:
        return [each["name"] for each in body(program.get("/deals", **asked))["results"]]

    assert named(q="undated") == ["Undated"]
    assert sorted(named()) == ["Deal 1", "Deal 2", "Deal 3", "Undated"]
    assert len(named(limit="3")) == 3
    for strange in ({"colour": "red"}, {"sort": "colour"}, {"limit": "0"}, {"limit": "x"}, {"after": "nothing"}):
        assert program.get("/deals", **strange).status_code in (400, 422), strange


def test_a_report_has_its_numbers_as_text_and_the_page_of_its_rows(program: Program, as_alice: Actor) -> None:
    won = {"name": "Won", "stage": "won", "source": "Fair", "close_on": "2026-01-02", "amount": "0.10 EUR"}
    lost = {"name": "Lost", "stage": "lost", "lost_reason": "Price", "close_on": "2026-01-03"}
    create_deals([won, lost], by=as_alice)
    report = body(program.get("/sales-reports/win_rate", by="source", period="2026"))
    assert [each["code"] for each in report["columns"]] == ["won", "lost", "rate", "won_value", "mean_days"]
    assert [cell["value"] for cell in report["rows"][0]["cells"]][:4] == [1, 0, 1.0, "0.1"]
    assert report["total"]["cells"][2]["value"] == 0.5
    assert report["rows"][0]["cells"][0]["rows"].startswith("/deals/?")


STRANGE = ["source:%00", "lost_reason:%ED%A0%80", "company.industry:%00", "product:%00", "reached:%00", "left:%00"]


@pytest.mark.parametrize("text", STRANGE)
def test_signs_that_no_database_holds_are_no_fault_of_ours(client: Client, alice: User, deal: Deal, text: str) -> None:
    client.force_login(alice)
    assert client.get(f"/deals/?exactly={text}").status_code in (200, 400, 422)


@pytest.mark.parametrize("name", ["period", "pipeline", "owner", "team", "by", "span"])
def test_what_reports_are_asked_is_read_or_refused(program: Program, deal: Deal, name: str) -> None:
    for path in ("/sales-reports/win_rate", "/sales-forecast"):
        for value in ("\x00", "x" * 3_000, "'; drop table", "٢٠٢٦", "2026-W01-1..2026-W02-1", "me"):
            answer = program.get(path, **{name: value})
            assert answer.status_code in (200, 400, 422), (path, name, value)


def test_pipelines_are_made_and_changed_by_who_may(admins: Program, program: Program) -> None:
    assert program.post("/pipelines", {"name": "Mine"}).status_code == 403
    made = body(admins.post("/pipelines", {"name": "Renewals"}))
    assert (made["code"], len(made["stages"])) == ("renewals", 7)
    stage = {"name": "Signing", "probability": 95, "required_fields": ["amount"], "checklist": ["Signed"]}
    added = admins.post("/pipelines/renewals/stages", stage)
    assert added.status_code == 201
    code = body(added)["code"]
    bad: list[dict[str, Any]] = [
        {"probability": 101},
        {"state": "maybe"},
        {"name": ""},
        {"required_fields": ["nothing"]},
    ]
    for each in (*bad, {"rots_after_days": 0}, {"checklist": ["x" * 101]}, {"colour": "red"}):
        assert admins.send("PUT", f"/pipelines/stages/{code}", _json(stage | each)).status_code == 422, each
    assert admins.delete(f"/pipelines/stages/{code}").status_code == 204
    assert admins.delete(f"/pipelines/stages/{code}").status_code == 404
    assert admins.send("PUT", "/pipelines/nowhere", _json({"name": "x"})).status_code == 404


def _json(given: Any) -> bytes:
    import json

    return json.dumps(given).encode()


def test_a_lead_is_converted_once_by_a_program(program: Program, nuria: Contact) -> None:
    Contact.objects.filter(pk=nuria.pk).update(lifecycle_stage="lead", lead_status="new")
    first = program.post(f"/leads/{nuria.id}/convert", {"amount": "100"})
    assert first.status_code == 201
    assert program.post(f"/leads/{nuria.id}/convert", {}).status_code in (409, 422)
    deal = Deal.objects.get()
    assert (str(deal.pk), deal.contact_id, deal.amount) == (body(first)["deal_id"], nuria.id, 100)
