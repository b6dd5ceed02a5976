import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django.fixtures import Settings

from trato.foundation.public import (
    Role,
    Team,
    User,
    choose_password,
    confirm_address,
    deactivate_user,
    invite_user,
)

INES = {"name": "Inés", "email": "ines@acequia.example", "language": "es"}


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("gone\r\nBcc: x@y.example")


@pytest.fixture
def ada_here(ada: User, client: Client) -> Client:
    client.force_login(choose_password("barcas en el júcar", by=ada.acting()))
    return client


@pytest.fixture
def mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"


def shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def link_in(page: str) -> str:
    (link,) = re.findall(r'value="http://127\.0\.0\.1:8000(/account/password/reset/key/[^"]+)"', page)
    return str(link)


def test_inviting_shows_a_link_that_works(ada_here: Client, seller: Role, north: Team) -> None:
    facts = {**INES, "roles": [str(seller.id)], "teams": [str(north.id)]}
    page = ada_here.post("/settings/people/new/", facts).content.decode()

    ines = User.objects.get(email="ines@acequia.example")
    assert list(ines.roles.all()) == [seller]
    assert list(ines.teams.all()) == [north]
    assert "Nothing was mailed" in page
    assert Client().get(link_in(page)).status_code == 302
    assert mail.outbox == []


def test_with_a_mail_server_the_invitation_is_mailed_too(ada_here: Client, mail_server: None) -> None:
    page = ada_here.post("/settings/people/new/", INES).content.decode()

    (sent,) = mail.outbox
    assert "A mail with a link is on its way" in page
    assert sent.to == ["ines@acequia.example"]
    assert link_in(page) not in sent.body, "the mailed link is another one: it proves the mailbox"
    assert "/account/password/reset/key/" in sent.body


def test_when_the_mail_server_refuses_the_link_is_still_there(
    ada_here: Client, mail_server: None, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    page = ada_here.post("/settings/people/new/", INES).content.decode()

    assert "The mail server did not take the mail" in page
    assert link_in(page)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "ada@acequia.example", "already here"),
        ("email", "nonsense", "There is no @ sign"),
        ("name", " ", "required"),
        ("roles", "not-a-role", "Select a valid choice"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(field: str, value: str, says: str, ada_here: Client) -> None:
    answer = ada_here.post("/settings/people/new/", {**INES, field: value})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not User.objects.filter(email="ines@acequia.example").exists()


def test_a_name_full_of_markup_is_only_a_name(ada_here: Client) -> None:
    ada_here.post("/settings/people/new/", {**INES, "name": "<script>alert(1)</script>"})

    page = shown(ada_here, "/settings/people/")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_everybody_is_listed_with_their_state(ada_here: Client, alice: User, bob: User, ada: User) -> None:
    deactivate_user(bob.id, by=ada.acting())
    page = shown(ada_here, "/settings/people/")

    for word in ("Alice", "alice@acequia.example", "Invited", "Active", "Deactivated", "Seller", "North"):
        assert word in page


def test_people_are_found_by_name_and_address(ada_here: Client, alice: User, bob: User) -> None:
    assert "Bob" not in shown(ada_here, "/settings/people/?q=ALICE@").split("<main")[1]
    assert "Nobody here is called that." in shown(ada_here, "/settings/people/?q=zzz")


def test_a_person_is_changed_on_their_page(ada_here: Client, alice: User, south: Team) -> None:
    path = f"/settings/people/{alice.id}/"
    facts = {"name": "Alicia", "email": "alice@acequia.example", "language": "es", "teams": [str(south.id)]}
    answer = ada_here.post(path, facts)

    assert answer.headers["Location"] == path
    alice.refresh_from_db()
    assert (alice.name, list(alice.roles.all()), list(alice.teams.all())) == ("Alicia", [], [south])


def test_a_person_who_is_not_there_is_not_found(ada_here: Client) -> None:
    path = "/settings/people/01900000-0000-7000-8000-000000000000/"

    assert ada_here.get(path).status_code == 404
    for verb in ("password-link", "deactivate", "reactivate"):
        assert ada_here.post(f"{path}{verb}/").status_code == 404


def test_leaving_and_coming_back(ada_here: Client, alice: User) -> None:
    path = f"/settings/people/{alice.id}/"
    assert "can no longer sign in" in ada_here.post(f"{path}deactivate/", follow=True).content.decode()
    assert "Reactivate" in shown(ada_here, path)

    assert link_in(ada_here.post(f"{path}reactivate/").content.decode())
    alice.refresh_from_db()
    assert alice.is_active


def test_the_last_administrator_is_told_in_a_sentence(ada_here: Client, ada: User, seller: Role) -> None:
    facts = {"name": "Ada", "email": ada.email, "language": "en", "roles": [str(seller.id)]}
    answer = ada_here.post(f"/settings/people/{ada.id}/", facts)

    assert answer.status_code == 422
    assert "This is the last administrator." in answer.content.decode()


def test_ones_own_page_has_no_button_to_deactivate(ada_here: Client, ada: User, alice: User) -> None:
    assert "/deactivate/" not in shown(ada_here, f"/settings/people/{ada.id}/")
    assert "/deactivate/" in shown(ada_here, f"/settings/people/{alice.id}/")


def test_a_team_is_made_moved_and_deleted(ada_here: Client, north: Team) -> None:
    ada_here.post("/settings/teams/", {"name": "Shop", "parent": str(north.id)})
    shop = Team.objects.get(name="Shop")
    assert shop.path == [north.id, shop.id]

    ada_here.post(f"/settings/teams/{shop.id}/", {"name": "The shop", "parent": ""})
    shop.refresh_from_db()
    assert (shop.name, shop.path) == ("The shop", [shop.id])

    ada_here.post(f"/settings/teams/{shop.id}/delete/")
    assert not Team.objects.filter(pk=shop.pk).exists()


def test_a_ring_of_teams_is_refused_at_its_field(ada_here: Client, north: Team, northern_shop: Team) -> None:
    answer = ada_here.post(f"/settings/teams/{north.id}/", {"name": "North", "parent": str(northern_shop.id)})

    assert answer.status_code == 422
    assert "A team cannot be below itself." in answer.content.decode()


def test_a_team_with_people_says_why_it_stays(ada_here: Client, alice: User, north: Team) -> None:
    answer = ada_here.post(f"/settings/teams/{north.id}/delete/")

    assert answer.status_code == 422
    assert "There are people in this team." in answer.content.decode()


def test_a_role_is_made_with_rights_and_hidden_fields(ada_here: Client) -> None:
    ada_here.post(
        "/settings/roles/new/",
        {
            "name": "Support",
            "customers.see_contacts": "4",
            "customers.edit_contacts": "1",
            "customers.write_notes": "4",
            "field:contact.phone": "hidden",
            "field:contact.owner": "read_only",
        },
    )

    role = Role.objects.get(name="Support")
    assert role.rights == {"customers.see_contacts": 4, "customers.edit_contacts": 1, "customers.write_notes": 4}
    assert (role.hidden_fields, role.read_only_fields) == (["contact.phone"], ["contact.owner"])


def test_the_role_editor_shows_what_a_role_holds(ada_here: Client, seller: Role) -> None:
    seller.hidden_fields = ["contact.phone"]
    seller.save()
    page = shown(ada_here, f"/settings/roles/{seller.id}/")

    chosen = re.findall(r'<select[^>]*name="customers.see_contacts".*?value="(\d)" selected', page, re.DOTALL)
    assert chosen[:1] == ["3"]
    assert re.search(r'name="field:contact.phone".*?value="hidden" selected', page, re.DOTALL)


@pytest.mark.parametrize("reach", ["9", "-1", "all"])
def test_a_reach_that_is_none_is_refused(reach: str, ada_here: Client) -> None:
    answer = ada_here.post("/settings/roles/new/", {"name": "Odd", "customers.see_contacts": reach})

    assert answer.status_code == 422
    assert not Role.objects.filter(name="Odd").exists()


def test_the_administrators_role_only_changes_its_name(ada_here: Client, ada: User) -> None:
    role = ada.roles.get()
    assert "Administrators may do everything" in shown(ada_here, f"/settings/roles/{role.id}/")

    ada_here.post(f"/settings/roles/{role.id}/", {"name": "Boss", "customers.see_contacts": "1"})
    role.refresh_from_db()
    assert (role.name, role.rights) == ("Boss", {})


def test_an_unused_role_can_go_and_a_used_one_says_why_not(ada_here: Client, alice: User, seller: Role) -> None:
    assert ada_here.post(f"/settings/roles/{seller.id}/delete/").status_code == 422
    alice.roles.clear()
    assert ada_here.post(f"/settings/roles/{seller.id}/delete/").headers["Location"] == "/settings/roles/"


def test_a_colleague_with_a_password_gets_the_mail_only_when_confirmed(
    ada_here: Client, mail_server: None, ada: User
) -> None:
    ines = invite_user("ines@acequia.example", by=ada.acting(), name="Inés")
    choose_password("naranjas de sollana", by=ines.acting())

    assert "Nothing was mailed" in ada_here.post(f"/settings/people/{ines.id}/password-link/").content.decode()
    confirm_address(by=ines.acting())
    assert "is on its way" in ada_here.post(f"/settings/people/{ines.id}/password-link/").content.decode()
