import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from trato.foundation.public import (
    Actor,
    LoggedEvent,
    User,
    choose_password,
    deactivate_user,
    has_confirmed_address,
    invite_user,
    make_password_link,
    password_link,
)
from trato.kit.testing.frozen_clock import frozen_clock

PASSWORD = "barcas en el júcar"
OTHER = "naranjas de sollana"


@pytest.fixture
def alices_account(alice: User) -> User:
    return choose_password(PASSWORD, by=alice.acting())


def sign_in(client: Client, email: str, password: str) -> str:
    return client.post("/account/login/", {"login": email, "password": password}).content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_a_colleague_signs_in(alices_account: User, client: Client) -> None:
    sign_in(client, "Alice@acequia.example", PASSWORD)

    assert is_signed_in(client)
    assert LoggedEvent.objects.get(kind="foundation.user_signed_in").subject_id == alices_account.id


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(alices_account: User, client: Client) -> None:
    def answer(email: str) -> str:
        page = sign_in(client, email, "wrong")
        return re.sub(r'value="[^"]*"', "", page)

    assert "The e-mail or the password is not right." in answer("alice@acequia.example")
    assert answer("alice@acequia.example") == answer("nobody@acequia.example")


def test_what_was_typed_stays_and_the_password_does_not(alices_account: User, client: Client) -> None:
    page = sign_in(client, "alice@acequia.example", "wrong one")

    assert 'value="alice@acequia.example"' in page
    assert "wrong one" not in page


def test_after_five_wrong_passwords_the_right_one_waits_too(alices_account: User, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "alice@acequia.example", "wrong")

    assert "Too many wrong passwords" in sign_in(client, "alice@acequia.example", PASSWORD)
    assert not is_signed_in(client)


def test_the_pause_holds_from_other_machines_and_not_for_others(
    alices_account: User, bob: User, client: Client
) -> None:
    choose_password(PASSWORD, by=bob.acting())
    for number in range(5):
        elsewhere = Client(REMOTE_ADDR=f"10.0.0.{number}")
        sign_in(elsewhere, "alice@acequia.example", "wrong")

    assert "Too many wrong passwords" in sign_in(client, "alice@acequia.example", PASSWORD)
    sign_in(client, "bob@acequia.example", PASSWORD)
    assert is_signed_in(client)


def test_who_was_deactivated_is_refused(alices_account: User, as_ada: Actor, client: Client) -> None:
    deactivate_user(alices_account.id, by=as_ada)
    sign_in(client, "alice@acequia.example", PASSWORD)

    assert not is_signed_in(client)


def test_a_session_of_an_inactive_person_opens_nothing(alice: User, client: Client) -> None:
    client.force_login(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert not is_signed_in(client)


def test_signing_out_takes_a_press_not_a_link(alices_account: User, client: Client) -> None:
    client.force_login(alices_account)

    assert "Sign out?" in client.get("/account/logout/").content.decode()
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)


def test_nobody_signs_themselves_up(installed: object, client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404


def test_after_signing_in_one_is_where_one_wanted_to_be(alices_account: User, client: Client) -> None:
    asked = client.get("/settings/preferences/")
    assert asked.headers["Location"] == "/account/login/?next=/settings/preferences/"

    answer = client.post(
        "/account/login/",
        {"login": "alice@acequia.example", "password": PASSWORD, "next": "/settings/preferences/"},
    )
    assert answer.headers["Location"] == "/settings/preferences/"


def test_another_site_is_not_where_one_wanted_to_be(alices_account: User, client: Client) -> None:
    facts = {"login": "alice@acequia.example", "password": PASSWORD, "next": "https://evil.example/"}

    assert client.post("/account/login/", facts).headers["Location"] == "/"


def open_link(client: Client, path: str) -> tuple[str, str]:
    """Where the link leads, and the page there."""
    answer = client.get(path, follow=True)
    return answer.request["PATH_INFO"], answer.content.decode()


def test_an_invitation_opens_once_and_signs_in(as_ada: Actor, client: Client) -> None:
    ines = invite_user("ines@acequia.example", by=as_ada, name="Inés")
    path = make_password_link(ines.id, by=as_ada)

    form, page = open_link(client, path)
    assert "Choose a password" in page
    assert client.post(form, {"password1": PASSWORD}).status_code == 302
    assert is_signed_in(client)
    assert "no longer opens" in open_link(Client(), path)[1]


def test_an_invitation_lives_for_a_week_and_a_reset_for_a_day(
    as_ada: Actor, alices_account: User, client: Client
) -> None:
    with frozen_clock(datetime(2026, 3, 1, 12, tzinfo=UTC)) as clock:
        ines = invite_user("ines@acequia.example", by=as_ada, name="Inés")
        invitation, reset = (make_password_link(user.id, by=as_ada) for user in (ines, alices_account))
        clock.advance(timedelta(hours=23))
        assert "Choose a password" in open_link(client, reset)[1]
        clock.advance(timedelta(hours=2))
        assert "no longer opens" in open_link(client, reset)[1]
        clock.advance(timedelta(days=5, hours=22))
        assert "Choose a password" in open_link(client, invitation)[1]
        clock.advance(timedelta(days=1))
        assert "no longer opens" in open_link(client, invitation)[1]


def test_a_newer_invitation_ends_the_earlier_one(as_ada: Actor, client: Client) -> None:
    ines = invite_user("ines@acequia.example", by=as_ada, name="Inés")
    earlier, newer = (make_password_link(ines.id, by=as_ada) for _ in range(2))

    assert "no longer opens" in open_link(client, earlier)[1]
    assert "Choose a password" in open_link(client, newer)[1]


def test_a_link_of_who_left_opens_nothing(as_ada: Actor, client: Client) -> None:
    ines = invite_user("ines@acequia.example", by=as_ada, name="Inés")
    path = make_password_link(ines.id, by=as_ada)
    deactivate_user(ines.id, by=as_ada)

    assert "no longer opens" in open_link(client, path)[1]


@pytest.mark.parametrize("broken", ["zzz-abc-def", "0-0", "18d5f-set-password", "a" * 40 + "-x"])
def test_a_link_that_never_was_opens_nothing(broken: str, installed: object, client: Client) -> None:
    assert "no longer opens" in open_link(client, f"/account/password/reset/key/{broken}/")[1]


def test_a_weak_password_is_refused_with_the_reason(as_ada: Actor, client: Client) -> None:
    ines = invite_user("ines@acequia.example", by=as_ada, name="Inés")
    form, _page = open_link(client, make_password_link(ines.id, by=as_ada))

    page = client.post(form, {"password1": "1234"}).content.decode()
    assert "at least 10 characters" in page
    assert not User.objects.get(pk=ines.pk).has_usable_password()


def test_a_new_password_ends_the_other_sessions(alices_account: User, as_ada: Actor, client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(alices_account)
    form, _page = open_link(client, make_password_link(alices_account.id, by=as_ada))
    client.post(form, {"password1": OTHER})

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_changing_ones_password_keeps_this_session_only(alices_account: User, client: Client) -> None:
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(alices_account)

    answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER})

    assert answer.headers["Location"] == "/settings/preferences/"
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert LoggedEvent.objects.filter(kind="foundation.password_chosen").count() == 2


def test_changing_needs_the_current_password(alices_account: User, client: Client) -> None:
    client.force_login(alices_account)
    page = client.post("/account/password/change/", {"oldpassword": "wrong", "password1": OTHER})

    assert "This is not your current password." in page.content.decode()


def test_a_mailed_link_confirms_the_address_and_a_handed_one_does_not(as_ada: Actor, client: Client) -> None:
    ines = invite_user("ines@acequia.example", by=as_ada, name="Inés")
    form, _page = open_link(client, make_password_link(ines.id, by=as_ada))
    client.post(form, {"password1": PASSWORD})
    ines.refresh_from_db()
    assert not has_confirmed_address(ines)

    form, _page = open_link(client, password_link(ines, is_mailed=True))
    client.post(form, {"password1": OTHER})
    assert has_confirmed_address(ines)
