"""Names of people, taken as they are: no name is ever split into parts."""

import re
import unicodedata

VIRAMA = 9  # the combining class of the sign that joins two Indic consonants into one shape
ZERO_WIDTH_JOINER = "\u200d"
LONGEST_LETTER = 12  # code points: a family of four is one emoji of 7, a letter with stacked marks has no end

# Han with its iteration marks, kana with the middle dot, Hangul.
_EAST_ASIAN = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+")


def joined_name(given: str = "", family: str = "", other: str = "") -> str:
    """A display name for a person of whom only parts are known.

    Family name first and no spaces where every part is written in Han, kana or Hangul; else given, other, family.
    """
    parts = [part for part in (given.strip(), other.strip(), family.strip()) if part]
    if all(_EAST_ASIAN.fullmatch(part) for part in parts):
        return family.strip() + given.strip() + other.strip()
    return " ".join(parts)


def called(name: str) -> str:
    """What all spellings of a name share, whatever their case: letter for letter, as PostgreSQL's lower() makes it.

    Not casefold: what is the same to us must be the same to the database, or a chunk would find what a file did not.
    """
    return name.lower() if name.isascii() else "".join(letter.lower()[0] for letter in name)


def initials(name: str) -> str:
    """One or two letters for an avatar: of the first word and of the last; empty only for a blank name."""
    given = unicodedata.normalize("NFC", name).split()
    lettered = [word for word in given if any(letter.isalnum() for letter in word)] or given[:1]
    if not lettered:
        return ""
    ends = lettered if len(lettered) == 1 else [lettered[0], lettered[-1]]
    return "".join(_first_letter(word) for word in ends)


def _first_letter(word: str) -> str:
    """The first letter with all that is drawn on it, so that a Telugu or Hindi syllable stays whole."""
    start = next((place for place, letter in enumerate(word) if letter.isalnum()), 0)
    end = start + 1
    while end < min(len(word), start + LONGEST_LETTER) and _belongs(word[end], to=word[end - 1]):
        end += 1
    # Title case, not upper case: Georgian has capitals that no name is written in, and few fonts have them.
    capital = word[start].title()
    return (capital if len(capital) == 1 else word[start]) + word[start + 1 : end]


def _belongs(letter: str, *, to: str) -> bool:
    if unicodedata.category(letter)[0] == "M" or letter == ZERO_WIDTH_JOINER:
        return True
    if unicodedata.combining(to) == VIRAMA:
        return letter.isalpha()
    return to == ZERO_WIDTH_JOINER
