"""Text as people give it, kept exactly, and folded for finding it again."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from trato.kit.errors import Refused
from trato.kit.words import to_translate

LONGEST_WORD = 64
MOST_WORDS = 32
LONGEST_SUFFIX = 8

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?")
_ASCII_WORDS = re.compile("[a-z0-9]+")

# Scripts whose marks are accents that people leave out when they search. Everywhere else a mark is part of the letter:
# without its vowel signs and virama a Telugu name is another name.
_ACCENTED = re.compile(
    "[\u0020-\u052f\u1c80-\u1c8f\u1d00-\u1dbf\u1e00-\u1fff\u2c60-\u2c7f\u2de0-\u2dff\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f]"
)
# Letters that look accented and that Unicode does not take apart.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
)
# Han with its iteration marks, kana, Hangul: written without spaces, so any character may begin what is searched.
_UNSPACED = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+")


class TextRefused(Refused):
    reasons = {
        "text-nul": to_translate("Character %(position)s is a NUL, which cannot be stored."),
        "text-surrogate": to_translate("Character %(position)s is half of a character (%(character)s)."),
    }


def clean_text(text: str) -> str:
    """The text exactly as given, with every line end as LF; refused only if the database cannot hold it.

    Other control characters, spaces at the ends and right-to-left overrides are kept: what to show of them is the
    page's affair, and what a person or a file gave us is not ours to mend.
    """
    unstorable = _UNSTORABLE.search(text)
    if unstorable:
        character = unstorable.group()
        code = "text-surrogate" if ord(character) else "text-nul"
        raise TextRefused(code, position=unstorable.start() + 1, character=f"U+{ord(character):04X}")
    return _NEWLINES.sub("\n", text)


def search_text(*parts: str) -> str:
    """The parts folded for a search column: what is searched for must be folded by the same function."""
    text = " ".join(parts)
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    folded = [word.lower() if word.isascii() and word.isprintable() else _folded_word(word) for word in text.split(" ")]
    if None in folded:
        return " ".join(_without_accents(_folded(text)).split())
    return " ".join(" ".join(filter(None, folded)).split())


@lru_cache(maxsize=20_000)
def _folded_word(word: str) -> str | None:
    """Names are made of words that come again and again. None where it hangs on what stands before it."""
    if word and unicodedata.category(unicodedata.normalize("NFKD", word[0])[0])[0] in "MC":
        return None
    return _without_accents(_folded(word))


def words(text: str) -> list[str]:
    """The distinct folded words, first the whole ones, then what begins inside words written without spaces."""
    folded = search_text(text)
    if folded.isascii():
        return list(dict.fromkeys(whole_words(folded)))[:MOST_WORDS]
    parts = list(map(_parts_of_word, folded.split(" ")))
    whole = [word for words, _inner in parts for word in words]
    inner = [word for _words, inner in parts for word in inner]
    return list(dict.fromkeys([*whole, *inner]))[:MOST_WORDS]


@lru_cache(maxsize=20_000)
def _parts_of_word(folded: str) -> tuple[list[str], list[str]]:
    """The words that a folded text without spaces consists of, and what begins inside them."""
    whole = whole_words(folded)
    return whole, [inner for word in whole for inner in _inner_words(word)]


def whole_words(folded: str) -> list[str]:
    """The words of a folded text, as somebody types them who looks for it."""
    found = _ASCII_WORDS.findall(folded) if folded.isascii() else _split(folded)
    return [word[:LONGEST_WORD] for word in found]


def _folded(text: str) -> str:
    """Compatibility forms and case; invisible format characters (joiners, direction marks) do not count."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = (" " if kind == "Cc" else letter for letter in text if (kind := unicodedata.category(letter)) != "Cf")
    return unicodedata.normalize("NFKC", "".join(kept).casefold())


def _without_accents(text: str) -> str:
    kept = []
    accented = False
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.category(letter) == "Mn":
            if accented:
                continue
        else:
            accented = _ACCENTED.match(letter) is not None
        kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_STROKES)


def _split(folded: str) -> list[str]:
    """Python's own `\\w` leaves out combining marks and would cut Indic words at each vowel sign."""
    return "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in folded).split()


def _inner_words(word: str) -> Iterator[str]:
    for run in _UNSPACED.finditer(word):
        yield run.group()
        for start in range(run.start(), run.end()):
            yield word[start : min(start + LONGEST_SUFFIX, run.end())]
