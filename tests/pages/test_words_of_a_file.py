"""The step of the wizard that asks what words of a file mean: a product spelt otherwise, stages of another program."""

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from trato.commerce.public import Product, create_products
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.public import Actor, Import, User
from trato.sales.models import DealLine
from trato.sales.public import Deal, Stage

ROWS = """opportunity_id,product,deal_stage,close_value
A1,GTXPro,Engaging,100
A2,GTX Pro,Prospecting,200
A3,GTXPro,Won,300
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def product(as_ada: Actor) -> Product:
    (saved,) = create_products([{"name": "GTX Pro"}], by=as_ada)
    return Product.objects.get(pk=saved.id)


def at_words(client: Client, user: User) -> Import:
    """Uploaded, with the columns as they were recognised."""
    client.force_login(user)
    file = SimpleUploadedFile("deals.csv", ROWS.encode())
    client.post(reverse("web:import_start"), {"kind": "deal", "file": file})
    one = Import.objects.get()
    fields = {f"column_{place}": field for place, field in enumerate(one.mapping)}
    answer = client.post(reverse("web:import_columns", args=[one.id]), fields)
    assert answer["Location"] == reverse("web:import_words", args=[one.id])
    return one


def asked(page: str) -> dict[str, tuple[str, str, list[str]]]:
    """By word the name of its control, what is chosen in it, and what can be."""
    found = {}
    labels = re.findall(r'<label[^>]* for="id_(word_\d+)"[^>]*><b dir="auto">([^<]+)</b>', page)
    for name, word in labels:
        (control,) = re.findall(rf'<select name="{name}".*?</select>', page, re.DOTALL)
        options = [html.unescape(each) for each in re.findall(r'value="([^"]*)"', control)]
        chosen = re.findall(r'value="([^"]*)"\s+selected', control)
        found[word] = (name, html.unescape(chosen[0]) if chosen else "", options)
    return found


def bring_in(client: Client, one: Import) -> Import:
    client.post(reverse("web:import_matching", args=[one.id]), {"key": one.key, "rule": "update"})
    client.post(reverse("web:import_run", args=[one.id]))
    run_to_the_end(one.id)
    one.refresh_from_db()
    return one


def test_what_a_word_is_most_like_is_proposed(client: Client, ada: User, product: Product) -> None:
    one = at_words(client, ada)

    found = asked(client.get(reverse("web:import_words", args=[one.id])).content.decode())

    assert set(found) == {"GTXPro", "Engaging", "Prospecting"}
    assert found["GTXPro"][1] == f"={product.name}"
    assert "+" in found["Engaging"][2]


def test_what_was_said_is_what_comes_in(client: Client, ada: User, product: Product) -> None:
    one = at_words(client, ada)
    page = reverse("web:import_words", args=[one.id])
    found = asked(client.get(page).content.decode())
    said = {found["GTXPro"][0]: found["GTXPro"][1], found["Engaging"][0]: "=demo", found["Prospecting"][0]: "+"}

    assert client.post(page, said)["Location"] == reverse("web:import_matching", args=[one.id])
    done = bring_in(client, one)

    assert (done.created_count, done.failed_count) == (3, 0)
    assert Stage.objects.get(name="Prospecting").state == "open"
    assert sorted(Deal.objects.values_list("stage_id", flat=True)) == ["demo", "prospecting", "won"]
    assert DealLine.objects.filter(product=product).count() == 3


def test_a_stage_that_nobody_explained_cannot_come_in(client: Client, ada: User, product: Product) -> None:
    one = at_words(client, ada)
    client.post(reverse("web:import_words", args=[one.id]), {})

    done = bring_in(client, one)

    assert (done.created_count, done.failed_count) == (1, 2)


def test_who_may_not_make_stages_is_not_offered_one(client: Client, alice: User, product: Product) -> None:
    one = at_words(client, alice)
    page = reverse("web:import_words", args=[one.id])
    found = asked(client.get(page).content.decode())

    assert "+" not in found["Engaging"][2]
    assert client.post(page, {found["Engaging"][0]: "+"}).status_code == 422
    assert not Stage.objects.filter(name="Engaging").exists()


def test_what_was_said_stands_there_again(client: Client, ada: User, product: Product) -> None:
    one = at_words(client, ada)
    page = reverse("web:import_words", args=[one.id])
    name = asked(client.get(page).content.decode())["Engaging"][0]
    client.post(page, {name: "=negotiation"})

    assert asked(client.get(page).content.decode())["Engaging"][1] == "=negotiation"
