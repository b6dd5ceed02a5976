"""Settings, people, a file: looked at, then brought in."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trato.foundation.public import Role, User, invite_user
from trato.kit.testing.real_files import real_file

ROWS = "Sales agent,Regional office,Manager\nInés,Central,Dustin\nAlice,,\n,Central,\n"


@pytest.fixture
def adas(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def sent(client: Client, content: str | bytes) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(reverse("web:people_file"), {"file": SimpleUploadedFile("people.csv", raw)})


def rows_in(page: str) -> str:
    (rows,) = re.findall(r'name="rows" value="([^"]*)"', page)
    return html.unescape(rows)


def test_the_people_page_leads_to_it(adas: Client) -> None:
    assert reverse("web:people_file") in adas.get(reverse("web:people")).content.decode()
    assert 'type="file"' in adas.get(reverse("web:people_file")).content.decode()


def test_it_is_looked_at_before_anything_happens(adas: Client, alice: User) -> None:
    page = sent(adas, ROWS).content.decode()

    assert all(said in page for said in ("1 new, 1 here already, 1 cannot go in.", "Central › Dustin", "A name is"))
    assert not User.objects.filter(name="Inés").exists()


def test_then_they_come_in_and_what_could_not_is_told(adas: Client, alice: User, seller: Role) -> None:
    rows = rows_in(sent(adas, ROWS).content.decode())

    done = adas.post(reverse("web:people_file"), {"rows": rows, "roles": [str(seller.id)]}).content.decode()

    assert "1 colleague came in." in done
    assert "A name is needed." in done
    ines = User.objects.get(name="Inés")
    assert [team.name for team in ines.teams.all()] == ["Dustin"]
    assert list(ines.roles.all()) == [seller]


def test_who_has_no_address_yet_is_said_to_have_none(adas: Client) -> None:
    adas.post(reverse("web:people_file"), {"rows": rows_in(sent(adas, "name\nInés\n").content.decode())})

    page = adas.get(reverse("web:people")).content.decode()

    assert "No e-mail yet" in page
    assert "Not invited yet" in page
    assert "invalid" not in page


def test_who_was_invited_keeps_saying_so(adas: Client, ada: User) -> None:
    invite_user("ines@acequia.example", by=ada.acting(), name="Inés")
    page = adas.get(reverse("web:people")).content.decode()
    assert "ines@acequia.example" in page
    assert "Not invited yet" not in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The file is empty."),
        ("town\nSoria\n", "No column says who it is."),
        ("name\n", "Nobody stands in this file."),
        ("name\n" + "x" * 1_100_000, "at most one megabyte"),
        (b"PK\x03\x04zip", ""),
    ],
)
def test_what_is_no_file_of_people_is_refused(adas: Client, content: str | bytes, said: str) -> None:
    answer = sent(adas, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("rows", ["", "[", "[1]", '[{"line": 2}]', '[{"line": "x", "name": 5}]', "[[[]]]", "{}x"])
def test_rows_that_nobody_was_shown_are_refused(adas: Client, rows: str) -> None:
    before = User.objects.count()

    answer = adas.post(reverse("web:people_file"), {"rows": rows})

    assert answer.status_code == 422
    assert User.objects.count() == before


def test_the_public_sales_teams_come_in(adas: Client) -> None:
    before = User.objects.count()
    page = sent(adas, real_file("sales_pipeline/sales_teams.csv").read_bytes()).content.decode()
    assert "35 new, 0 here already, 0 cannot go in." in page

    answer = adas.post(reverse("web:people_file"), {"rows": rows_in(page)})

    assert answer["Location"] == reverse("web:people")
    assert User.objects.count() == before + 35
