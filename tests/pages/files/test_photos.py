"""A contact has the face that somebody chose among its files, in the head of its page and nowhere else."""

import re

import pytest
from django.test import Client

from tests.pages.files.ground import HTMX, bring, files_of, signed_in
from trato.customers.public import Company, Contact
from trato.customers.tests.photos import png
from trato.foundation.public import Change, LoggedEvent, StoredFile, User


def one(name: str) -> StoredFile:
    return StoredFile.objects.get(name=name)


def face(page: Client, record: Contact | Company) -> str:
    """The address of the picture in the head, or ""."""
    html = page.get(files_of(record).removesuffix("files/")).content.decode()
    head = html[html.index('id="record-head"') : html.index("</header>", html.index('id="record-head"'))]
    found = re.search(r'<img class="avatar lg t-photo[^"]*" src="([^"]+)" alt=""', head)
    return found[1] if found else ""


def choose(page: Client, record: Contact | Company, name: str) -> tuple[int, str]:
    answer = page.post(f"{files_of(record)}{one(name).id}/photo/", headers=HTMX)
    return answer.status_code, answer.content.decode()


def test_a_picture_becomes_the_face_and_initials_come_back(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("nuria.png", png()))
    before = face(page, nuria)

    status, html = choose(page, nuria, "nuria.png")

    assert (before, status) == ("", 200)
    assert 'hx-target="#record-head"' in html
    assert face(page, nuria) == f"{files_of(nuria)}{one('nuria.png').id}/"
    assert b"".join(page.get(face(page, nuria)).streaming_content) == png()

    off = page.post(f"{files_of(nuria)}{one('nuria.png').id}/photo/off/", headers=HTMX).content.decode()

    assert f"{one('nuria.png').id}/photo/" in off
    assert face(page, nuria) == ""
    assert one("nuria.png").deleted_at is None


def test_the_last_choice_counts_and_one_that_is_removed_gives_its_place_back(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.png", png()), ("b.png", png(3)))
    choose(page, nuria, "a.png")
    choose(page, nuria, "b.png")
    second = face(page, nuria)

    page.post(f"{files_of(nuria)}{one('b.png').id}/remove/", headers=HTMX)

    assert str(one("b.png").id) in second
    assert str(one("a.png").id) in face(page, nuria)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG"),
        ("a.png", png()[:-20], "cut off"),
        ("b.png", png(20_000, 20_000), "50 million pixels"),
        ("c.png", png() + b"\0" * 5 * 1024**2, "larger than 5 MB"),
        ("a.txt", b"hello", "no PNG"),
    ],
)
def test_what_is_no_picture_that_can_be_shown_is_refused_in_words(
    page: Client, nuria: Contact, name: str, content: bytes, said: str
) -> None:
    bring(page, nuria, (name, content))

    status, html = choose(page, nuria, name)

    assert status == 422
    assert said in html
    assert face(page, nuria) == ""


def test_only_pictures_are_offered_and_only_to_who_may_change(page: Client, nuria: Contact, bakery: Company) -> None:
    bring(page, nuria, ("a.png", png()), ("a.txt", b"hello"))

    html = page.get(files_of(nuria), headers=HTMX).content.decode()

    assert f"{one('a.png').id}/photo/" in html
    assert f"{one('a.txt').id}/photo/" not in html


def test_firms_have_a_face_too(page: Client, bakery: Company) -> None:
    bring(page, bakery, ("sign.png", png()))

    choose(page, bakery, "sign.png")

    assert str(one("sign.png").id) in face(page, bakery)


def test_who_does_not_see_the_contact_sees_no_face(page: Client, bob: User, nuria: Contact) -> None:
    bring(page, nuria, ("a.png", png()))
    choose(page, nuria, "a.png")

    assert signed_in(bob).get(f"{files_of(nuria)}{one('a.png').id}/").status_code == 404
    assert signed_in(bob).post(f"{files_of(nuria)}{one('a.png').id}/photo/off/").status_code == 404
    assert face(page, nuria)


def test_it_is_handed_out_as_a_picture_that_can_do_nothing(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.png", png()))
    choose(page, nuria, "a.png")

    answer = page.get(face(page, nuria))

    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_each_choice_has_its_event_and_its_change_row_and_the_same_again_none(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.png", png()))
    choose(page, nuria, "a.png")
    choose(page, nuria, "a.png")
    page.post(f"{files_of(nuria)}{one('a.png').id}/photo/off/", headers=HTMX)
    page.post(f"{files_of(nuria)}{one('a.png').id}/photo/off/", headers=HTMX)

    told = LoggedEvent.objects.filter(subject_id=one("a.png").id).order_by("at")
    assert [row.kind.partition(".")[2] for row in told] == ["file_added", "photo_chosen", "photo_taken_off"]
    acts = Change.objects.filter(record_id=one("a.png").id).order_by("version").values_list("version", "act")
    assert list(acts) == [(1, "create"), (2, "update"), (3, "update")]


def story(page: Client, record: Contact | Company) -> str:
    html = page.get(files_of(record).removesuffix("files/")).content.decode()
    return html.partition('id="story"')[2].partition('id="panels"')[0]


def test_the_story_tells_that_the_photo_was_changed_and_taken_off(page: Client, nuria: Contact, alice: User) -> None:
    bring(page, nuria, ("a.png", png()))
    choose(page, nuria, "a.png")

    told = " ".join(story(page, nuria).split())

    assert f'<b>{alice.name}</b> changed the photo to <a href="{files_of(nuria)}{one("a.png").id}/">' in told
    assert f'<img src="{files_of(nuria)}{one("a.png").id}/" alt="a.png"' in told

    page.post(f"{files_of(nuria)}{one('a.png').id}/photo/off/", headers=HTMX)

    assert f"<b>{alice.name}</b> took the photo <bdi>a.png</bdi> off" in " ".join(story(page, nuria).split())


def test_a_photo_that_was_removed_since_is_told_without_a_way_to_it(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.png", png()))
    choose(page, nuria, "a.png")
    page.post(f"{files_of(nuria)}{one('a.png').id}/remove/", headers=HTMX)

    told = " ".join(story(page, nuria).split())

    assert "changed the photo to <s><bdi>a.png</bdi></s>" in told
    assert f'<img src="{files_of(nuria)}' not in told


def test_photos_stand_among_the_files_of_the_story(page: Client, nuria: Contact) -> None:
    bring(page, nuria, ("a.png", png()))
    choose(page, nuria, "a.png")

    address = f"{files_of(nuria).removesuffix('files/')}story/"

    assert "changed the photo to" in page.get(f"{address}?show=files", headers=HTMX).content.decode()
    assert "changed the photo to" not in page.get(f"{address}?show=notes", headers=HTMX).content.decode()
