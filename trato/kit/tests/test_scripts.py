import pytest

from trato.kit.scripts import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("పద్మావతి కొండపల్లి", "te"),
        ("Ελένη", "el"),
        ("김민지", "ko"),
        ("さくら", "ja"),
        ("దివ్య 23", "te"),
    ],
)
def test_a_script_of_one_language_names_it(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["王小明", "Анна", "فاطمة", "राम"])
def test_a_script_of_many_needs_the_record_to_say(text: str) -> None:
    assert language_of(text) == ""
    assert language_of(text, "xx") == "xx"


@pytest.mark.parametrize("text", ["", "Núria", "Padmavathi", "12 345", "Ana / అన", "§§ —"])
def test_latin_and_signs_are_in_no_language_of_their_own(text: str) -> None:
    assert language_of(text, "te") == ""
    assert language_of(text) == ""
