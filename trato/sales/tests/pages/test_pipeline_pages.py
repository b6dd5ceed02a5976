"""Pipelines and stages among the settings: made, changed, ordered, removed, and refused with what was typed."""

from typing import Any

import pytest
from django.test import Client

from trato.foundation.public import Actor, LoggedEvent
from trato.sales.public import Deal, Pipeline, Stage, create_deals
from trato.sales.tests.pages.conftest import STRANGE, text

pytestmark = pytest.mark.django_db
SETTINGS = "/settings/pipelines/"
GOOD = {"name": "Signing", "state": "open", "probability": "95", "rots_after_days": "7", "checklist": "Signed\n\nPaid"}


def stages(pipeline: str = "sales") -> list[str]:
    return list(Stage.objects.filter(pipeline_id=pipeline, is_archived=False).values_list("name", flat=True))


def test_before_the_first_deal_the_usual_stages_are_shown_and_can_be_changed(adas: Client) -> None:
    assert "Qualification" in text(adas, SETTINGS)
    assert not Pipeline.objects.exists()
    answer = adas.post(f"{SETTINGS}stages/demo/", {**GOOD, "name": "Visit"})
    assert answer.status_code == 302
    assert "Visit" in stages()
    assert Stage.objects.get(code="demo").checklist == ["Signed", "Paid"]


def test_a_stage_is_made_with_what_it_needs(adas: Client) -> None:
    answer = adas.post(f"{SETTINGS}sales/new-stage/", {**GOOD, "required_fields": ["amount", "close_on"]})
    assert answer.status_code == 302
    made = Stage.objects.get(name="Signing")
    assert (made.probability, made.rots_after_days, made.required_fields) == (95, 7, ["amount", "close_on"])
    assert stages()[:6][-1] == "Signing"
    page = text(adas, f"{SETTINGS}stages/{made.code}/")
    assert "Signed\nPaid" in page
    assert LoggedEvent.objects.filter(kind="sales.pipeline_changed").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Demo"),
        ("name", "x" * 101),
        ("probability", "101"),
        ("probability", "-1"),
        ("probability", "half"),
        ("state", "maybe"),
        ("rots_after_days", "0"),
        ("rots_after_days", "99999"),
        ("required_fields", "nothing"),
        ("checklist", "\n".join(f"Item {n}" for n in range(21))),
        ("checklist", "x" * 101),
    ],
)
def test_what_no_stage_can_be_is_refused_and_what_was_typed_stays(adas: Client, field: str, value: str) -> None:
    answer = adas.post(f"{SETTINGS}sales/new-stage/", {**GOOD, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert field == "checklist" or "Signed\n" in page.replace("\r", "")
    assert field == "probability" or "95" in page
    assert "Signing" not in stages()


def test_stages_and_pipelines_go_up_and_down_and_stop_at_the_ends(adas: Client) -> None:
    adas.post(SETTINGS, {"name": "Renewals"})
    for _step in range(9):
        assert adas.post(f"{SETTINGS}stages/proposal/move/", {"to": "up"}).status_code == 302
    assert stages()[0] == "Proposal"
    adas.post(f"{SETTINGS}stages/proposal/move/", {"to": "sideways"})
    adas.post(f"{SETTINGS}stages/proposal/move/", {"to": "down"})
    assert stages()[:2] == ["Qualification", "Proposal"]
    adas.post(f"{SETTINGS}renewals/move/", {"to": "up"})
    assert [each.code for each in Pipeline.objects.all()] == ["renewals", "sales"]


def test_a_stage_with_deals_is_removed_once_it_is_said_where_they_go(adas: Client, as_alice: Actor) -> None:
    create_deals([{"name": "Roof", "stage": "demo"}], by=as_alice)
    refused = adas.post(f"{SETTINGS}stages/demo/remove/", {"to": ""})
    assert refused.status_code == 422
    assert "1 deal stands in this stage" in refused.content.decode()
    assert adas.post(f"{SETTINGS}stages/demo/remove/", {"to": "proposal"}).status_code == 302
    assert Deal.objects.get().stage_id == "proposal"
    assert adas.get(f"{SETTINGS}stages/demo/").status_code == 404


def test_a_pipeline_is_renamed_and_the_last_one_stays_in_use(adas: Client) -> None:
    assert adas.post(f"{SETTINGS}sales/", {"name": "New business"}).status_code == 302
    assert Pipeline.objects.get().name == "New business"
    answer = adas.post(f"{SETTINGS}sales/", {"name": "New business", "is_archived": "on"})
    assert answer.status_code == 422
    assert "At least one pipeline is in use." in answer.content.decode()


@pytest.mark.parametrize("value", STRANGE)
def test_whatever_is_typed_nothing_breaks(adas: Client, value: str) -> None:
    fields: dict[str, Any] = {**dict.fromkeys(GOOD, value), "required_fields": [value], "to": value}
    adas.post(f"{SETTINGS}sales/new-stage/", GOOD)
    for address in ("", "sales/", "sales/new-stage/", "stages/demo/", "stages/demo/move/", "stages/demo/remove/"):
        answer = adas.post(SETTINGS + address, fields)
        assert answer.status_code in (302, 404, 422), address
        answer = adas.get(SETTINGS + address)
        assert answer.status_code in (200, 404, 405), address


def test_sellers_see_and_change_nothing_of_it(alices: Client) -> None:
    for address in ("", "sales/", "sales/new-stage/", "stages/demo/"):
        assert alices.get(SETTINGS + address).status_code == 403
        assert alices.post(SETTINGS + address, GOOD).status_code == 403
    for address in ("sales/move/", "stages/demo/move/", "stages/demo/remove/"):
        assert alices.post(SETTINGS + address, {"to": "up"}).status_code == 403
    assert not Pipeline.objects.exists()
