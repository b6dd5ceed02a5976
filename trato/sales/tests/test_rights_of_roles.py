"""Who leads sellers sets goals and says another figure; who sells does not, in a new home as in one that was there."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps

from trato.foundation.public import SYSTEM, Permission, Reach, Role, contributions, create_built_in_roles

pytestmark = pytest.mark.django_db
LEADING = {"sales.set_goals", "sales.adjust_forecasts"}


@pytest.fixture
def built_in(installed: object) -> dict[str, Role]:
    create_built_in_roles(by=SYSTEM, language="en")
    return {role.name: role for role in Role.objects.all()}


def test_a_new_home_lets_managers_lead_and_sellers_sell(built_in: dict[str, Role]) -> None:
    held = {name: LEADING & set(role.rights) for name, role in built_in.items()}
    assert held == {"Administrator": set(), "Manager": LEADING, "Seller": set(), "Reader": set()}


def test_sellers_of_a_new_home_may_do_their_work(built_in: dict[str, Role]) -> None:
    rights = built_in["Seller"].rights
    assert rights["sales.see_deals"] == Reach.SUBTREE
    assert rights["sales.edit_deals"] == Reach.TEAM
    assert {"sales.create_deals", "sales.create_leads", "commerce.see_products"} <= set(rights)
    assert not {each for each in rights if ".manage_" in each}


def test_readers_of_a_new_home_see_deals_and_products_and_change_nothing(built_in: dict[str, Role]) -> None:
    rights = {name for name in built_in["Reader"].rights if name.startswith(("sales.", "commerce."))}
    assert rights == {"sales.see_deals", "commerce.see_products"}


def test_in_a_home_that_was_there_who_changes_deals_of_the_teams_below_leads(db: None) -> None:
    step = import_module("trato.sales.migrations.0009_goals_of_leaders")
    for name, rights in {
        "Manager": {"sales.edit_deals": Reach.SUBTREE},
        "Director": {"sales.edit_deals": Reach.ALL, "sales.set_goals": Reach.NONE},
        "Seller": {"sales.edit_deals": Reach.TEAM, "sales.see_deals": Reach.SUBTREE},
        "Reader": {"sales.see_deals": Reach.ALL},
    }.items():
        Role.objects.create(name=name, rights={right: int(reach) for right, reach in rights.items()})
    step.give_rights(apps, SimpleNamespace())
    rights = dict(Role.objects.values_list("name", "rights"))
    assert {name: LEADING & set(held) for name, held in rights.items()} == {
        "Manager": LEADING,
        "Director": LEADING,
        "Seller": set(),
        "Reader": set(),
    }
    assert rights["Director"]["sales.set_goals"] == Reach.NONE  # somebody decided otherwise
    assert rights["Manager"]["sales.set_goals"] == Reach.ALL


def test_every_right_that_a_use_case_of_sales_asks_for_is_offered() -> None:
    known = {each.name for each in contributions(Permission)}
    modules = [
        *("deals.use_cases.create", "deals.use_cases.update", "deals.use_cases.trash", "deals.use_cases.duplicate"),
        *("pipelines.use_cases.pipelines", "pipelines.use_cases.stages", "goals.use_cases", "leads.use_cases.convert"),
        *("routing.use_cases.rules", "scoring.use_cases.rules", "lead_forms.use_cases.save"),
    ]
    asked = {
        getattr(verb, "right", "")
        for name in modules
        for verb in vars(import_module(f"trato.sales.{name}")).values()
        if callable(verb)
    }
    assert {right for right in asked if isinstance(right, str) and right} <= known
