"""Who may come in where."""

import pytest

from tools.doors import DoorsContract


@pytest.fixture
def contract() -> DoorsContract:
    return DoorsContract("doors", {}, {"name": "doors", "type": "doors", "package": "trato", "open_modules": ["kit"]})


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("trato.sales.deals.views", "trato.sales.deals.models"),
        ("trato.sales.deals.views", "trato.customers.public"),
        ("trato.sales.deals.views", "trato.customers.merging.public"),
        ("trato.sales.tests.test_winning", "trato.customers.public"),
        ("trato.sales.deals.models", "trato.kit.money"),
        ("trato.sales.deals.models", "django.db"),
        ("trato.sales.deals.models", "tratoria.kitchen"),
        ("trato.sales.deals.models", "trato"),
    ],
)
def test_these_come_in_by_the_door(contract: DoorsContract, importer: str, imported: str) -> None:
    assert not contract.is_over_the_wall(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("trato.sales.deals.views", "trato.customers.contacts.models"),
        ("trato.sales.deals.views", "trato.customers"),
        ("trato.sales.tests.test_winning", "trato.customers.contacts.models"),
        ("trato.conftest", "trato.foundation.people.models"),
        ("trato.sales.deals.views", "trato.customers.public.hidden"),
    ],
)
def test_these_climb_over_the_wall(contract: DoorsContract, importer: str, imported: str) -> None:
    assert contract.is_over_the_wall(importer, imported)
