from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from trato.foundation.public import Role, User


def test_one_begins_at_the_first_list_one_may_see(client: Client, alice: User) -> None:
    client.force_login(alice)

    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/contacts/")


def test_that_is_another_for_who_sees_no_contacts(client: Client, alice: User) -> None:
    Role.objects.filter(people=alice).update(rights={"customers.see_companies": 4})
    client.force_login(alice)

    assert client.get("/")["Location"] == "/companies/"


def test_who_may_see_nothing_is_told_so(client: Client, charlie: User) -> None:
    client.force_login(charlie)

    answer = client.get("/")
    assert answer.status_code == 200
    assert "Welcome, Charlie" in answer.content.decode()
    assert "no role that lets you see anything" in answer.content.decode()


def test_who_is_signed_out_signs_in_first(client: Client, installed: Any) -> None:
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
def test_before_the_company_is_set_up_the_way_to_that_is_shown(client: Client) -> None:
    try:
        expected = reverse("web:first_run")
    except NoReverseMatch:
        expected = reverse("account_login")

    assert client.get("/")["Location"] == expected


def test_only_looking_is_possible(client: Client, alice: User) -> None:
    client.force_login(alice)

    assert client.post("/").status_code == 405
