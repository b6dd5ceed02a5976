import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.testing.real_files import real_file
from trato.kit.text import LONGEST_WORD, MOST_WORDS, TextRefused, clean_text, search_text, words

ANY_TEXT = st.text(st.characters(), max_size=60)
NAUGHTY = [
    "",
    "  two spaces at both ends  ",
    "tab\tand\x07bell and \x1b[31mescape",
    "right\u202eto left",
    "zero\u200bwidth",
    "\ufeffbyte order mark",
    "Z̴̫͇a͠l̕g҉o",
    "👩‍👩‍👧‍👦 and 🏳️‍🌈",
    "'; DROP TABLE contacts; --",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "రాజశేఖర్ రెడ్డి",
    "\ufffe\uffff",
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_is_kept_exactly(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\nb", "a\nb"), ("a\r\r\n\n", "a\n\n\n"), ("\r\n", "\n")],
)
def test_every_line_end_becomes_lf(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_nul_is_refused_and_its_place_told() -> None:
    with pytest.raises(TextRefused) as refusal:
        clean_text("ab\x00c")

    assert str(refusal.value) == "Character 3 is a NUL, which cannot be stored."
    assert (refusal.value.code, refusal.value.params["position"]) == ("text-nul", 3)


@pytest.mark.parametrize("surrogate", [chr(0xD800), chr(0xDC80), chr(0xDFFF)])
def test_half_a_character_is_refused_and_named(surrogate: str) -> None:
    with pytest.raises(TextRefused, match=f"Character 2 .*U\\+{ord(surrogate):04X}") as refusal:
        clean_text(f"a{surrogate}")

    assert refusal.value.code == "text-surrogate"


@given(ANY_TEXT)
def test_text_is_either_kept_but_for_line_ends_or_refused(text: str) -> None:
    try:
        kept = clean_text(text)
    except TextRefused:
        assert "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
    else:
        assert kept == text.replace("\r\n", "\n").replace("\r", "\n")
        assert clean_text(kept) == kept
        assert kept.encode().decode() == kept


def test_the_big_list_of_naughty_strings_is_kept_or_refused_with_the_reason() -> None:
    naughty = json.loads(real_file("robustness/blns/blns.json").read_text(encoding="utf-8"))

    for text in naughty:
        assert clean_text(text) == text.replace("\r\n", "\n").replace("\r", "\n")
        assert search_text(search_text(text)) == search_text(text)
        assert len(words(text)) <= MOST_WORDS
    assert len(naughty) >= 480


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Jane \t DOE ", "jane doe"),
        ("José Ñandú", "jose nandu"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Straße", "strasse"),
        ("İstanbul ısı", "istanbul isi"),
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("Ελένη Παππά", "ελενη παππα"),
        ("Дмитрий Ёлкин", "дмитрии елкин"),
        ("e\u0301", "e"),
        ("ﬁn Ⅷ ①", "fin viii 1"),
        ("ｼﾞｪﾆﾌｧｰ", "ジェニファー"),
        ("がギ", "がギ"),
        ("ㄱ가나", "ᄀ가나"),
        ("رَجُل", "رَجُل"),
        ("A\u200dB \u202ec\ufeff", "ab c"),
        ("a\x00b\x07c", "a b c"),
        ("´a", "a"),
        ("", ""),
    ],
)
def test_search_text_folds_case_width_and_european_accents(text: str, folded: str) -> None:
    assert search_text(text) == folded


@pytest.mark.parametrize("name", ["రాజశేఖర్ రెడ్డి", "नमस्ते", "শ্রী", "பெரியார்", "ಕ್ಷಮಾ", "ശ്രീ", "กล้าหาญ", "ဇင်ဒါယာ"])
def test_marks_outside_european_scripts_are_kept(name: str) -> None:
    assert search_text(name) == unicodedata.normalize("NFC", name)


def test_search_text_joins_its_parts() -> None:
    assert search_text("Jane", "", "DOE", " jane@Example.com") == "jane doe jane@example.com"


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert search_text(search_text(text)) == search_text(text)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_ascii_is_folded_like_any_other_text(text: str) -> None:
    assert search_text(text) == search_text(text, "é").removesuffix("e").rstrip()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_composed_and_decomposed_text_are_found_alike(text: str) -> None:
    assert search_text(unicodedata.normalize("NFD", text)) == search_text(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane DOE jane", ["jane", "doe"]),
        ("O'Brien-Smith 3rd", ["o", "brien", "smith", "3rd"]),
        ("jane.doe@example.com", ["jane", "doe", "example", "com"]),
        ("రాజశేఖర్ రెడ్డి", ["రాజశేఖర్", "రెడ్డి"]),
        ("José «Pepe»", ["jose", "pepe"]),
        ("安藤 一郎", ["安藤", "一郎", "藤", "郎"]),
        ("김민규", ["김민규", "민규", "규"]),
        ("トヨタ abc", ["トヨタ", "abc", "ヨタ", "タ"]),
        ("abc公司", ["abc公司", "公司", "司"]),
        ("-- !", []),
        ("", []),
    ],
)
def test_words_are_what_a_name_can_be_found_by(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize("typed", ["株", "式会", "トヨ", "自動", "車", "株式会社トヨタ自"])
def test_a_prefix_anywhere_in_a_han_or_kana_name_finds_it(typed: str) -> None:
    assert any(word.startswith(typed) for word in words("株式会社トヨタ自動車"))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=20), st.data())
def test_two_han_characters_anywhere_are_a_prefix_of_a_word(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))

    assert any(word.startswith(search_text(name[start : start + 2])) for word in words(name))


@given(st.text(st.characters(), max_size=400))
def test_words_are_few_short_distinct_and_already_folded(text: str) -> None:
    found = words(text)

    assert len(found) == len(set(found)) <= MOST_WORDS
    assert all(0 < len(word) <= LONGEST_WORD for word in found)


def test_a_long_name_gives_no_more_words_than_allowed() -> None:
    assert len(words("語" * 500 + " " + " ".join(f"w{number}" for number in range(100)))) == MOST_WORDS
    assert words("x" * 100) == ["x" * LONGEST_WORD]


def test_whole_words_come_before_what_begins_inside_them() -> None:
    assert words("安藤一郎 商店 Tokyo")[:3] == ["安藤一郎", "商店", "tokyo"]
