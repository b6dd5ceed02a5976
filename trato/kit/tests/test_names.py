import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.names import LONGEST_LETTER, initials, joined_name
from trato.kit.testing.real_files import real_file


@pytest.mark.parametrize(
    ("given_name", "family", "other", "display"),
    [
        ("Jane", "Doe", "", "Jane Doe"),
        ("Jane", "Doe", "Mary", "Jane Mary Doe"),
        ("Jane", "", "", "Jane"),
        ("", "Doe", "", "Doe"),
        ("", "", "", ""),
        (" Jane ", " Doe ", " ", "Jane Doe"),
        ("一郎", "安藤", "", "安藤一郎"),
        ("慎太郎", "", "", "慎太郎"),
        ("けいこ", "佐々木", "", "佐々木けいこ"),
        ("민규", "김", "", "김민규"),
        ("Ichiro", "安藤", "", "Ichiro 安藤"),
        ("Bertram", "Wooster", "Henry Robert", "Bertram Henry Robert Wooster"),
        ("రాజశేఖర్", "రెడ్డి", "", "రాజశేఖర్ రెడ్డి"),
        ("நிலா", "", "", "நிலா"),
    ],
)
def test_a_display_name_is_joined_from_parts(given_name: str, family: str, other: str, display: str) -> None:
    assert joined_name(given_name, family, other) == display


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jane Doe", "JD"),
        ("jane van der doe", "JD"),
        ("Piet", "P"),
        ("  Jane   Doe ", "JD"),
        ("(Bob) O’Neil", "BO"),
        ("Jane -", "J"),
        ("安藤 一郎", "安一"),
        ("安藤一郎", "安"),
        ("김민규", "김"),
        ("రాజశేఖర్ రెడ్డి", "రారె"),
        ("క్షత్రియ", "క్ష"),
        ("श्रीमती", "श्री"),
        ("გიორგი", "გ"),
        ("ßeta", "ß"),
        ("e\u0301va", "É"),
        ("Ǆemal", "ǅ"),
        ("محمد علي", "مع"),
        ("7 Eleven", "7E"),
        ("!!!", "!"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("", ""),
        (" \t\n", ""),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=60))
def test_every_name_that_is_not_blank_has_initials(name: str) -> None:
    assert bool(initials(name)) == bool(name.split())


def test_a_letter_under_a_heap_of_marks_stays_short() -> None:
    assert len(initials("Z" + "\u0301" * 10_000 + " X")) <= LONGEST_LETTER + 1


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_part_of_a_name_is_lost(first: str, family: str, other: str) -> None:
    display = joined_name(first, family, other)

    assert all(part.strip() in display for part in (first, family, other))


def test_names_of_447_locales_have_initials_and_keep_all_their_parts() -> None:
    with real_file("robustness/names/cldr_sample_person_names.csv").open(encoding="utf-8", newline="") as lines:
        people = list(csv.DictReader(lines))

    for person in people:
        display = joined_name(person["given"], person["surname"], person["given2"])
        assert all(person[part] in display for part in ("given", "surname", "given2")), person
        assert bool(initials(display)) == bool(display), person
        assert all(initials(value) for value in person.values() if value), person
    assert len({person["locale"] for person in people}) >= 440
    assert len(people) > 3500
