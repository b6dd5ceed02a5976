"""Roles that were there before a release may use what is new in it as far as they may use what it belongs to."""

from importlib import import_module

import pytest
from django.apps import apps

from trato.foundation.public import Reach, Role

MIGRATIONS = ("0011_trash_and_rights", "0013_activities")


@pytest.fixture
def upgrade(db: None) -> None:
    """What `trato migrate` does with the roles of a home of before."""
    Role.objects.all().delete()
    Role.objects.create(
        name="Old hands",
        rights={
            "customers.see_contacts": int(Reach.ALL),
            "customers.edit_contacts": int(Reach.TEAM),
            "customers.edit_lists": int(Reach.OWN),
            "customers.see_tasks": int(Reach.SUBTREE),
        },
    )
    for name in MIGRATIONS:
        import_module(f"trato.customers.migrations.{name}").give_rights(apps, None)


@pytest.mark.usefixtures("upgrade")
def test_what_is_new_reaches_as_far_as_what_it_belongs_to() -> None:
    rights = Role.objects.get().rights

    assert rights["customers.see_segments"] == Reach.ALL
    assert rights["customers.record_consents"] == Reach.TEAM
    assert rights["customers.merge_contacts"] == Reach.ALL, "it has no reach: one needs to edit both anyway"
    assert rights["customers.see_activities"] == Reach.SUBTREE


@pytest.mark.usefixtures("upgrade")
def test_what_was_decided_stays_and_nothing_is_given_for_nothing() -> None:
    rights = Role.objects.get().rights

    assert rights["customers.edit_lists"] == Reach.OWN
    assert "customers.delete_segments" not in rights
    assert "customers.merge_companies" not in rights
