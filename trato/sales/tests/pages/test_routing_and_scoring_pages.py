"""Who gets leads, when people work, and what gives points, among the settings."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import SYSTEM, User
from trato.kit.ids import new_id
from trato.sales.routing.models import RoutingRule, WorkingHours
from trato.sales.routing.use_cases.route import route_contacts
from trato.sales.scoring.models import ScoringRule, Threshold
from trato.sales.tests.pages.conftest import STRANGE, text

pytestmark = pytest.mark.django_db
ROUTING, SCORING = "/settings/routing/", "/settings/scoring/"
WEB = json.dumps({"field": "source", "operator": "is", "value": ["Web"]})


def lead(name: str = "Lead", **facts: Any) -> Contact:
    (saved,) = create_contacts([{"name": name, "owner": None, **facts}], by=SYSTEM)
    return Contact.objects.get(pk=saved.id)


def good(user: User) -> dict[str, Any]:
    return {"name": "In turn", "way": "rotate", "away": "next", "people": [str(user.id)], "is_on": "on", "rules": WEB}


def test_a_rule_is_made_tried_and_gives_out_leads(adas: Client, alice: User) -> None:
    assert adas.post(f"{ROUTING}new/", good(alice)).status_code == 302
    assert "In turn" in text(adas, ROUTING)
    one, other = lead(source="Web"), lead("Other", source="Fair")
    page = text(adas, f"{ROUTING}try/?contact={one.pk}")
    assert "Alice" in page
    assert "No rule fits." in text(adas, f"{ROUTING}try/?contact={other.pk}")
    assert Contact.objects.get(pk=one.pk).owner is None
    route_contacts({one.pk: new_id()}, captured={one.pk}, by=SYSTEM)
    assert "They were the only one." in text(adas, f"/contacts/{one.pk}/")


def test_a_rule_is_changed_moved_and_deleted(adas: Client, alice: User, bob: User) -> None:
    adas.post(f"{ROUTING}new/", good(alice))
    adas.post(f"{ROUTING}new/", {**good(bob), "name": "Second"})
    first, second = RoutingRule.objects.order_by("place")
    page = text(adas, f"{ROUTING}{first.id}/")
    assert "In turn" in page
    assert adas.post(f"{ROUTING}{first.id}/", {**good(alice), "name": "Renamed"}).status_code == 302
    assert adas.post(f"{ROUTING}{second.id}/move/", {"to": "up"}).status_code == 302
    names = RoutingRule.objects.filter(deleted_at=None).order_by("place").values_list("name", flat=True)
    assert list(names) == ["Second", "Renamed"]
    assert adas.post(f"{ROUTING}{second.id}/delete/").status_code == 302
    assert adas.get(f"{ROUTING}{second.id}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "needs a name"),
        ("people", [], "Choose a team"),
        ("people", [str(UUID(int=7))], "no such colleague"),
        ("way", "dice", "none of the choices"),
        ("rules", "{not json", ""),
        ("rules", '{"field": "nothing", "operator": "is", "value": ["x"]}', ""),
        ("rules", "[" * 2_000, ""),
        ("team", str(UUID(int=7)), "no such team"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_what_was_typed_stays(
    adas: Client, alice: User, field: str, value: Any, said: str
) -> None:
    answer = adas.post(f"{ROUTING}new/", {**good(alice), field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert field == "name" or "In turn" in page
    assert not RoutingRule.objects.exists()


def test_territories_are_typed_line_by_line_and_a_bad_line_is_named(adas: Client, alice: User) -> None:
    lines = f"ES; Girona; 17; {alice.email}\nFR; ; ; nobody@nowhere.example"
    typed = {**good(alice), "way": "territory", "lands": lines}
    refused = adas.post(f"{ROUTING}new/", typed)
    assert refused.status_code == 422
    assert "Line 2: nobody who works here is “nobody@nowhere.example”." in refused.content.decode()
    assert "Girona" in refused.content.decode()
    typed["lands"] = lines.partition("\n")[0]
    assert adas.post(f"{ROUTING}new/", typed).status_code == 302
    rule = RoutingRule.objects.get()
    assert f"ES; Girona; 17; {alice.email}" in text(adas, f"{ROUTING}{rule.id}/")


def test_working_hours_are_typed_for_everybody_and_for_one(adas: Client, alice: User) -> None:
    days = ["09:00-14:00, 16:00-19:30", "9:00–17:00", "", "", "", "", ""]  # noqa: RUF001  # people write this dash
    assert adas.post(f"{ROUTING}hours/everybody/", {"day": days, "free": "2026-12-25 Christmas"}).status_code == 302
    assert WorkingHours.objects.get(user=None).days[:2] == [
        [["09:00", "14:00"], ["16:00", "19:30"]],
        [["09:00", "17:00"]],
    ]
    refused = adas.post(f"{ROUTING}hours/{alice.id}/", {"day": ["17:00-09:00"], "free": "2026-12-26 Boxing day"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "17:00-09:00" in page
    assert "Boxing day" in page
    assert not WorkingHours.objects.filter(user=alice).exists()
    assert "09:00-14:00" in text(adas, f"{ROUTING}hours/everybody/")


def test_points_are_given_and_the_threshold_set(adas: Client) -> None:
    typed = {"name": "From the web", "points": "10", "rules": WEB, "is_on": "on"}
    assert adas.post(f"{SCORING}new/", typed).status_code == 302
    rule = ScoringRule.objects.get()
    assert (rule.points, rule.days, rule.is_on) == (10, None, True)
    assert "From the web" in text(adas, f"{SCORING}{rule.id}/")
    assert adas.post(SCORING, {"points": "50", "is_status_set": "on"}).status_code == 302
    assert (Threshold.objects.get().points, Threshold.objects.get().is_status_set) == (50, True)
    assert adas.post(f"{SCORING}{rule.id}/delete/").status_code == 302
    assert adas.get(f"{SCORING}{rule.id}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("points", ""),
        ("points", "0"),
        ("points", "many"),
        ("points", "10001"),
        ("points", "1.5"),
        ("name", " "),
        ("event", "customers.nothing_happened"),
        ("rules", ""),
        ("rules", "{"),
    ],
)
def test_points_that_cannot_be_are_refused_and_what_was_typed_stays(adas: Client, field: str, value: str) -> None:
    typed = {"name": "From the web", "points": "10", "rules": WEB, "is_on": "on"}
    answer = adas.post(f"{SCORING}new/", {**typed, field: value})
    assert answer.status_code == 422
    assert field == "name" or "From the web" in answer.content.decode()
    assert not ScoringRule.objects.exists()


@pytest.mark.parametrize("points", ["0", "-5", "10001", "soon", "1e3"])
def test_a_threshold_that_cannot_be_is_refused_in_its_place(adas: Client, points: str) -> None:
    answer = adas.post(SCORING, {"points": points})
    assert answer.status_code == 422
    assert f'value="{points}"' in answer.content.decode()
    assert not Threshold.objects.exists()


@pytest.mark.parametrize("value", STRANGE)
def test_whatever_is_typed_nothing_breaks(adas: Client, alice: User, value: str) -> None:
    names = ("name", "rules", "way", "away", "team", "lands", "event", "points", "days", "half_life", "most", "free")
    typed: dict[str, Any] = {**dict.fromkeys(names, value), "people": [value], "day": [value] * 9, "to": value}
    adas.post(f"{ROUTING}new/", good(alice))
    rule = RoutingRule.objects.get()
    for address in (
        f"{ROUTING}new/",
        f"{ROUTING}{rule.id}/",
        f"{ROUTING}{rule.id}/move/",
        f"{ROUTING}hours/everybody/",
        f"{ROUTING}hours/{alice.id}/",
        SCORING,
        f"{SCORING}new/",
    ):
        answer = adas.post(address, typed)
        assert answer.status_code in (302, 422), address
    for address in (f"{ROUTING}try/", ROUTING, SCORING, f"{ROUTING}hours/"):
        assert adas.get(address, {"contact": value}).status_code in (200, 400)


def test_sellers_see_and_change_nothing_of_it(alices: Client, alice: User) -> None:
    for address in ("", "new/", "try/", "hours/", "hours/everybody/", f"hours/{alice.id}/"):
        assert alices.get(ROUTING + address).status_code == 403, address
    for address in ("", "new/"):
        assert alices.get(SCORING + address).status_code == 403
        assert alices.post(SCORING + address, {"points": "5"}).status_code == 403
    assert alices.post(f"{ROUTING}new/", good(alice)).status_code == 403
    assert not RoutingRule.objects.exists()
