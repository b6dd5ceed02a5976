"""What somebody looks for, as conditions on a row `r` of a kind's table. Nothing given becomes SQL."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from trato.kit.sort_keys import sort_key
from trato.kit.text import clean_text, search_text, whole_words

Condition = tuple[sql.Composable, list[Any]]

LONGEST_QUERY = 200
MOST_WORDS = 6
TRIGRAM = 3
SHORTEST_TYPO = 4  # a shorter word has too few trigrams to be recognised by some of them
BEHIND_ALL = "\U0010ffff"

_PHONE = re.compile(r"\+?[\d\s().\-/]+")
_DIGITS = re.compile(r"\D+")
_WILDCARDS = re.compile(r"([\\%_])")


@dataclass(frozen=True)
class Sought:
    """A query folded like the columns it is looked for in. Spaces part `tokens`; `words` are letters only."""

    text: str
    tokens: tuple[str, ...]
    words: tuple[str, ...]
    key: str
    is_number: bool = False

    @property
    def is_short(self) -> bool:
        return len(self.text) < TRIGRAM

    @property
    def has_trigrams(self) -> bool:
        return any(len(word) >= TRIGRAM for token in self.tokens for word in whole_words(token))

    @property
    def spelt(self) -> tuple[str, ...]:
        """Words in which a typing error can be recognised."""
        return tuple(word for word in self.words if len(word) >= SHORTEST_TYPO and not word.isdecimal())


def sought(text: str) -> Sought:
    given = clean_text(text)[:LONGEST_QUERY]
    folded = search_text(given)
    key = sort_key(given).split(" ")[0]
    digits = _DIGITS.sub("", folded).lstrip("0") if _PHONE.fullmatch(folded) else ""
    if len(digits) >= TRIGRAM:
        return Sought(folded, (digits,), (), key, is_number=True)
    return Sought(folded, tuple(folded.split()[:MOST_WORDS]), tuple(whole_words(folded)[:MOST_WORDS]), key)


def word_begins(kind: str, word: str) -> Condition:
    """A range of the B-tree of words."""
    statement = sql.SQL(
        "r.id in (select w.record_id from foundation_searchword w where w.kind = %s and w.word >= %s and w.word < %s)"
    )
    return statement, [kind, word, word + BEHIND_ALL]


def has_word(kind: str, word: str) -> Condition:
    """The same asked of one row that is at hand. OFFSET keeps it from becoming a join with the whole range."""
    statement = sql.SQL(
        "exists (select from foundation_searchword o where o.record_id = r.id and o.kind = %s"
        " and o.word >= %s and o.word < %s offset 0)"
    )
    return statement, [kind, word, word + BEHIND_ALL]


def called(key: str) -> Condition:
    """Records of exactly this name but for accents and case: their sort keys begin with its first level."""
    if not key:
        return sql.SQL("false"), []
    # The space that parts the levels is the lowest character a key holds.
    return sql.SQL("(r.sort_key >= %s and r.sort_key < %s)"), [key, f"{key}!"]


def contains(tokens: Iterable[str]) -> Condition:
    return all_of([(sql.SQL("r.search_text like %s"), [_pattern(token)]) for token in tokens])


def _pattern(token: str) -> str:
    return "%" + _WILDCARDS.sub(r"\\\1", token) + "%"


def is_one_of(kind: str, words: Sequence[str]) -> Condition:
    """Asked of one row that is at hand, as in `has_word`."""
    statement = sql.SQL(
        "exists (select from foundation_searchword o where o.record_id = r.id and o.kind = %s"
        " and o.word = any(%s) offset 0)"
    )
    return statement, [kind, list(words)]


def matching(kind: str, text: str, *, words_only: bool) -> Condition:
    """Each part of what was typed is there, as one condition."""
    return all_of(matched_by(kind, text, words_only=words_only))


def matched_by(kind: str, text: str, *, words_only: bool) -> list[Condition]:
    """Each part of what was typed is there: long ones anywhere in the row, short ones at the beginning of a word.

    `words_only` is for those who may not see all that the search column holds.
    """
    query = sought(text)
    if not query.text:
        return []
    if words_only or query.is_short or not query.has_trigrams:
        return [word_begins(kind, word) for word in query.words] or [called(query.key)]
    long = [token for token in query.tokens if len(token) >= TRIGRAM]
    short = [word for token in query.tokens if len(token) < TRIGRAM for word in whole_words(token)]
    # Digits are looked for as in a phone number, yet somebody may be called “1.00”.
    held = any_of([contains(long), called(query.key)]) if query.is_number else contains(long)
    return [*(word_begins(kind, word) for word in short), held]


def all_of(conditions: Iterable[Condition]) -> Condition:
    found = list(conditions)
    together = sql.SQL(" and ").join(statement for statement, _ in found) if found else sql.SQL("true")
    return together, [parameter for _, parameters in found for parameter in parameters]


def any_of(conditions: Iterable[Condition]) -> Condition:
    found = list(conditions)
    either = sql.SQL(" or ").join(sql.SQL("({})").format(statement) for statement, _ in found)
    return sql.SQL("({})").format(either), [parameter for _, parameters in found for parameter in parameters]
