import random
import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyuca import Collator

from trato.kit import sort_keys
from trato.kit.sort_keys import MOST_WEIGHTS, sort_key

EUROPEAN = st.text(st.sampled_from(sorted(sort_keys._table().letters)), max_size=12)
ANY_SCRIPT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
JOINING = st.text("lL·nN\u0303\u0323\u0301иИ\u0306éñàเแกขຫ\u0c46\u0c56\u0bc6\u0bbeab ", max_size=10)


def library_key(text: str) -> str:
    return sort_keys._key(*sort_keys._encoded(sort_keys._elements(text)))


def collation(text: str) -> tuple[int, ...]:
    """What pyuca itself sorts by, with our ñ."""
    weights: tuple[int, ...] = sort_keys._collator().sort_key(text)
    return weights


def is_short(text: str) -> bool:
    """Nothing of it is cut off."""
    return len(sort_keys._elements(text)) <= MOST_WEIGHTS


@pytest.mark.parametrize(
    "names",
    [
        ["nandu", "Nandu", "nándu", "nz", "ñandu", "Ñandu", "oa"],
        ["de la Cruz", "de Ruiz", "del Rio", "Delacroix"],
        ["role", "Role", "rôle", "Rôle", "roles"],
        ["a", "A", "á", "Á", "ä", "ab", "b"],
        ["1", "2", "a", "z", "α", "я", "అ", "あ", "中"],
        ["Αλέξης", "Βασίλης", "Ζωή"],
        ["అనిల్", "కమల", "రాజశేఖర్", "రాజు"],
        ["Ábel", "Abelard", "Ábelard"],
        ["", " ", "-", "a"],
    ],
)
def test_names_sort_as_people_expect(names: list[str]) -> None:
    shuffled = random.Random(7).sample(names, len(names))

    assert sorted(shuffled, key=sort_key) == names
    assert sorted(shuffled, key=lambda name: sort_key(name).encode()) == names


def test_n_tilde_is_a_letter_of_its_own_however_it_is_written() -> None:
    assert sort_key("ñ") == sort_key("n\u0303")
    assert sort_key("nz") < sort_key("ñ") < sort_key("Ñ") < sort_key("ñu") < sort_key("o")
    assert sort_key("n\u0303\u0323") > sort_key("nz")


def test_unicode_leaves_the_weight_after_n_free() -> None:
    collator = Collator()
    taken = set()
    waiting = [collator.table.root]
    while waiting:
        node = waiting.pop()
        taken.update(element[0] for element in node.value or [])
        waiting.extend((node.children or {}).values())

    assert collator.collation_elements("n")[0][0] + 1 not in taken


def test_case_and_accents_count_only_after_all_letters() -> None:
    assert sort_key("ROLE a") < sort_key("role b")
    assert sort_key("rôle a") < sort_key("role b")


@given(EUROPEAN)
def test_the_table_agrees_with_the_library(text: str) -> None:
    assert sort_keys._table().letters.issuperset(text)
    assert sort_key(text) == library_key(text)


@given(JOINING | st.tuples(EUROPEAN, JOINING).map("".join) | ANY_SCRIPT)
def test_any_text_has_the_key_of_the_library(text: str) -> None:
    assert sort_key(text) == library_key(text)


@settings(max_examples=400)
@given(st.lists(EUROPEAN | JOINING | ANY_SCRIPT, min_size=2, max_size=6))
def test_keys_sort_byte_by_byte_like_the_weights_of_ducet(texts: list[str]) -> None:
    short = sorted(filter(is_short, texts), key=collation)

    for one, other in pairwise(short):
        if collation(one) == collation(other):
            assert sort_key(one) == sort_key(other)
        else:
            assert sort_key(one).encode() < sort_key(other).encode()


@given(EUROPEAN, EUROPEAN)
def test_names_that_differ_in_case_and_accents_only_stay_in_order(one: str, other: str) -> None:
    for left, right in ((one, one.upper()), (one, one.title()), (one + other, one + other.swapcase())):
        if is_short(left) and is_short(right):
            assert (collation(left) < collation(right)) == (sort_key(left) < sort_key(right))


@given(st.text(st.characters(), max_size=500))
def test_a_key_is_short_and_can_be_stored(text: str) -> None:
    key = sort_key(text)

    assert len(key.encode()) <= 300
    assert "\x00" not in key


@pytest.mark.parametrize(
    "text", ["語" * 500, "Ñ" * 500, "z\u0301" * 500, "\u0301" * 100_000, "రె" * 500, "\U000e0100" * 999]
)
def test_the_longest_text_has_a_bounded_key(text: str) -> None:
    assert len(sort_key(text).encode()) <= 300


def test_only_the_first_weights_of_a_long_name_count() -> None:
    start = "a" * MOST_WEIGHTS

    assert sort_key(start + "b") == sort_key(start + "c")
    assert sort_key(start[1:] + "b") < sort_key(start[1:] + "c")


def test_names_of_many_scripts_follow_the_scripts_of_unicode() -> None:
    names = ["Zoë", "Ωμέγα", "Яна", "שרה", "علي", "नीना", "రాజు", "김민규", "けいこ", "安藤"]

    keys = {name: sort_key(name) for name in names}
    assert sorted(names, key=keys.__getitem__) == sorted(names, key=collation)
    assert len(set(keys.values())) == len(names)


def test_composed_and_decomposed_names_have_the_same_key() -> None:
    for name in ("José Ñíguez", "Zoë", "Йоахим", "Ελένη", "ガイ", "가나"):
        assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(unicodedata.normalize("NFC", name))


def test_a_command_that_never_sorts_does_not_read_the_weights() -> None:
    asked = "import trato.kit.sort_keys as keys; raise SystemExit(keys._collator.cache_info().currsize)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
