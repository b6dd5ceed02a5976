"""Keys by which PostgreSQL sorts names as people do, with nothing but `COLLATE "C"`.

The order is Unicode's default (DUCET, by pyuca): first letters, then accents, then case, in every script; ñ after n, as
in Spanish. It does not depend on the server's locales or their versions, so an index never needs rebuilding for them.

A key is the weights of each level as characters, levels separated by a space, the lowest character used. UTF-8 bytes
sort like code points, so comparing keys compares weights. Weights that most letters have (no accent, small letter) are
the lowest of their level and are left out at its end.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pyuca import Collator

MOST_WEIGHTS = 40  # per level: at most 160 + 80 + 40 bytes and two separators
LONGEST_TEXT = 200  # characters that are looked at: more than 40 weights for any name that is not mostly invisible

_SEPARATOR = " "
_PLAIN_SECONDARY, _PLAIN_TERTIARY = "0", "0"
_SECONDARY_OFFSET = ord(_PLAIN_SECONDARY) - 0x20
_TERTIARY_OFFSET = ord(_PLAIN_TERTIARY) - 0x02
_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800

_TILDE = 0x303
# ASCII, Latin, Greek, Cyrillic, kana. Other scripts ask the library: their letters combine, or are too many to list.
_TABLED = (range(0x20, 0x7F), range(0xA0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000), range(0x3041, 0x3100))

Element = list[int]


class _Table(NamedTuple):
    """The weights of each character whose weights do not depend on its neighbours."""

    letters: frozenset[str]
    primary: dict[int, str]
    secondary: dict[int, str]
    tertiary: dict[int, str]


def sort_key(text: str) -> str:
    """A string that sorts, byte by byte, where the text belongs among names."""
    text = text[:LONGEST_TEXT]
    table = _table()
    if not table.letters.issuperset(text):
        return _key(*_encoded(_elements(text)))
    secondary = "" if text.isascii() else text.translate(table.secondary)
    return _key(text.translate(table.primary), secondary, text.translate(table.tertiary))


def _key(primary: str, secondary: str, tertiary: str) -> str:
    accents = secondary[:MOST_WEIGHTS].rstrip(_PLAIN_SECONDARY)
    case = tertiary[:MOST_WEIGHTS].rstrip(_PLAIN_TERTIARY)
    return f"{primary[:MOST_WEIGHTS]}{_SEPARATOR}{accents}{_SEPARATOR}{case}".rstrip(_SEPARATOR)


def _encoded(elements: list[Element]) -> tuple[str, str, str]:
    return (
        "".join(_primary_character(element[0]) for element in elements if element[0]),
        "".join(chr(element[1] + _SECONDARY_OFFSET) for element in elements if element[1]),
        "".join(chr(element[2] + _TERTIARY_OFFSET) for element in elements if element[2]),
    )


def _primary_character(weight: int) -> str:
    return chr(weight if weight < _FIRST_SURROGATE else weight + _SURROGATES)


def _elements(text: str) -> list[Element]:
    elements: list[Element] = _collator().collation_elements(unicodedata.normalize("NFD", text))
    return elements


# Reading DUCET takes a tenth of a second or more: a command that never sorts must not pay for it.
@cache
def _collator() -> Collator:
    collator = Collator()
    for letter in "nN":
        [[primary, secondary, tertiary]] = collator.collation_elements(letter)
        # Unicode leaves the weight after n free; a test fails if a later version takes it.
        collator.table.add([ord(letter), _TILDE], [[primary + 1, secondary, tertiary]])
    return collator


@cache
def _table() -> _Table:
    joining = set(_joined_to_others())
    letters = [chr(code) for codes in _TABLED for code in codes if _stands_alone(chr(code), joining)]
    rows = [(ord(letter), _encoded(_elements(letter))) for letter in letters]
    primary, secondary, tertiary = ({code: levels[level] for code, levels in rows} for level in range(3))
    return _Table(frozenset(letters), primary, secondary, tertiary)


def _joined_to_others() -> Iterator[int]:
    """Characters that may be weighed together with the one before them."""
    waiting = list((_collator().table.root.children or {}).values())
    while waiting:
        children = waiting.pop().children or {}
        yield from children
        waiting.extend(children.values())


def _stands_alone(letter: str, joining: set[int]) -> bool:
    first = unicodedata.normalize("NFD", letter)[0]
    return unicodedata.combining(first) == 0 and ord(first) not in joining
