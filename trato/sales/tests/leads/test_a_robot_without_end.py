"""Ten thousand posts of a robot, and somebody honest among them: bounded, counted, and nobody thanked for nothing."""

import json
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory

from trato.customers.public import Contact
from trato.sales.lead_forms.limits import MOST_BUCKETS, Limits
from trato.sales.lead_forms.models import Answer, LeadForm, RefusedCount, State
from trato.sales.lead_forms.receiving import received, write_counts
from trato.sales.lead_forms.use_cases import receive
from trato.sales.tests.leads.conftest import JOAN

pytestmark = pytest.mark.django_db
PROGRAM = {"HTTP_ACCEPT": "application/json"}


def post(form: LeadForm, values: dict[str, str], *, address: str = "203.0.113.7", **headers: str) -> Any:
    """As a program writes it, and without what stands in front of the door: ten thousand of them take a second."""
    said = {**PROGRAM, "REMOTE_ADDR": address, **headers}
    path, sent = f"/forms/{form.key}/", urlencode(values)
    request = RequestFactory().generic("POST", path, sent, content_type="application/x-www-form-urlencoded", **said)
    request.csp_nonce = "n"  # type: ignore[attr-defined]  # as our middleware has it
    return received(request, form.key)


def counted(form: LeadForm) -> dict[str, int]:
    return dict(RefusedCount.objects.filter(form=form).values_list("why", "count"))


def test_ten_thousand_posts_from_one_address_are_turned_away_and_counted_to_the_last(
    form: LeadForm, limits: Limits
) -> None:
    answers = Counter(post(form, {**JOAN, "email": f"r{n}@robot.example"}).status_code for n in range(10_000))
    write_counts(limits.tally.taken())
    assert answers[200] + answers[429] == 10_000
    assert answers[200] == Contact.objects.count() <= 15
    assert counted(form) == {"address": answers[429]}
    assert Answer.objects.count() == answers[200]
    honest = post(form, {**JOAN, "email": "eva@people.example"}, address="198.51.100.9")
    assert honest.status_code == 200
    assert Contact.objects.filter(search_text__contains="eva@people").count() == 1


def test_from_ten_thousand_addresses_the_flood_is_held_up_to_a_bound_and_nobody_is_thanked_for_nothing(
    form: LeadForm, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "MOST_KEPT", 5)
    limits.of_form.quota = 3
    codes = []
    for n in range(40):
        given = {**JOAN, "email": f"r{n}@robot.example"}
        codes.append(post(form, given, address=f"198.51.{n // 250}.{n % 250 + 1}").status_code)
    kept = Answer.objects.filter(state=State.HELD).count()
    assert (Contact.objects.count(), kept) == (3, 5)
    assert Counter(codes) == {200: 8, 422: 32}
    late = post(form, {**JOAN, "email": "eva@people.example"}, address="192.0.2.1")
    assert late.status_code == 422
    assert "not kept yet" in json.loads(late.content)["problems"][""]
    assert counted(form) == {"flood": 38}


def test_what_the_honest_typed_stays_in_the_page_when_there_is_no_room(
    form: LeadForm, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "MOST_KEPT", 0)
    limits.of_form.quota = 0
    answer = post(form, {**JOAN, "email": "eva@people.example"}, HTTP_ACCEPT="text/html")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "eva@people.example" in page
    assert "not kept yet" in page


def test_a_trapped_robot_is_thanked_whatever_room_there_is(form: LeadForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "MOST_KEPT", 0)
    assert post(form, {**JOAN, "confirm_homepage": "http://spam.example"}).status_code == 200
    assert not Answer.objects.exists()
    assert counted(form) == {"trap": 1}


def test_memory_is_bounded_however_many_addresses_come(limits: Limits) -> None:
    for n in range(MOST_BUCKETS + 500):
        limits.allow_address(f"10.{n // 65536}.{n // 256 % 256}.{n % 256}", "key", is_marked=False)
    assert len(limits.of_address_unmarked.held) == MOST_BUCKETS


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:1::1", "2001:db8:1:1:ffff::9", True),
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
        ("203.0.113.1", "203.0.113.2", False),
    ],
)
def test_one_network_of_the_new_kind_is_one_sender(form: LeadForm, first: str, second: str, same: bool) -> None:
    share = 0
    while post(form, {**JOAN, "email": f"r{share}@robot.example"}, address=first).status_code == 200:
        share += 1
    answer = post(form, {**JOAN, "email": "eva@people.example"}, address=second)
    assert (answer.status_code == 429) is same
