"""People say themselves what they agree to, on a page of their own that a signed link opens."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from trato.customers.consent.links import SALT, preference_path
from trato.customers.consent.models import Consent, Purpose
from trato.customers.consent.use_cases.links import renew_preference_link
from trato.customers.consent.use_cases.purposes import archive_purpose, create_purpose, write_wording
from trato.customers.public import Contact, create_contacts, may_contact, trash_contacts, update_contacts
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, RecordUpdate
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import frozen_clock


@pytest.fixture
def newsletter(installed: object) -> Purpose:
    words = {"en": "Write to me once a month.", "es": "Escríbanme una vez al mes."}
    return create_purpose("newsletter", "Newsletter", channels=["email", "post"], wordings=words, by=SYSTEM)


@pytest.fixture
def page(db: None) -> Client:
    cache.clear()
    return Client()


def last(contact: Contact) -> Consent:
    return Consent.objects.filter(contact_id=contact.id).newest_first()[0]


def test_looking_at_it_changes_nothing(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    answer = page.get(preference_path(nuria.id))

    assert answer.status_code == 200
    assert "Write to me once a month." in answer.content.decode()
    assert "Núria" not in answer.content.decode(), "whoever holds the link learns no name"
    assert not Consent.objects.exists()
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_they_agree_with_the_words_that_stood_there(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    path = preference_path(nuria.id)
    write_wording(newsletter.id, {"en": "Write to me every day."}, by=SYSTEM)  # while the page was open

    answer = page.post(path, {"given": ["newsletter:email"], "wording_newsletter": "1.en"})

    assert answer.status_code == 302
    entry = last(nuria)
    assert entry.wording is not None
    assert (entry.state, entry.wording.version, entry.source) == ("given", 1, "preferences")
    assert (entry.actor_kind, entry.actor_id) == ("contact", nuria.id)
    assert may_contact([nuria.id], "newsletter", "email") == {nuria.id}
    assert LoggedEvent.objects.get(kind="customers.consent_given").actor_kind == "contact"


def test_a_box_without_its_tick_takes_back(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    path = preference_path(nuria.id)
    page.post(path, {"given": ["newsletter:email", "newsletter:post"]})
    page.post(path, {"given": ["newsletter:post"]})

    assert may_contact([nuria.id], "newsletter", "email") == set()
    assert may_contact([nuria.id], "newsletter", "post") == {nuria.id}
    assert Consent.objects.count() == 3, "what did not change is not written again"


def test_saying_nothing_writes_nothing(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    page.post(preference_path(nuria.id), {})

    assert not Consent.objects.exists()


def test_everything_is_withdrawn_at_once(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    path = preference_path(nuria.id)
    page.post(path, {"given": ["newsletter:email"]})
    page.post(path, {"given": ["newsletter:email"], "withdraw_all": "yes"})

    assert set(Consent.objects.filter(state="withdrawn").values_list("channel", flat=True)) == {"email", "post"}


@pytest.mark.parametrize(
    "given",
    [["nothing:email"], ["newsletter:pigeon"], ["newsletter"], ["x" * 5_000], ["newsletter:email\x00"], [":"]],
)
def test_what_nobody_asked_is_not_written(page: Client, nuria: Contact, newsletter: Purpose, given: list[str]) -> None:
    assert page.post(preference_path(nuria.id), {"given": given}).status_code == 302
    assert not Consent.objects.exists()


@pytest.mark.parametrize("wording", ["2.en", "1.xx", "99999.en", "٣.en", "1.en\x00"])
def test_a_bent_wording_is_refused_and_not_believed(
    page: Client, nuria: Contact, newsletter: Purpose, wording: str
) -> None:
    answer = page.post(preference_path(nuria.id), {"given": ["newsletter:email"], "wording_newsletter": wording})

    assert answer.status_code in (302, 422)
    assert not Consent.objects.exclude(wording__version=1).exists()


def test_it_is_in_their_language(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"language": "es"})], by=SYSTEM)

    said = page.get(preference_path(nuria.id)).content.decode()

    assert "Escríbanme una vez al mes." in said
    assert '<html lang="es"' in said


def test_else_in_that_of_the_browser(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    said = page.get(preference_path(nuria.id), headers={"Accept-Language": "es-ES,es;q=0.9"}).content.decode()

    assert "Escríbanme una vez al mes." in said


def test_what_is_no_longer_asked_is_not_shown(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    archive_purpose(newsletter.id, by=SYSTEM)

    assert "Write to me" not in page.get(preference_path(nuria.id)).content.decode()


def forged(contact: Contact) -> list[str]:
    return [
        "x",
        "a" * 5_000,
        "%00",
        signing.dumps([contact.id.hex, 1], salt="another"),
        signing.dumps([contact.id.hex], salt=SALT),
        signing.dumps(["no id", 1], salt=SALT),
        signing.dumps({"id": contact.id.hex}, salt=SALT),
        signing.dumps([uuid4().hex, 1], salt=SALT),
        signing.dumps([contact.id.hex, 7], salt=SALT),
    ]


def test_a_forged_link_opens_nothing(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    for token in forged(nuria):
        for send in (page.get, page.post):
            answer = send(f"/portal/preferences/{token}/", {"withdraw_all": "yes"})
            assert answer.status_code in (400, 404), token
    assert not Consent.objects.exists()


def test_a_link_ends_after_a_year(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    path = preference_path(nuria.id)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.core.signing.time.time", lambda: (now() + timedelta(days=366)).timestamp())
        assert page.get(path).status_code == 404
    assert page.get(path).status_code == 200


def test_a_new_link_ends_the_earlier_ones(
    page: Client, nuria: Contact, newsletter: Purpose, as_alice: Actor, as_bob: Actor
) -> None:
    before = preference_path(nuria.id)

    renew_preference_link(nuria.id, by=as_alice)

    assert page.get(before).status_code == 404
    assert page.get(preference_path(nuria.id)).status_code == 200
    assert LoggedEvent.objects.filter(kind="customers.preference_link_renewed").count() == 1


def test_who_was_merged_keeps_their_link(page: Client, nuria: Contact, newsletter: Purpose, as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
    path = preference_path(saved.id)
    Contact.objects.filter(pk=saved.id).update(root=nuria)

    assert page.post(path, {"given": ["newsletter:email"]}).status_code == 302
    assert last(nuria).state == "given", "it is written for what they are now"
    renew_preference_link(nuria.id, by=as_alice)
    assert page.get(path).status_code == 404


def test_in_the_trash_there_is_nothing_to_choose(
    page: Client, nuria: Contact, newsletter: Purpose, as_alice: Actor
) -> None:
    path = preference_path(nuria.id)
    trash_contacts([nuria.id], by=as_alice)

    assert page.get(path).status_code == 404


def test_a_program_that_plays_with_the_link_is_held_up(page: Client, nuria: Contact, newsletter: Purpose) -> None:
    path = preference_path(nuria.id)
    with frozen_clock(now()):
        answers = [page.post(path, {}).status_code for _ in range(22)]

    assert answers[:20] == [302] * 20
    assert answers[-1] == 429


def test_a_form_from_elsewhere_is_refused(nuria: Contact, newsletter: Purpose) -> None:
    assert Client(enforce_csrf_checks=True).post(preference_path(nuria.id), {"withdraw_all": "yes"}).status_code == 403
