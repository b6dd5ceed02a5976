import pytest
from django.test import Client

from trato.foundation.changes.models import Change
from trato.foundation.people.errors import ColleagueRefused, LastAdministrator
from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Reach,
    Role,
    Team,
    User,
    change_user,
    choose_password,
    confirm_address,
    create_role,
    deactivate_user,
    has_confirmed_address,
    invite_user,
    make_password_link,
    reactivate_user,
    set_preferences,
)
from trato.kit.ids import new_id

PASSWORD = "barcas en el júcar"


def events(kind: str, subject: object) -> list[LoggedEvent]:
    return list(LoggedEvent.objects.filter(kind=f"foundation.{kind}", subject_id=subject))


@pytest.fixture
def manager(installed: object) -> Actor:
    """Mona manages people and sees her own contacts, nothing more."""
    rights = {"foundation.manage_people": Reach.ALL, "customers.see_contacts": Reach.OWN}
    mona = User.objects.create_user("mona@acequia.example", name="Mona")
    mona.roles.add(Role.objects.create(name="Personnel", rights={name: int(reach) for name, reach in rights.items()}))
    return mona.acting()


def with_password(user: User) -> User:
    return choose_password(PASSWORD, by=user.acting())


def test_an_invited_person_is_there_without_a_password(as_ada: Actor, seller: Role, north: Team) -> None:
    user = invite_user(" Inés@Acequia.Example ", by=as_ada, name="Inés", roles=[seller.id], teams=[north.id])

    assert (user.email, user.name, user.is_active) == ("inés@acequia.example", "Inés", True)
    assert not user.has_usable_password()
    assert list(user.roles.all()) == [seller]
    assert list(user.teams.all()) == [north]


def test_inviting_leaves_an_event_without_names_and_a_change_with_them(as_ada: Actor) -> None:
    user = invite_user("ines@acequia.example", by=as_ada, name="Inés")

    (event,) = events("user_invited", user.id)
    assert event.data == {}
    assert event.actor_id == as_ada.id
    change = Change.objects.get(record_id=user.id)
    assert (change.record_type, change.act, change.version) == ("user", "create", 1)
    assert change.after["name"] == "Inés"


def test_who_has_no_name_yet_is_called_by_the_address(as_ada: Actor) -> None:
    assert invite_user("ines@acequia.example", by=as_ada).name == "ines@acequia.example"


@pytest.mark.parametrize("address", ["ALICE@acequia.example", " alice@ACEQUIA.example"])
def test_one_address_is_one_person(address: str, alice: User, as_ada: Actor) -> None:
    with pytest.raises(ColleagueRefused) as refusal:
        invite_user(address, by=as_ada, name="Another Alice")

    assert refusal.value.fields == {"email": "Somebody with this e-mail is already here."}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"email": "no at sign"}, "email"),
        ({"email": "a@b.example\nBcc: x@y.example"}, "email"),
        ({"name": "N\x00UL"}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"language": "tlh"}, "language"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, str], field: str, as_ada: Actor) -> None:
    given = {"email": "ines@acequia.example", **facts}

    with pytest.raises(ColleagueRefused) as refusal:
        invite_user(given.pop("email"), by=as_ada, **given)

    assert list(refusal.value.fields) == [field]
    assert not User.objects.filter(name="Inés").exists()


def test_a_role_that_is_not_there_cannot_be_given(as_ada: Actor) -> None:
    with pytest.raises(NotFound):
        invite_user("ines@acequia.example", by=as_ada, roles=[new_id()])
    with pytest.raises(NotFound):
        invite_user("ines@acequia.example", by=as_ada, teams=[new_id()])


def test_changing_says_what_changed_and_only_that(alice: User, south: Team, as_ada: Actor) -> None:
    change_user(alice.id, by=as_ada, name="Alicia", language="es", teams=[south.id])

    (event,) = events("user_changed", alice.id)
    assert set(event.data["fields"]) == {"name", "language", "teams"}
    change = Change.objects.get(record_id=alice.id)
    assert change.before["name"] == "Alice"
    assert change.after == {"name": "Alicia", "language": "es", "teams": [str(south.id)]}


def test_a_change_of_nothing_is_no_change(alice: User, as_ada: Actor) -> None:
    change_user(alice.id, by=as_ada, name="Alice")

    assert not events("user_changed", alice.id)


def test_versions_count_up(alice: User, as_ada: Actor) -> None:
    change_user(alice.id, by=as_ada, name="Alicia")
    change_user(alice.id, by=as_ada, name="Ali")

    assert set(Change.objects.filter(record_id=alice.id).values_list("version", flat=True)) == {1, 2}


def test_a_new_address_has_to_be_confirmed_anew(alice: User, as_ada: Actor) -> None:
    confirm_address(by=alice.acting())
    assert has_confirmed_address(alice)

    changed = change_user(alice.id, by=as_ada, email="alicia@acequia.example")

    assert not has_confirmed_address(changed)


def test_an_old_address_no_longer_signs_in(alice: User, as_ada: Actor, client: Client) -> None:
    with_password(alice)
    confirm_address(by=alice.acting())
    change_user(alice.id, by=as_ada, email="alicia@acequia.example")

    client.post("/account/login/", {"login": "alice@acequia.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": "alicia@acequia.example", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_a_deactivated_persons_session_ends_at_once(alice: User, as_ada: Actor, client: Client) -> None:
    client.force_login(with_password(alice))
    assert client.get("/settings/").status_code == 200

    deactivate_user(alice.id, by=as_ada)

    assert client.get("/settings/").status_code == 302


def test_coming_back_does_not_open_old_sessions(alice: User, as_ada: Actor, client: Client) -> None:
    client.force_login(with_password(alice))
    deactivate_user(alice.id, by=as_ada)
    reactivate_user(alice.id, by=as_ada)

    assert client.get("/settings/").status_code == 302
    alice.refresh_from_db()
    assert alice.is_active
    assert not alice.has_usable_password()


def test_deactivating_twice_is_one_event(alice: User, as_ada: Actor) -> None:
    deactivate_user(alice.id, by=as_ada)
    deactivate_user(alice.id, by=as_ada)

    assert len(events("user_deactivated", alice.id)) == 1


def test_reactivating_who_is_here_changes_nothing(alice: User, as_ada: Actor) -> None:
    reactivate_user(alice.id, by=as_ada)

    assert not events("user_reactivated", alice.id)


def test_nobody_deactivates_themselves(ada: User, as_ada: Actor) -> None:
    with pytest.raises(ColleagueRefused, match="cannot deactivate yourself"):
        deactivate_user(ada.id, by=as_ada)


def test_the_last_administrator_cannot_be_deactivated(ada: User, alice: User, as_ada: Actor) -> None:
    other = invite_user("otto@acequia.example", by=as_ada, roles=[r.id for r in ada.roles.all()])

    with pytest.raises(LastAdministrator):  # Otto was invited, but he has no password yet
        deactivate_user(ada.id, by=other.acting())

    with_password(other)
    assert not deactivate_user(ada.id, by=other.acting()).is_active


def test_the_last_administrator_stays_one(ada: User, seller: Role, as_ada: Actor) -> None:
    with_password(ada)

    with pytest.raises(LastAdministrator):
        change_user(ada.id, by=as_ada, roles=[seller.id])

    assert ada.acting().is_everything


def test_who_manages_people_gives_no_rights_beyond_their_own(manager: Actor, alice: User, seller: Role) -> None:
    with pytest.raises(NotAllowed, match="Seller"):
        invite_user("ines@acequia.example", by=manager, roles=[seller.id])
    with pytest.raises(NotAllowed):
        change_user(alice.id, by=manager, name="Mine")


def test_who_manages_people_gets_no_link_to_who_may_more(manager: Actor, ada: User) -> None:
    with pytest.raises(NotAllowed):
        make_password_link(ada.id, by=manager)
    with pytest.raises(NotAllowed):
        deactivate_user(ada.id, by=manager)


def test_who_manages_people_gives_what_they_have(manager: Actor, charlie: User) -> None:
    own = create_role("Looker", by=manager, rights={"customers.see_contacts": Reach.OWN})

    assert change_user(charlie.id, by=manager, roles=[own.id]).acting().may("customers.see_contacts")


def test_hiding_is_not_lifted_by_a_role_from_who_does_not_see(manager: Actor) -> None:
    blinded = Actor(**{**vars(manager), "hidden": frozenset({"contact.phone"})})

    with pytest.raises(NotAllowed):
        create_role("Sees phones", by=blinded, rights={})
    assert create_role("Sees none", by=blinded, rights={}, hidden_fields=["contact.phone"])


def test_there_is_no_link_for_who_left(alice: User, as_ada: Actor) -> None:
    deactivate_user(alice.id, by=as_ada)

    with pytest.raises(ColleagueRefused, match="Reactivate"):
        make_password_link(alice.id, by=as_ada)


def test_that_somebody_saw_a_link_is_in_the_log(alice: User, as_ada: Actor) -> None:
    make_password_link(alice.id, by=as_ada)

    assert [event.actor_id for event in events("password_link_made", alice.id)] == [as_ada.id]


def test_everybody_sets_their_own_preferences(as_charlie: Actor, charlie: User) -> None:
    set_preferences(by=as_charlie, language="te", time_zone="Asia/Kolkata", theme="dark", single_keys=False)

    charlie.refresh_from_db()
    assert (charlie.language, charlie.time_zone, charlie.theme) == ("te", "Asia/Kolkata", "dark")
    assert charlie.single_keys is False


def test_a_preference_that_is_not_given_stays(as_charlie: Actor) -> None:
    assert set_preferences(by=as_charlie, theme="dark").language == "en"


@pytest.mark.parametrize("facts", [{"language": "xx"}, {"theme": "pink"}, {"time_zone": ""}, {"name": "  "}])
def test_a_preference_that_cannot_be_is_refused(facts: dict[str, str], as_charlie: Actor) -> None:
    with pytest.raises(ColleagueRefused) as refusal:
        set_preferences(by=as_charlie, **facts)

    assert list(refusal.value.fields) == list(facts)


def test_what_is_no_colleague_has_no_preferences(db: None) -> None:
    robot = Actor(kind="token", id=new_id(), name="Robot")

    with pytest.raises(NotAllowed):
        set_preferences(by=robot, theme="dark")
