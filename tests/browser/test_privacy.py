"""Ada answers a request, erases a person, and a customer chooses on their own page, in real Chromium."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.consent.links import preference_path
from trato.customers.privacy.models import AccessExport
from trato.customers.privacy.use_cases.answer import write_access_export
from trato.customers.public import Contact, create_purpose, may_contact, write_note
from trato.foundation.public import SYSTEM, Actor, Erasure, User, run_erasure_to_the_end

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def test_ada_answers_a_request_and_then_erases(
    page: OpenPage, ada: User, nuria: Contact, as_alice: Actor, tmp_path: Path
) -> None:
    write_note("She likes olives.", by=as_alice, contact_id=nuria.id)
    shown = page(ada, f"/contacts/{nuria.id}/")
    shown.get_by_role("link", name="Requests about their data").click()
    expect(shown.get_by_role("heading", name="They ask what we know")).to_be_visible()
    assert_accessible(shown)

    shown.get_by_role("button", name="Write the file").click()
    expect(shown.get_by_text("Waiting")).to_be_visible()
    write_access_export(AccessExport.objects.get().id, language="en")
    shown.get_by_role("link", name="Refresh").click()
    with shown.expect_download() as fetched:
        shown.get_by_role("link", name=re.compile("personal-data")).click()
    fetched.value.save_as(tmp_path / "answer.zip")
    assert "She likes olives." in zipfile.ZipFile(tmp_path / "answer.zip").read("index.html").decode()
    assert_no_csp_reports(shown)


def test_ada_erases_by_typing_the_name(page: OpenPage, ada: User, nuria: Contact, as_alice: Actor) -> None:
    write_note("She likes olives.", by=as_alice, contact_id=nuria.id)
    shown = page(ada, f"/privacy/{nuria.id}/")
    name = shown.get_by_label("Type the name to confirm")
    name.fill("Somebody else")
    shown.get_by_role("button", name="Erase for ever").click()
    expect(shown.get_by_text("This is not the name. Nothing was erased.")).to_be_visible()
    assert Contact.objects.filter(pk=nuria.pk).exists()
    shown.get_by_label("Type the name to confirm").fill("Núria Bosch")
    shown.get_by_role("button", name="Erase for ever").click()
    expect(shown.get_by_text("It is under way.")).to_be_visible()
    run_erasure_to_the_end(Erasure.objects.get().id)
    expect(shown.get_by_text("Everything that named this person was erased.")).to_be_visible()
    expect(shown.get_by_text("Notes: 1")).to_be_visible()
    assert_accessible(shown)
    assert_no_csp_reports(shown)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (375, "dark")])
def test_a_customer_chooses_without_signing_in(page: OpenPage, nuria: Contact, width: int, theme: str) -> None:
    words = {"en": "Write to me once a month.", "es": "Escríbanme una vez al mes."}
    create_purpose("newsletter", "Newsletter", channels=["email", "post"], wordings=words, by=SYSTEM)
    own = page(None, preference_path(nuria.id), width=width, theme=theme, language="es")
    expect(own.get_by_text("Escríbanme una vez al mes.")).to_be_visible()
    assert_accessible(own)

    own.locator("#given-newsletter-email").check()
    own.locator(".btn-primary").click()
    expect(own.locator("#given-newsletter-email")).to_be_checked()
    expect(own.locator(".t-notice.good")).to_be_visible()
    assert may_contact([nuria.id], "newsletter", "email") == {nuria.id}

    own.locator("[name=withdraw_all]").click()
    expect(own.locator("#given-newsletter-email")).not_to_be_checked()
    expect(own.locator(".t-notice.good")).to_be_visible()
    assert may_contact([nuria.id], "newsletter", "email") == set()
    assert_no_csp_reports(own)
