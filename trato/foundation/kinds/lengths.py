"""How long a value may be: what people read, what a column takes, what an index takes."""

from django.utils.translation import gettext as _

from trato.kit.errors import DomainError

LONGEST_TEXT = 1_000
LONGEST_LONG_TEXT = 100_000
MOST_BYTES = 2_000  # of one line: a B-tree takes no more than 2,704 in all its columns
ALWAYS_FIT = MOST_BYTES // 4
LONGEST_LABEL = 100
LONGEST_TAG_KEY = 200  # folding makes two or three of some letters
LARGEST_NUMBER = 2**31 - 1
LONGEST_NUMBER = 100  # digits, with zeros in front
MOST_DECIMALS = 4  # of an amount in a column


class TooLong(DomainError):
    """More characters than fit."""

    def __init__(self, text: str, limit: int) -> None:
        told = {"count": len(text), "limit": limit}
        super().__init__(_("%(count)s characters are too many: %(limit)s fit.") % told)


def refuse_long(text: str, limit: int) -> None:
    if len(text) > limit:
        raise TooLong(text, limit)


def refuse_wide(text: str) -> None:
    """Letters of most scripts take two to four bytes, and an index counts bytes."""
    if len(text) > ALWAYS_FIT and max(len(each.encode()) for each in (text, text.lower())) > MOST_BYTES:
        raise TooLong(text, ALWAYS_FIT)


def is_long_tag(tag: str) -> bool:
    return len(tag) > LONGEST_LABEL or len(tag.casefold()) > LONGEST_TAG_KEY
