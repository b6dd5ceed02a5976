"""The page of a deal is written on as that of a contact: notes, tasks, calls and meetings, files, and what is told."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trato.customers.public import (
    Activity,
    Company,
    Contact,
    Note,
    Task,
    create_tasks,
    save_template,
    write_note,
)
from trato.foundation.public import Actor, Notification, User
from trato.kit.clock import now
from trato.sales.public import Deal, create_deals, trash_deals

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def bobs(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client


@pytest.fixture
def deal(as_alice: Actor, bakery: Company, nuria: Contact) -> Deal:
    facts = {"name": "Two ovens", "amount": "18400", "company": str(bakery.id), "contact": str(nuria.id)}
    (saved,) = create_deals([facts], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def on(deal: Deal) -> dict[str, str]:
    """As htmx asks from the page of the deal."""
    return {**HTMX, "HX-Current-URL": f"http://testserver/deals/{deal.id}/"}


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:500]
    return " ".join(answer.content.decode().split())


def told(page: Client, deal: Deal, query: str = "") -> str:
    return text(page.get(f"/deals/{deal.id}/story/{query}", headers=HTMX))


def test_the_page_has_a_box_to_write_in_and_a_story(page: Client, deal: Deal) -> None:
    said = text(page.get(f"/deals/{deal.id}/"))
    assert f'action="/notes/deal/{deal.id}/write/"' in said
    assert all(f'id="tab-{name}"' in said for name in ("note", "task", "call", "meeting"))
    assert "<b>Alice</b> added the deal" in said


def test_a_note_is_written_changed_and_deleted(page: Client, deal: Deal) -> None:
    answer = page.post(f"/notes/deal/{deal.id}/write/", {"body": "In spring"}, headers=on(deal))
    assert "In spring" in text(answer)
    note = Note.objects.get()

    page.post(f"/notes/{note.id}/change/", {"body": "In summer", "version": 1}, headers=on(deal))
    assert "In summer" in told(page, deal)
    answer = page.post(f"/notes/{note.id}/delete/", headers=on(deal))
    assert "In summer" not in text(answer)
    assert 'id="story"' in text(answer)


def test_without_a_script_one_is_back_on_the_deal(page: Client, deal: Deal) -> None:
    answer = page.post(f"/notes/deal/{deal.id}/write/", {"body": "In spring"})
    assert answer["Location"] == f"/deals/{deal.id}/"
    note = Note.objects.get()
    assert page.post(f"/notes/{note.id}/delete/")["Location"] == f"/deals/{deal.id}/"


def test_from_the_page_of_the_contact_that_page_is_told_anew(page: Client, deal: Deal, nuria: Contact) -> None:
    page.post(f"/notes/deal/{deal.id}/write/", {"body": "In spring"})
    here = {**HTMX, "HX-Current-URL": f"http://testserver/contacts/{nuria.id}/"}

    answer = text(page.post(f"/notes/{Note.objects.get().id}/delete/", headers=here))

    assert "added this contact" in answer
    assert "added the deal" in answer


def test_what_was_typed_stays_when_it_is_refused(page: Client, deal: Deal) -> None:
    long = "x" * 100_001
    assert long[:100] in text(page.post(f"/notes/deal/{deal.id}/write/", {"body": long}, headers=on(deal)), 422)
    typed = {"name": "Ask again", "due_on": "the day after"}
    assert "Ask again" in text(page.post(f"/tasks/deal/{deal.id}/write/", typed, headers=on(deal)), 422)


def test_a_task_stands_in_the_box_beside_and_in_the_story(page: Client, deal: Deal) -> None:
    answer = text(page.post(f"/tasks/deal/{deal.id}/write/", {"name": "Send the offer"}, headers=on(deal)))
    assert answer.count("Send the offer") >= 2
    assert "Open tasks" in answer
    assert Task.objects.get().about_id == deal.id

    answer = text(page.post(f"/tasks/{Task.objects.get().id}/complete/", headers=on(deal)))
    assert "<b>Alice</b> completed" in answer
    assert "Open tasks" not in answer or "t-task-check" not in answer.partition("Open tasks")[2]


def test_a_call_is_logged_with_people_of_the_firm(page: Client, deal: Deal, nuria: Contact) -> None:
    box = text(page.get(f"/activities/deal/{deal.id}/call/write/", headers=on(deal)))
    assert "Núria Bosch" in box

    typed = {"name": "Price", "state": "held", "day": "2026-01-15", "time": "10:00", "contacts": [str(nuria.id)]}
    answer = text(page.post(f"/activities/deal/{deal.id}/call/write/", typed, headers=on(deal)))

    assert "<b>Alice</b> called:" in answer
    assert Activity.objects.get().about_id == deal.id


def test_a_template_of_tasks_is_applied(page: Client, deal: Deal, as_ada: Actor) -> None:
    template = save_template("New deal", [{"name": "Say thank you"}, {"name": "Ask for papers"}], by=as_ada)
    assert "New deal" in text(page.get(f"/tasks/deal/{deal.id}/apply/", headers=on(deal)))

    page.post(f"/tasks/deal/{deal.id}/apply/", {"template": str(template.id)}, headers=on(deal))

    assert set(Task.objects.values_list("name", "about_id")) == {
        ("Say thank you", deal.id),
        ("Ask for papers", deal.id),
    }


def test_its_files_are_in_the_story(page: Client, deal: Deal) -> None:
    file = SimpleUploadedFile("offer.txt", b"Two ovens, 18,400")
    page.post(f"/deals/{deal.id}/files/", {"file": file}, headers=on(deal))
    assert "offer.txt" in told(page, deal)
    assert "offer.txt" in told(page, deal, "?show=files")
    assert "offer.txt" not in told(page, deal, "?show=notes")


def test_the_filter_of_the_story_looks_for_texts(page: Client, deal: Deal) -> None:
    for body in ("In spring", "Next year"):
        page.post(f"/notes/deal/{deal.id}/write/", {"body": body})
    said = told(page, deal, "?text=spring")
    assert "In spring" in said
    assert "Next year" not in said


def test_a_long_story_goes_on_further_down(page: Client, deal: Deal, as_alice: Actor) -> None:
    for number in range(25):
        write_note(f"Note number {number:02}", by=as_alice, about=("deal", deal.id))
    first = text(page.get(f"/deals/{deal.id}/"))
    older = re.search(r'hx-get="(/deals/[^"]+story/\?before=[^"]+)"', first)
    assert older
    assert "Note number 24" in first
    assert "Note number 02" in text(page.get(older[1].replace("&amp;", "&"), headers=HTMX))


def test_colleagues_are_mentioned_who_see_the_deal(page: Client, deal: Deal, bob: User, ada: User) -> None:
    said = text(page.get(f"/notes/deal/{deal.id}/people/?q=", headers=HTMX))
    assert re.search(r'data-name="Bob" aria-disabled="true"', said)
    assert re.search(r'data-name="Ada">', said)


def test_who_is_mentioned_is_led_to_the_deal(deal: Deal, ada: User, bob: User, as_alice: Actor) -> None:
    from trato.customers.notes.queries import tell_mentions
    from trato.foundation.public import SYSTEM, Notice, notify

    note = write_note("@Ada look", by=as_alice, about=("deal", deal.id))
    notify(
        [
            Notice(
                kind="customers.mentioned",
                user_id=user.id,
                subject_type="note",
                subject_id=note.id,
                source_id=note.id,
                actor_id=as_alice.id,
                at=now(),
            )
            for user in (ada, bob)
        ],
        by=SYSTEM,
    )
    news = {each.user_id: each for each in Notification.objects.all()}

    (facts,) = tell_mentions([news[ada.id]], ada.acting()).values()

    assert facts == {"name": "Two ovens", "url": f"/deals/{deal.id}/#note-{note.id}"}
    assert tell_mentions([news[bob.id]], bob.acting()) == {}


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/notes/deal/{id}/write/"),
        ("get", "/notes/deal/{id}/people/"),
        ("get", "/tasks/deal/{id}/write/"),
        ("post", "/tasks/deal/{id}/write/"),
        ("get", "/activities/deal/{id}/call/write/"),
        ("post", "/activities/deal/{id}/meeting/write/"),
    ],
)
def test_who_does_not_see_the_deal_is_told_that_there_is_none(
    method: str, address: str, deal: Deal, bobs: Client, page: Client, as_alice: Actor
) -> None:
    typed = {"body": "Hello", "name": "Hello"}
    assert getattr(bobs, method)(address.format(id=deal.id), typed, headers=HTMX).status_code == 404
    assert getattr(page, method)(address.format(id=as_alice.id), typed, headers=HTMX).status_code == 404
    trash_deals([deal.id], by=as_alice)
    if "people" not in address:
        assert getattr(page, method)(address.format(id=deal.id), typed, headers=HTMX).status_code == 404


@pytest.mark.parametrize("kind", ["task", "segment", "unicorn", "deals"])
def test_nothing_is_said_about_other_kinds(kind: str, page: Client, deal: Deal) -> None:
    for address in (f"/notes/{kind}/{deal.id}/write/", f"/tasks/{kind}/{deal.id}/write/"):
        assert page.post(address, {"body": "Hello", "name": "Hello"}, headers=HTMX).status_code == 404


def test_the_company_tells_it_with_the_name_of_the_deal_to_those_who_see_that(
    page: Client, bobs: Client, deal: Deal, bakery: Company
) -> None:
    page.post(f"/notes/deal/{deal.id}/write/", {"body": "In spring"})
    said = text(page.get(f"/companies/{bakery.id}/"))
    assert "In spring" in said
    assert re.search(rf'<a href="/deals/{deal.id}/" dir="auto"[^>]*>Two ovens</a>', said)

    other = text(bobs.get(f"/companies/{bakery.id}/"))
    assert "In spring" not in other
    assert "Two ovens" not in other


def test_my_day_names_the_deal_of_a_task(page: Client, deal: Deal, as_alice: Actor) -> None:
    due = {"name": "Send the offer", "deal": str(deal.id), "due_on": now().date().isoformat()}
    create_tasks([due], by=as_alice)
    assert re.search(rf'href="/deals/{deal.id}/"[^>]*>Two ovens', text(page.get("/my-day/")))


def test_the_list_of_tasks_shows_and_asks_for_the_deal(page: Client, deal: Deal, as_alice: Actor) -> None:
    create_tasks([{"name": "Send the offer", "deal": str(deal.id)}, {"name": "Something else"}], by=as_alice)
    said = text(page.get(f"/tasks/?columns=name,deal&deal={deal.id}"))
    assert "Two ovens" in said
    assert "Something else" not in said


def test_a_task_gets_its_deal_on_its_own_page_and_in_the_form_of_a_new_one(
    page: Client, deal: Deal, as_alice: Actor
) -> None:
    (saved,) = create_tasks([{"name": "Send the offer"}], by=as_alice)
    assert "Deal" in text(page.get(f"/tasks/{saved.id}/"))
    answer = page.post(f"/tasks/{saved.id}/fields/deal/", {"value": "Two ovens", "version": "1"}, headers=HTMX)
    assert "Two ovens" in text(answer)
    assert Task.objects.get(pk=saved.id).about_id == deal.id
    assert "Two ovens" in text(page.get(f"/new/task/?deal={deal.id}"))
