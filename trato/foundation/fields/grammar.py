"""Formulas as people type them, taken apart: `if({price} > 100, "large", "small")`.

Bounded in length, depth and number of pieces before anything else looks at them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from trato.foundation.fields.errors import FormulaRefused

LONGEST_FORMULA = 2_000
DEEPEST = 30
MOST_PIECES = 400
LONGEST_NUMERAL = 20

_PIECE = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"[^"]*"|'[^']*')|\{(?P<field>[^{}]*)\}|(?P<word>[a-z_]+)"""
    r"""|(?P<sign><=|>=|<>|!=|[-+*/=<>(),]))""",
    re.ASCII | re.IGNORECASE,
)
COMPARING = ("=", "<>", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Number:
    value: Decimal
    place: int


@dataclass(frozen=True)
class Text:
    value: str
    place: int


@dataclass(frozen=True)
class Truth:
    value: bool
    place: int


@dataclass(frozen=True)
class Named:
    """A field of the same record."""

    name: str
    place: int


@dataclass(frozen=True)
class Call:
    """A function, or a sign between two values under its own name."""

    name: str
    inner: Sequence["Node"]
    place: int


Node = Number | Text | Truth | Named | Call


@dataclass(frozen=True)
class _Piece:
    kind: str
    text: str
    place: int


def parse(formula: str) -> Node:
    if len(formula) > LONGEST_FORMULA:
        said = _("A formula has at most %(limit)s characters; this one has %(count)s.")
        raise FormulaRefused(said % {"limit": LONGEST_FORMULA, "count": len(formula)})
    if not formula.strip():
        raise FormulaRefused(_("A formula cannot be empty."))
    return _Parser(list(_pieces(formula)), len(formula) + 1).parsed()


def fields_in(node: Node) -> Iterator[Named]:
    """The fields it names, in the order in which they stand."""
    if isinstance(node, Named):
        yield node
    for each in node.inner if isinstance(node, Call) else ():
        yield from fields_in(each)


def refused(place: int, sentence: str) -> FormulaRefused:
    return FormulaRefused(_("At character %(place)s: %(reason)s") % {"place": place, "reason": sentence}, place=place)


def _pieces(formula: str) -> Iterator[_Piece]:
    place, count, end = 0, 0, len(formula.rstrip())
    while place < end:
        found = _PIECE.match(formula, place)
        if found is None:
            start = place + len(formula[place:]) - len(formula[place:].lstrip())
            raise refused(start + 1, _("“%(character)s” cannot stand here.") % {"character": formula[start]})
        kind = str(found.lastgroup)
        yield _Piece(kind, found[kind], found.end() - len(found[0].lstrip()) + 1)
        place, count = found.end(), count + 1
        if count > MOST_PIECES:
            raise FormulaRefused(_("A formula has at most %(limit)s pieces.") % {"limit": MOST_PIECES})


class _Parser:
    """Recursive descent: comparison, sum, product, sign, value."""

    def __init__(self, pieces: Sequence[_Piece], end: int) -> None:
        self.pieces, self.end, self.at, self.depth = pieces, end, 0, 0

    def parsed(self) -> Node:
        node = self._comparison()
        if piece := self._next():
            raise refused(piece.place, _("Nothing more was expected here."))
        return node

    def _next(self) -> _Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _sign(self, *signs: str) -> _Piece | None:
        piece = self._next()
        if piece is None or piece.kind != "sign" or piece.text not in signs:
            return None
        self.at += 1
        return piece

    def _need(self, sign: str) -> None:
        if not self._sign(sign):
            piece = self._next()
            place = piece.place if piece else self.end
            raise refused(place, _("“%(sign)s” is missing here.") % {"sign": sign})

    def _comparison(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaRefused(_("A formula is nested at most %(limit)s levels deep.") % {"limit": DEEPEST})
        left = self._sum()
        if sign := self._sign(*COMPARING):
            left = Call("<>" if sign.text == "!=" else sign.text, (left, self._sum()), sign.place)
        self.depth -= 1
        return left

    def _sum(self) -> Node:
        left = self._product()
        while sign := self._sign("+", "-"):
            left = Call(sign.text, (left, self._product()), sign.place)
        return left

    def _product(self) -> Node:
        left = self._signed()
        while sign := self._sign("*", "/"):
            left = Call(sign.text, (left, self._signed()), sign.place)
        return left

    def _signed(self) -> Node:
        """However many signs stand in a row: they are counted, not nested."""
        first, turns = self._sign("-"), 1
        if first is None:
            return self._value()
        while self._sign("-"):
            turns += 1
        value = self._value()
        return Call("negative", (value,), first.place) if turns % 2 else value

    def _value(self) -> Node:
        if self._sign("("):
            inner = self._comparison()
            self._need(")")
            return inner
        piece = self._next()
        if piece is None or piece.kind == "sign":
            raise refused(piece.place if piece else self.end, _("A value is missing here."))
        self.at += 1
        return self._named(piece) if piece.kind == "word" else _plain(piece)

    def _named(self, piece: _Piece) -> Node:
        name = piece.text.lower()
        if name in ("true", "false"):
            return Truth(name == "true", piece.place)
        self._need("(")
        inner: list[Node] = []
        if not self._sign(")"):
            inner.append(self._comparison())
            while self._sign(","):
                inner.append(self._comparison())
            self._need(")")
        return Call(name, tuple(inner), piece.place)


def _plain(piece: _Piece) -> Node:
    if piece.kind == "field":
        return Named(piece.text.strip(), piece.place)
    if piece.kind == "text":
        return Text(piece.text[1:-1], piece.place)
    if len(piece.text) > LONGEST_NUMERAL:
        raise refused(piece.place, _("A number has at most %(limit)s digits.") % {"limit": LONGEST_NUMERAL})
    return Number(Decimal(piece.text), piece.place)
