"""The wizard says which photos of a file of cards come in, before and after, and the API says it to programs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trato.customers.public import Contact
from trato.customers.tests.photos import card, content, photo_line, png
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.imports.use_cases.run import prepare_run
from trato.foundation.public import Actor, Import, User, choose_matching, preview_import
from trato.kit.testing.programs import Program

CARDS = (
    card("Ada", photo_line(png()))
    + card("Núria", photo_line(b"no picture"))
    + "".join(card(f"Person {n}", "PHOTO;VALUE=uri:https://faces.example/1.png") for n in range(7))
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def sent(page: Client) -> Import:
    given = SimpleUploadedFile("cards.vcf", CARDS.encode())
    page.post(reverse("web:import_start"), {"kind": "contact", "file": given})
    return Import.objects.get()


def brought_in(one: Import, by: Actor) -> Import:
    one = choose_matching(one.id, key=None, by=by, rule="update", empty="skip")
    preview_import(one.id, by=by)
    prepare_run(one.id, by=by)
    run_to_the_end(one.id)
    one.refresh_from_db()
    return one


def test_the_column_of_photos_is_recognised_and_shows_no_bytes(page: Client, sent: Import) -> None:
    html = page.get(reverse("web:import_columns", args=[sent.id])).content.decode()

    assert sent.mapping == ["name", "photo"]
    assert f"image/png, {len(png())} bytes at 0" in html


def test_the_preview_and_the_result_say_which_are_left_behind(page: Client, sent: Import, as_alice: Actor) -> None:
    choose_matching(sent.id, key=None, by=as_alice, rule="update", empty="skip")
    preview_import(sent.id, by=as_alice)

    before = page.get(reverse("web:import_preview", args=[sent.id])).content.decode()
    one = brought_in(sent, as_alice)
    after = page.get(reverse("web:import", args=[sent.id]), follow=True).content.decode()

    assert (one.created_count, one.failed_count, one.notice_count) == (9, 0, 8)
    for html in (before, after):
        assert "Line 6 comes in, but not its Photo: It is no PNG, JPEG, GIF or WebP picture." in html
        assert html.count("Trato fetches nothing from other servers") == 4
        assert "3 more rows come in without all that they hold." in html
    assert content("Ada") == png()


def test_programs_are_told_too(
    program_of: Callable[[User], Program], alice: User, sent: Import, as_alice: Actor
) -> None:
    one = brought_in(sent, as_alice)

    told = program_of(alice).get(f"/imports/{one.id}").json()

    assert told["notice_count"] == len(told["notices"]) == 8
    assert told["notices"][0] == {"line": 6, "column": "Photo", "reason": "It is no PNG, JPEG, GIF or WebP picture."}
    assert Contact.objects.count() == 9
