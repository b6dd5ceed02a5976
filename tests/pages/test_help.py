"""Short pages that say how things are done, where one looks for them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import get_resolver

from trato.customers.public import Contact
from trato.foundation.public import HelpPage, User, contributions, declared_kinds

PAGES = contributions(HelpPage)
WORDS = re.compile(r"{%\s*(?:translate|blocktranslate|endblocktranslate)\b")


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(patterns: Any, space: str = "") -> set[str]:
    found: set[str] = set()
    for each in patterns:
        if hasattr(each, "url_patterns"):
            found |= names(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
        elif each.name:
            found.add(f"{space}{each.name}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_page_opens_and_says_something(page: HelpPage, client: Client) -> None:
    said = text(client.get(f"/help/{page.name}/"))

    article = said.partition("<article>")[2].partition("</article>")[0]
    assert f"<h1>{page.title}</h1>" in said
    assert article.count("<p>") >= 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_paragraph_can_be_translated(page: HelpPage) -> None:
    found: Any = get_template(page.template)
    source = Path(found.origin.name).read_text()

    for paragraph in re.findall(r"<p>(.*?)</p>", source, re.DOTALL):
        assert WORDS.search(paragraph), paragraph


def test_no_two_have_one_name() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize(
    "kind", [kind for kind in declared_kinds() if kind.module == "customers"], ids=lambda kind: kind.name
)
def test_every_kind_of_customers_has_a_page(kind: Any) -> None:
    assert [page.name for page in PAGES if kind.name in page.kinds]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_is_about_is_there(page: HelpPage) -> None:
    known = names(get_resolver().url_patterns)

    assert {name for name in page.pages if name not in known} == set()
    assert {kind for kind in page.kinds if kind not in {each.name for each in declared_kinds()}} == set()


def test_the_list_of_them_leads_to_each(client: Client) -> None:
    said = text(client.get("/help/"))

    for page in PAGES:
        assert f'href="/help/{page.name}/"' in said


def test_there_is_no_page_of_another_name(client: Client) -> None:
    assert client.get("/help/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/contacts/", "customers"),
        ("/companies/", "customers"),
        ("/segments/", "segments"),
        ("/tasks/", "activities"),
        ("/my-day/", "activities"),
        ("/search/", "lists"),
    ],
)
def test_a_question_mark_leads_to_the_one_about_this_page(address: str, name: str, client: Client) -> None:
    assert f'class="btn btn-icon t-quiet t-help-here" href="/help/{name}/"' in text(client.get(address))


def test_a_record_has_the_one_of_its_kind(nuria: Contact, client: Client) -> None:
    assert 't-help-here" href="/help/customers/"' in text(client.get(f"/contacts/{nuria.id}/"))


def test_pages_that_no_help_is_about_have_no_question_mark(client: Client) -> None:
    assert "t-help-here" not in text(client.get("/help/"))


def test_they_stand_in_the_menu_of_every_person(client: Client) -> None:
    assert '<a class="dropdown-item" href="/help/">' in text(client.get("/contacts/"))


@pytest.mark.parametrize(("typed", "name"), [("dupli", "duplicates"), ("MERG", "duplicates"), ("custom f", "fields")])
def test_the_palette_finds_them(typed: str, name: str, client: Client) -> None:
    said = text(client.get("/search/", {"q": typed}, headers={"HX-Request": "true"}))

    assert f'id="palette-help-{name}" aria-selected="false" href="/help/{name}/"' in said


def test_the_palette_offers_none_for_nothing(client: Client) -> None:
    assert "palette-help" not in text(client.get("/search/", {"q": " "}, headers={"HX-Request": "true"}))
    assert "palette-help" not in text(client.get("/search/", {"q": "zzzz"}, headers={"HX-Request": "true"}))


def test_a_stranger_signs_in_first(installed: Any) -> None:
    assert Client().get("/help/").status_code == 302
    assert Client().get("/help/lists/").status_code == 302
