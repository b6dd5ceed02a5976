import pytest
from django.utils.translation import override

from trato.foundation.people.errors import RoleRefused
from trato.foundation.public import (
    SYSTEM,
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Permission,
    Reach,
    Role,
    User,
    change_role,
    contributions,
    create_built_in_roles,
    create_role,
    delete_role,
    limitable_fields,
    permissions_by_group,
)
from trato.kit.ids import new_id


def test_a_role_keeps_what_it_grants_and_nothing_else(as_ada: Actor) -> None:
    role = create_role(
        "Support", by=as_ada, rights={"customers.see_contacts": Reach.ALL, "customers.edit_contacts": Reach.NONE}
    )

    assert role.rights == {"customers.see_contacts": Reach.ALL}
    assert LoggedEvent.objects.filter(kind="foundation.role_created", subject_id=role.id).exists()


def test_a_right_without_reach_is_held_for_all(as_ada: Actor) -> None:
    role = create_role("Scribe", by=as_ada, rights={"customers.write_notes": Reach.OWN})

    assert role.rights == {"customers.write_notes": Reach.ALL}


def test_there_is_no_right_that_no_module_contributes(as_ada: Actor) -> None:
    with pytest.raises(RoleRefused, match="fly"):
        create_role("Pilot", by=as_ada, rights={"customers.fly": Reach.ALL})


def test_there_is_no_field_that_no_kind_declares(as_ada: Actor) -> None:
    with pytest.raises(RoleRefused, match="shoe_size"):
        create_role("Cobbler", by=as_ada, rights={}, hidden_fields=["contact.shoe_size"])


def test_what_is_hidden_need_not_be_read_only_too(as_ada: Actor) -> None:
    role = create_role(
        "Guest",
        by=as_ada,
        rights={},
        hidden_fields=["contact.phone"],
        read_only_fields=["contact.phone", "contact.owner"],
    )

    assert (role.hidden_fields, role.read_only_fields) == (["contact.phone"], ["contact.owner"])


def test_a_change_holds_from_the_next_act(as_ada: Actor, alice: User, seller: Role) -> None:
    assert alice.acting().may("customers.delete_contacts")

    change_role(seller.id, by=as_ada, name="Seller", rights={"customers.see_contacts": Reach.OWN})

    assert not User.objects.get(pk=alice.pk).acting().may("customers.delete_contacts")
    event = LoggedEvent.objects.get(kind="foundation.role_changed")
    assert event.data["fields"] == ["rights"]


def test_names_of_roles_differ(as_ada: Actor, seller: Role) -> None:
    with pytest.raises(RoleRefused) as refusal:
        create_role("Seller", by=as_ada, rights={})

    assert list(refusal.value.fields) == ["name"]


def test_administrators_lose_no_right(as_ada: Actor, ada: User) -> None:
    role = change_role(ada.roles.get().id, by=as_ada, name="Boss", rights={"customers.see_contacts": Reach.OWN})

    assert (role.name, role.is_administrator, role.rights) == ("Boss", True, {})
    with pytest.raises(RoleRefused, match="cannot be deleted"):
        delete_role(role.id, by=as_ada)


def test_a_role_that_people_have_stays(as_ada: Actor, alice: User, seller: Role) -> None:
    with pytest.raises(RoleRefused, match="people"):
        delete_role(seller.id, by=as_ada)

    alice.roles.clear()
    delete_role(seller.id, by=as_ada)
    assert not Role.objects.filter(pk=seller.id).exists()


def test_what_is_not_there_is_not_found(as_ada: Actor) -> None:
    with pytest.raises(NotFound):
        delete_role(new_id(), by=as_ada)


def test_who_manages_people_does_not_make_administrators(as_ada: Actor, charlie: User) -> None:
    charlie.roles.add(create_role("Personnel", by=as_ada, rights={"foundation.manage_people": Reach.ALL}))
    personnel = charlie.acting()

    with pytest.raises(NotAllowed):
        create_role("Boss", by=personnel, rights={}, is_administrator=True)
    with pytest.raises(NotAllowed):
        change_role(
            charlie.roles.get().id,
            by=personnel,
            name="Personnel",
            rights={"foundation.manage_people": Reach.ALL, "customers.see_contacts": Reach.ALL},
        )


@pytest.fixture
def built_in(installed: object) -> dict[str, Role]:
    create_built_in_roles(by=SYSTEM, language="en")
    return {role.name: role for role in Role.objects.all()}


def test_a_company_begins_with_four_roles(built_in: dict[str, Role]) -> None:
    assert set(built_in) == {"Administrator", "Manager", "Seller", "Reader"}
    assert [name for name, role in built_in.items() if role.is_administrator] == ["Administrator"]


def test_a_manager_reaches_the_teams_below(built_in: dict[str, Role]) -> None:
    rights = built_in["Manager"].rights

    assert {rights[p.name] for p in contributions(Permission) if p.reaches} == {Reach.SUBTREE}
    assert "foundation.import_records" in rights
    assert "foundation.manage_people" not in rights


def test_a_seller_sees_further_than_they_edit_and_deletes_their_own(built_in: dict[str, Role]) -> None:
    rights = built_in["Seller"].rights

    assert rights["customers.see_contacts"] == Reach.SUBTREE
    assert rights["customers.edit_contacts"] == Reach.TEAM
    assert rights["customers.delete_contacts"] == Reach.OWN
    assert rights["customers.create_contacts"] == Reach.ALL


def test_a_reader_sees_everything_and_changes_nothing(built_in: dict[str, Role]) -> None:
    rights = built_in["Reader"].rights

    assert set(rights.values()) == {Reach.ALL}
    assert all(".see_" in name for name in rights)


def test_only_administrators_administer(built_in: dict[str, Role]) -> None:
    for name in ("Manager", "Seller", "Reader"):
        held = {right for right in built_in[name].rights if right.startswith("foundation.") or ".manage_" in right}
        assert held <= {"foundation.import_records", "foundation.share_views"}, name


def test_asking_for_them_does_not_change_the_language_spoken(installed: object) -> None:
    with override("te"):
        assert create_built_in_roles(by=SYSTEM, language="en").name == "Administrator"


def test_every_right_stands_in_one_group(db: None) -> None:
    shown = [permission for group in permissions_by_group().values() for permission in group]

    assert len(shown) == len(contributions(Permission)) == len({p.name for p in shown})


def test_a_name_cannot_be_hidden(db: None) -> None:
    names = [name for _kind, fields in limitable_fields() for name, _label in fields]

    assert "contact.name" not in names
    assert "contact.phone" in names
