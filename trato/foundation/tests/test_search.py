import json
from typing import Any

import pytest

from trato.foundation.public import Actor, Role, User, record_kind, search_records
from trato.kit.testing.real_files import real_file

OWN_NAUGHTY = [
    "",
    " ",
    "%",
    "_",
    "\\",
    "a%",
    "'; drop table event; --",
    "(",
    "[",
    "\t",
    "ﷺ",
    "👩‍👩‍👧‍👦",
    "‮evil",
    "a" * 10_000,
    "%00",
]


def made(*names: str, by: Actor, **facts: str) -> None:
    record_kind("contact").create([{"name": name, **facts} for name in names], by=by)


def found(text: str, *, by: Actor, kind: str = "contact") -> list[str]:
    return [row["name"] for row in search_records(record_kind(kind), text, seen_by=by, columns=("name",))]


@pytest.mark.parametrize(
    "text", ["n", "nú", "NU", "b", "bo", "Bosch", "nuria", "NÚRIA", "núria bosch", "bosch nuria", "uri"]
)
def test_a_name_is_found_by_its_beginnings_and_its_middle(nuria: Any, as_alice: Actor, text: str) -> None:
    assert found(text, by=as_alice) == ["Núria Bosch"]


@pytest.mark.parametrize("text", ["u", "ri", "os"])
def test_one_and_two_letters_only_begin_words(nuria: Any, as_alice: Actor, text: str) -> None:
    assert found(text, by=as_alice) == []


@pytest.mark.parametrize(
    "text", ["600190044", "600 190 044", "+34 600 190 044", "0034600190044", "600-190-044", "0044", "190"]
)
def test_digits_find_a_phone(nuria: Any, as_alice: Actor, text: str) -> None:
    assert found(text, by=as_alice) == ["Núria Bosch"]


@pytest.mark.parametrize("text", ["nuria@", "@bakery", "bakery.example", "NURIA@BAKERY.EXAMPLE", "kery.ex"])
def test_parts_of_an_email_find_its_owner(nuria: Any, as_alice: Actor, text: str) -> None:
    assert found(text, by=as_alice) == ["Núria Bosch"]


@pytest.mark.parametrize("text", ["nurai bosch", "nuria bosh", "Nuira Bosch", "núria bocsh"])
def test_typing_errors_are_forgiven(nuria: Any, as_alice: Actor, text: str) -> None:
    assert found(text, by=as_alice) == ["Núria Bosch"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("పద్మావతి కొండపల్లి", "పద్"),
        ("పద్మావతి కొండపల్లి", "ప"),
        ("పద్మావతి కొండపల్లి", "కొండపల్లి"),
        ("李小龍", "李"),
        ("李小龍", "小龍"),
        ("李小龍", "李小龍"),
        ("Ольга Ильинична", "ольга"),
        ("Ольга Ильинична", "ИЛЬ"),
        ("O’Brien", "o’brien"),
        ("O’Brien", "brien"),
        ("Ærø Ørsted", "aero"),
        ("ВЪЛЧО Ёлкин", "елкин"),
        ("🙂", "🙂"),
        ("!!!", "!!!"),
        ("100% Solar", "100%"),
        ("C_D", "c_d"),
    ],
)
def test_every_script_is_found(as_alice: Actor, name: str, text: str) -> None:
    made(name, "Somebody Else", by=as_alice)

    assert found(text, by=as_alice) == [name]


def test_wildcards_are_letters_like_others(as_alice: Actor) -> None:
    made("Anabel", "A%bel Solar", by=as_alice)

    assert found("a%bel", by=as_alice) == ["A%bel Solar"]
    assert found("ana___", by=as_alice) == ["Anabel"]
    assert found("%%%", by=as_alice) == []


def test_whole_names_come_before_beginnings_before_middles(as_alice: Actor) -> None:
    made("Susana", "Anabel", "Eva Ana", "Ana", by=as_alice)

    assert found("ana", by=as_alice) == ["Ana", "Eva Ana", "Anabel", "Susana"]


def test_guesses_come_last_and_only_where_little_was_found(as_alice: Actor) -> None:
    made(*(f"Marta {letter}" for letter in "abcdefghij"), "Matra Fina", by=as_alice)

    assert "Matra Fina" not in found("marta", by=as_alice)
    assert found("marta a", by=as_alice)[0] == "Marta a"


def test_companies_are_found_too(bakery: Any, as_alice: Actor) -> None:
    assert found("corner", by=as_alice, kind="company") == ["Corner Bakery"]
    assert found("bakery.exa", by=as_alice, kind="company") == ["Corner Bakery"]


@pytest.mark.parametrize("text", ["n", "nuria", "bakery", "600190044", "nurai bosch"])
def test_only_what_one_may_see_is_found(nuria: Any, as_bob: Actor, as_charlie: Actor, text: str) -> None:
    assert found(text, by=as_bob) == []
    assert found(text, by=as_charlie) == []


@pytest.mark.parametrize("text", ["nu", "nuria", "600190044"])
def test_the_trash_is_not_searched(nuria: Any, as_alice: Actor, text: str) -> None:
    record_kind("contact").trash([nuria.id], by=as_alice)

    assert found(text, by=as_alice) == []


def test_hidden_fields_cannot_be_found_out_by_searching(nuria: Any, alice: User) -> None:
    Role.objects.filter(people=alice).update(hidden_fields=["contact.phone"])

    assert found("600190044", by=alice.acting()) == []
    assert found("nuria@bakery", by=alice.acting()) == []
    assert found("nuria", by=alice.acting()) == ["Núria Bosch"]


@pytest.mark.parametrize("text", OWN_NAUGHTY)
def test_anything_may_be_typed(nuria: Any, as_alice: Actor, text: str) -> None:
    assert isinstance(found(text, by=as_alice), list)


def test_naughty_strings_are_searched_without_harm(nuria: Any, as_alice: Actor) -> None:
    for text in json.loads(real_file("robustness/blns/blns.json").read_text()):
        assert isinstance(found(text, by=as_alice), list)
