"""Deals are found by the ids that other systems gave them, also while the database knows nothing of its tables yet."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from trato.foundation.public import SYSTEM, Actor
from trato.kit.sourced_keys import sourced_key
from trato.sales.deals.parts import _BY_VALUE, KeysPart
from trato.sales.public import create_deals, trash_deals

pytestmark = pytest.mark.django_db


def made(*keys: str, by: Actor = SYSTEM) -> list[UUID]:
    return [each.id for each in create_deals([{"name": key, "external_id": key} for key in keys], by=by)]


def test_each_is_found_by_its_own() -> None:
    one, two = made("a-1", "a-2")

    assert KeysPart().find("external", ["a-2", "a-1", "a-2", "a-3"]) == {"a-1": [one], "a-2": [two]}
    assert KeysPart().find("external", []) == {}


def test_two_systems_may_count_alike(as_ada: Actor) -> None:
    first, second = ({"name": name, "external_id": {"source": name, "value": "7"}} for name in ("Old", "New"))
    one = create_deals([first], by=as_ada)[0].id
    two = create_deals([second], by=as_ada)[0].id

    found = KeysPart().find("external", [sourced_key("Old", "7")])

    assert found == {sourced_key("Old", "7"): [one], sourced_key("New", "7"): [two]}


def test_who_is_in_the_trash_is_not_found(as_ada: Actor) -> None:
    (one,) = made("a-1", by=as_ada)
    trash_deals([one], by=as_ada)

    assert KeysPart().find("external", ["a-1"]) == {}


def test_a_first_file_does_not_read_all_deals_for_each_chunk() -> None:
    """Without figures about the tables the planner believes in few deals, and looked up the keys of all of them."""
    made(*(f"a-{n}" for n in range(600)))
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain (format json) {_BY_VALUE}", [[f"b-{n}" for n in range(500)]])
        ((plan,),) = cursor.fetchall()

    assert used(plan[0]["Plan"]) == ["deal_key_by_value", "sales_deal_pkey"]


def used(node: dict[str, Any]) -> list[str]:
    below = [name for each in node.get("Plans", ()) for name in used(each)]
    return sorted([*below, *([node["Index Name"]] if "Index Name" in node else [])])
