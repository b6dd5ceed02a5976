import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from trato.foundation.public import (
    Actor,
    Installation,
    Reach,
    SettingsLink,
    Team,
    User,
    change_team,
    choose_password,
    contributions,
    create_role,
    has_confirmed_address,
)

COMPANY = {
    "company_name": "Acequia y Sol",
    "language": "en",
    "time_zone": "Europe/Madrid",
    "currency": "EUR",
    "phone_country": "ES",
    "own_domains": "",
}
OWN = {"whole": "yes", "name": "Alicia", "language": "es", "time_zone": "Europe/Madrid", "theme": "dark"}


EVERYTHING = [
    "My settings",
    "Notifications",
    "Company",
    "People",
    "Teams",
    "Roles",
    "Fields",
    "Jobs",
    "Readers",
]


def labels(client: Client, **query: str) -> list[str]:
    return re.findall(
        r"<b>([^<]+)</b><small>", client.get("/settings/", query).content.decode().split("<main")[1].split("</main")[0]
    )


def test_everybody_finds_what_is_theirs(alice: User, client: Client) -> None:
    client.force_login(alice)

    assert labels(client) == ["My settings", "Notifications", "Gallery"]


def test_an_administrator_finds_everything(ada: User, client: Client) -> None:
    client.force_login(ada)

    others = [str(each.label) for each in contributions(SettingsLink)]
    assert labels(client) == [*EVERYTHING, *others, "Gallery"]


def test_who_manages_people_finds_people(charlie: User, as_ada: Actor, client: Client) -> None:
    charlie.roles.add(create_role("Personnel", by=as_ada, rights={"foundation.manage_people": Reach.ALL}))
    client.force_login(charlie)

    assert labels(client) == ["My settings", "Notifications", "People", "Teams", "Roles", "Gallery"]


@pytest.mark.parametrize(
    ("searched", "found"),
    [("role", ["Roles"]), ("PASSWORD", ["My settings", "People"]), ("own team", ["Teams"]), ("elephant", [])],
)
def test_settings_are_found_by_what_they_do(searched: str, found: list[str], ada: User, client: Client) -> None:
    client.force_login(ada)

    assert labels(client, q=searched) == found


def test_each_says_who_changed_it_last(ada: User, as_ada: Actor, north: Team, client: Client) -> None:
    change_team(north.id, by=as_ada, name="The north", parent_id=None)
    client.force_login(ada)

    shown = client.get("/settings/", {"q": "tree"}).content.decode()
    assert "Last changed by Ada" in shown


def test_the_company_changes_its_settings(ada: User, client: Client) -> None:
    client.force_login(ada)
    answer = client.post("/settings/company/", COMPANY, follow=True)

    assert Installation.objects.get().name == "Acequia y Sol"
    assert "Saved." in answer.content.decode()


def test_what_the_company_cannot_be_stays_in_the_form(ada: User, client: Client) -> None:
    client.force_login(ada)
    answer = client.post("/settings/company/", {**COMPANY, "own_domains": "ok.example; no domain/"})

    assert answer.status_code == 422
    assert 'value="ok.example; no domain/"' in answer.content.decode()
    assert Installation.objects.get().name == "Acequia Solar"


def test_a_person_sets_all_at_once(alice: User, client: Client) -> None:
    client.force_login(alice)
    answer = client.post("/settings/preferences/", OWN)

    alice.refresh_from_db()
    assert answer.headers["Location"] == "/settings/preferences/"
    assert (alice.name, alice.language, alice.theme, alice.single_keys) == ("Alicia", "es", "dark", False)
    assert client.get("/settings/").headers["Content-Language"] == "es"


def test_a_preference_that_cannot_be_is_refused_and_kept_on_the_page(alice: User, client: Client) -> None:
    client.force_login(alice)
    answer = client.post("/settings/preferences/", {**OWN, "time_zone": "Mars"})

    assert answer.status_code == 422
    assert 'value="Alicia"' in answer.content.decode()
    alice.refresh_from_db()
    assert alice.name == "Alice"


@pytest.mark.parametrize(
    ("chosen", "field", "value"),
    [
        ({"theme": "dark"}, "theme", "dark"),
        ({"language": "te"}, "language", "te"),
        ({"single_keys": "false"}, "single_keys", False),
    ],
)
def test_the_shell_sets_one_without_a_page(
    chosen: dict[str, str], field: str, value: object, alice: User, client: Client
) -> None:
    client.force_login(alice)
    answer = client.post("/settings/preferences/", chosen, headers={"HX-Request": "true"})

    assert answer.status_code == 204
    alice.refresh_from_db()
    assert getattr(alice, field) == value
    assert alice.name == "Alice"


@pytest.mark.parametrize(
    ("back", "leads"),
    [("/contacts/?sort=name", "/contacts/?sort=name"), ("https://evil.example/", "/settings/preferences/")],
)
def test_without_scripts_one_comes_back_to_the_page(back: str, leads: str, alice: User, client: Client) -> None:
    client.force_login(alice)

    assert client.post("/settings/preferences/", {"theme": "light", "next": back}).headers["Location"] == leads


@pytest.mark.parametrize("chosen", [{"theme": "pink"}, {"language": "xx"}])
def test_nonsense_from_the_shell_is_refused_and_never_an_error(
    chosen: dict[str, str], alice: User, client: Client
) -> None:
    client.force_login(alice)

    assert client.post("/settings/preferences/", chosen).status_code == 422


def test_an_address_is_confirmed_by_a_mail(alice: User, settings: Settings, client: Client) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"
    client.force_login(alice)
    assert "Nobody has confirmed" in client.get("/settings/preferences/").content.decode()

    client.post("/settings/preferences/confirmation/")
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[0].body)

    Client().get(path)
    assert not has_confirmed_address(alice), "programs that look into mail open links too"
    assert "is confirmed" in Client().post(path).content.decode()
    assert has_confirmed_address(alice)


def test_a_confirmation_of_an_earlier_address_confirms_nothing(alice: User, settings: Settings, client: Client) -> None:
    settings.EMAIL_HOST = "mail.acequia.example"
    client.force_login(alice)
    client.post("/settings/preferences/confirmation/")
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[0].body)
    User.objects.filter(pk=alice.pk).update(email="alicia@acequia.example")

    assert Client().post(path).status_code == 404


def test_the_settings_ask_the_database_little(ada: User, client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(choose_password("barcas en el júcar", by=ada.acting()))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get("/settings/")
