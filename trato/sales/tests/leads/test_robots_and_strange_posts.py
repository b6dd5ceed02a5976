"""What comes to a public address besides people."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.public import SYSTEM, Actor, LoggedEvent
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.lead_forms.limits import Limits
from trato.sales.lead_forms.marks import new_mark, read_mark
from trato.sales.lead_forms.models import Answer, LeadForm, RefusedCount, State, Why
from trato.sales.lead_forms.receiving import write_counts
from trato.sales.lead_forms.use_cases import receive
from trato.sales.lead_forms.use_cases.forget import forget_kept_back
from trato.sales.lead_forms.use_cases.receive import admit_answer, drop_answer
from trato.sales.tests.leads.conftest import JOAN

Send = Callable[..., Any]
TRAPPED = {**JOAN, "confirm_homepage": "http://spam.example"}


def counts(form: LeadForm) -> dict[str, int]:
    return dict(RefusedCount.objects.filter(form=form).values_list("why", "count"))


def test_who_fills_in_what_people_do_not_see_is_thanked_and_kept_out(form: LeadForm, send: Send) -> None:
    assert send(form, TRAPPED).status_code == 303

    kept = Answer.objects.get()
    assert (kept.state, kept.why, kept.contact_id) == (State.ROBOT, Why.TRAP, None)
    assert counts(form) == {"trap": 1}
    assert not Contact.objects.exists()


def test_a_form_sent_faster_than_anybody_types_has_to_be_sent_again(form: LeadForm, send: Send) -> None:
    with frozen_clock(datetime(2026, 11, 2, 9, tzinfo=UTC)) as clock:
        marked = {**JOAN, "_mark": new_mark(form.key, wording=None, language="en")}
        hasty = send(form, marked)
        clock.advance(timedelta(seconds=3))
        patient = send(form, marked)

    assert (hasty.status_code, patient.status_code) == (422, 303)
    assert "joan@puig.example" in hasty.content.decode()
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("mark", ["", "x", "a:b:c", "é" * 300, "x" * 5_000])
def test_a_mark_that_is_none_is_a_plain_post(form: LeadForm, send: Send, mark: str) -> None:
    assert send(form, {**JOAN, "_mark": mark}).status_code == 303


def test_a_mark_holds_for_its_own_form_and_two_days(form: LeadForm) -> None:
    with frozen_clock(datetime(2026, 11, 2, 9, tzinfo=UTC)) as clock:
        mark = new_mark(form.key, wording=3, language="es")
        assert read_mark(mark, key="other") is None
        assert read_mark(mark, key=form.key) is not None
        clock.advance(timedelta(days=3))
        assert read_mark(mark, key=form.key) is None


def test_a_robot_that_posts_without_end_costs_little_and_is_counted(
    form: LeadForm, send: Send, limits: Limits, django_assert_max_num_queries: Any
) -> None:
    """After its share it is turned away before anything is looked up."""
    statuses = [send(form, {**JOAN, "email": f"r{n}@robot.example"}).status_code for n in range(8)]
    with django_assert_max_num_queries(2):
        statuses += [send(form, {**JOAN, "email": f"s{n}@robot.example"}).status_code for n in range(100)]
    write_counts(limits.tally.taken())

    assert statuses.count(303) == Contact.objects.count() <= 8
    assert set(statuses) == {303, 429}
    assert counts(form)["address"] == statuses.count(429)


def test_others_are_not_turned_away_for_it(form: LeadForm, client: Client) -> None:
    def post(email: str, address: str) -> int:
        given = {**JOAN, "email": email}
        return client.post(f"/forms/{form.key}/", given, REMOTE_ADDR=address).status_code

    for n in range(20):
        post(f"r{n}@robot.example", "203.0.113.7")

    assert post("eva@people.example", "198.51.100.9") == 303
    assert Contact.objects.filter(sort_key__isnull=False, search_text__contains="eva@people").exists()


def test_an_address_behind_our_own_proxy_is_the_one_it_names(form: LeadForm, client: Client) -> None:
    def post(n: int, **where: str) -> int:
        given = {**JOAN, "email": f"p{n}@people.example"}
        return client.post(f"/forms/{form.key}/", given, **where).status_code  # type: ignore[arg-type]  # of the request

    named = [post(n, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.4, 203.0.113.{n}") for n in range(15)]
    lying = [post(n, REMOTE_ADDR="9.9.9.9", HTTP_X_FORWARDED_FOR=f"8.8.8.{n}") for n in range(15, 30)]

    assert set(named) == {303}
    assert 429 in lying


def test_in_a_flood_people_are_kept_for_a_look(form: LeadForm, client: Client, as_ada: Actor, limits: Limits) -> None:
    limits.of_form.quota = 2
    for n in range(4):
        given = {**JOAN, "email": f"f{n}@people.example"}
        assert client.post(f"/forms/{form.key}/", given, REMOTE_ADDR=f"203.0.113.{n}").status_code == 303

    held = Answer.objects.filter(state=State.HELD, why=Why.FLOOD)
    assert (Contact.objects.count(), held.count()) == (2, 2)
    somebody, nobody = held.order_by("id").values_list("pk", flat=True)
    admitted = admit_answer(somebody, by=as_ada)
    drop_answer(nobody, by=as_ada)
    assert admitted.state == State.TAKEN
    assert (Contact.objects.count(), held.count()) == (3, 0)
    decided = LoggedEvent.objects.filter(kind__startswith="sales.lead_answer_", actor_id=as_ada.id)
    assert dict(decided.values_list("kind", "subject_id")) == {
        "sales.lead_answer_admitted": somebody,
        "sales.lead_answer_dropped": nobody,
    }


def test_what_is_kept_of_robots_is_bounded(form: LeadForm, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "MOST_KEPT", 3)
    for n in range(5):
        send(form, {**TRAPPED, "email": f"r{n}@robot.example"})

    assert Answer.objects.count() == 3
    assert counts(form) == {"trap": 5}


def test_what_nobody_let_in_is_forgotten_after_three_months(form: LeadForm, send: Send, joan: Contact) -> None:
    send(form, TRAPPED)
    with frozen_clock(now() + timedelta(days=91)):
        forget_kept_back(by=SYSTEM)

    assert list(Answer.objects.values_list("state", flat=True)) == ["taken"]
    assert not RefusedCount.objects.exists()


def naughty() -> list[str]:
    file = Path(settings.PACKAGE).parent.parent / "shared" / "data" / "robustness" / "blns" / "blns.json"
    return list(json.loads(file.read_text())) if file.exists() else ["\ud800", "\u0000", "'; drop table x", "‮", "<b>"]


def test_naughty_strings_break_nothing(form: LeadForm, client: Client) -> None:
    strange = naughty()
    for n, text in enumerate([*strange[::3], "a\x00b", "\ud800x"]):
        given = {"name": text, "email": f"n{n}@naughty.example", "city": text, "_page": text, "utm_source": text}
        body = "&".join(f"{name}={_quoted(value)}" for name, value in given.items())
        where = {"REMOTE_ADDR": f"203.0.{n // 200}.{n % 200}"}
        answer = client.post(f"/forms/{form.key}/", body, content_type="application/x-www-form-urlencoded", **where)  # type: ignore[arg-type]  # of the request
        assert answer.status_code in (303, 422), text


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b""),
        ("application/x-www-form-urlencoded", b"&&&==%zz%"),
        ("application/x-www-form-urlencoded", b"name=%ff%fe&email=%00"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3_000))),
        ("multipart/form-data; boundary=x", b"--x\r\nno sense"),
        ("multipart/form-data", b"without a boundary"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="name"; filename="a"\r\n\r\nb',
        ),
        ("application/json", b'{"name": "Joan"}'),
        ("text/plain", b"\x00\x01\x02"),
        ("application/x-www-form-urlencoded; charset=nothing", b"name=x"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"name=x"),
    ],
)
def test_a_post_that_makes_no_sense_is_answered_in_words(form: LeadForm, content_type: str, body: bytes) -> None:
    client = Client(raise_request_exception=False)
    answer = client.generic("POST", f"/forms/{form.key}/", body, content_type=content_type)

    assert answer.status_code in (400, 422)
    assert not Contact.objects.exists()


def test_a_giant_post_is_refused_unread(form: LeadForm, client: Client, limits: Limits) -> None:
    answer = client.post(f"/forms/{form.key}/", {"name": "x" * 200_000})
    write_counts(limits.tally.taken())

    assert answer.status_code == 413
    assert counts(form) == {"size": 1}


@pytest.mark.parametrize("key", ["x" * 500, "%00", "..", "'", "💥"])
def test_a_strange_key_is_no_form(installed: Any, key: str) -> None:
    client = Client(raise_request_exception=False)

    assert client.post(f"/forms/{key}/", JOAN).status_code in (400, 404)
    assert client.get(f"/forms/{key}/form.js").status_code in (400, 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_allowed(form: LeadForm, client: Client, method: str) -> None:
    assert getattr(client, method)(f"/forms/{form.key}/").status_code == 405
