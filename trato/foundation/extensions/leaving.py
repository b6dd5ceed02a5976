"""What modules say about what leaves the system: whole copies of it, and cards of its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trato.foundation.extensions.contributions import Contribution


@dataclass(frozen=True, kw_only=True)
class StaysBehind(Contribution):
    """A table, or a `column` of one, that a copy of the whole installation does not hold. Read by foundation.copies.

    All others travel. The column says `instead` in the copy. What `is_secret` travels where that is asked for.
    """

    table: str
    reason: str
    column: str = ""
    instead: str = ""
    is_secret: bool = False


@dataclass(frozen=True, kw_only=True)
class CardLayout(Contribution):
    """Which fields of a kind stand in which properties of a vCard (FN, N, EMAIL …). Read by foundation.exports.

    `name_parts` are the family name and the given one. All other fields travel under their labels.
    """

    kind: str
    properties: Mapping[str, str]
    name_parts: Sequence[str] = ()
