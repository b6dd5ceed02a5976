"""vCard files as properties: folded lines put together, charsets and quoted-printable of 2.1 read, cards told apart.

A reader of our own: cards of the real world break every rule of the three standards, and a person who brings in a
thousand of them wants to know which line of which card is wrong, and to have the others.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from trato.foundation.imports.encodings import recognise_encoding
from trato.foundation.imports.reading import LONGEST_LINE
from trato.foundation.imports.recognising import open_text

MOST_PROPERTIES = 2_000
LONGEST_WORD = 100  # nothing longer begins or ends a card
LONGEST_PHOTO = 8 * LONGEST_LINE
ENCODED = ("BASE64", "B")
PHOTOS = ("PHOTO", "LOGO")  # of what is encoded only these are read: sounds and keys are left out

_PHOTO = re.compile(r"(?:[\w-]+[.])?(?:PHOTO|LOGO)[;:]", re.IGNORECASE)
_GROUP = re.compile(r"[\w-]+[.](?=(?:begin|end):)", re.IGNORECASE)
_PROPERTY = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*)')
_PIECES = {mark: re.compile(rf"(?:\\.|[^\\{mark}]|\\\Z)*", re.DOTALL) for mark in ";,"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

Line = tuple[int, str]


@dataclass(frozen=True)
class Property:
    """`value` as it stands in the card, decoded but still escaped. Types are in capitals: WORK, CELL, PREF.

    Properties of one `group` belong together: an address and the `label` that somebody gave it. A photo `is_coded`.
    """

    name: str
    value: str
    types: frozenset[str] = frozenset()
    group: str = ""
    label: str = ""
    is_coded: bool = False


@dataclass
class Card:
    """`line` is that of its beginning. With a `problem`, it cannot be taken as a whole.

    `rest` are lines of a photo that old programs did not fold.
    """

    line: int
    properties: list[Property] = field(default_factory=list)
    problem: str = ""
    rest: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """The photo and the rest of it are one."""
        if self.rest:
            self.properties[-1] = replace(self.properties[-1], value="".join([self.properties[-1].value, *self.rest]))
            self.rest = []


def read_cards(path: Path) -> Iterator[Card]:
    reading = _Cards(recognise_encoding(path))
    for number, line in _whole_lines(path, reading.encoding):
        if done := reading.take(number, line):
            yield done
    if reading.card:
        yield _unended(reading.card)


@dataclass
class _Cards:
    """Line by line. `depth` counts the cards that stand open within the one that is read."""

    encoding: str
    card: Card | None = None
    depth: int = 0

    def take(self, number: int, line: str) -> Card | None:
        """The card that ends with this line, or has no end before it."""
        word = _GROUP.sub("", line.strip()[:LONGEST_WORD], count=1).upper()
        if word == "BEGIN:VCARD":
            return self._begin(number)
        if self.card is None:
            return Card(number, problem=_("This line belongs to no card.")) if word else None
        if word == "END:VCARD":
            return self._end()
        if word and not self.depth:
            _add(self.card, number, line, self.encoding)
        return None

    def _begin(self, number: int) -> Card | None:
        if self.card and (self.depth or _holds_a_card(self.card)):
            self.depth += 1
            return None
        before, self.card = self.card, Card(number)
        return _unended(before) if before else None

    def _end(self) -> Card | None:
        if self.depth:
            self.depth -= 1
            return None
        ended, self.card = self.card, None
        if ended:
            ended.settle()
        return ended


def _holds_a_card(card: Card) -> bool:
    """The card of somebody's agent stands within theirs, and is left out."""
    return bool(card.properties) and card.properties[-1].name == "AGENT" and not card.properties[-1].value.strip()


def _unended(card: Card) -> Card:
    card.problem = card.problem or _("This card has no end.")
    return card


def _add(card: Card, number: int, line: str, encoding: str) -> None:
    found = _PROPERTY.fullmatch(line)
    if found is None:
        if not _goes_on(card, line):
            card.problem = card.problem or _("Line %(line)s of the file is no property of a card.") % {"line": number}
        return
    card.settle()
    if len(card.properties) >= MOST_PROPERTIES:
        card.problem = card.problem or _("This card has more than %(most)s properties.") % {"most": MOST_PROPERTIES}
        return
    card.properties.append(_property(found, encoding))


def _goes_on(card: Card, line: str) -> bool:
    """Whether it is the rest of what is encoded. Of an endless one no more is held than tells that it is too large."""
    last = card.properties[-1] if card.properties else None
    if last is None or ":" in line or not (last.is_coded or last.name == ""):
        return False
    if last.is_coded and len(card.rest) * len(line) < LONGEST_PHOTO:
        card.rest.append(line)
    return True


def _property(found: re.Match[str], encoding: str) -> Property:
    types: set[str] = set()
    charset = coded = ""
    for each in _PARAMETER.findall(found[3]):
        name, equals, value = each.partition("=")
        key = name.strip().upper() if equals else "TYPE"
        value = (value if equals else name).strip().strip('"')
        if key == "CHARSET":
            charset = value
        elif key == "ENCODING" or value.upper() in ("QUOTED-PRINTABLE", *ENCODED[:1]):
            coded = value.upper()
        elif key == "TYPE":
            types |= {part.strip().upper() for part in value.split(",")}
        elif key == "PREF":
            types.add("PREF")
    if coded in ENCODED:
        is_photo = found[2].upper() in PHOTOS
        return Property(found[2].upper(), found[4], frozenset(types), is_coded=True) if is_photo else Property("", "")
    return Property(found[2].upper(), _decoded(found[4], charset, coded, encoding), frozenset(types), found[1] or "")


def _decoded(value: str, charset: str, coded: str, encoding: str) -> str:
    if coded == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(value.encode(encoding, "surrogateescape"))
        return _text(raw, (charset, "utf-8", "cp1252"))
    if charset and not value.isascii() and "16" not in encoding:
        return _text(value.encode(encoding, "surrogateescape"), (charset, encoding))
    return value


def _text(raw: bytes, charsets: tuple[str, ...]) -> str:
    for charset in charsets:
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


class _Whole:
    """One line in the making, by the number of its first one; what is longer than any line may be is cut."""

    def __init__(self, number: int, begin: str) -> None:
        self.number = number
        self.most = _most_of(begin)
        self.is_printable = "QUOTED-PRINTABLE" in begin.partition(":")[0].upper()
        self.pieces = [begin[: self.most]]
        self.size = len(self.pieces[0])

    @property
    def is_soft(self) -> bool:
        return self.is_printable and self.pieces[-1].endswith("=")

    def go_on(self, text: str) -> None:
        if text and self.size < self.most:
            self.pieces.append(text[: self.most - self.size])
            self.size += len(self.pieces[-1])

    def go_on_softly(self, text: str) -> None:
        self.pieces[-1] = self.pieces[-1][:-1]
        self.size -= 1
        self.go_on(text)

    def line(self) -> Line:
        return self.number, "".join(self.pieces)


def _whole_lines(path: Path, encoding: str) -> Iterator[Line]:
    """Folded ones together."""
    held: _Whole | None = None
    with open_text(path, encoding=encoding) as text:
        for number, raw in enumerate(_physical(text), start=1):
            line = raw.rstrip("\r\n")
            if held is not None and held.is_soft:
                held.go_on_softly(line)
            elif held is not None and line[:1] in (" ", "\t"):
                held.go_on(line[1:])
            else:
                if held is not None:
                    yield held.line()
                held = _Whole(number, line)
    if held is not None:
        yield held.line()


def _physical(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        pieces, size, most, more = [line], len(line), _most_of(line), line
        while len(more) == LONGEST_LINE and not more.endswith(("\n", "\r")):
            more = text.readline(LONGEST_LINE)
            if size < most:
                pieces.append(more)
                size += len(more)
        yield "".join(pieces)


def _most_of(begin: str) -> int:
    """A photo may be longer than anything that is read. A line that goes on is as long as any."""
    return LONGEST_PHOTO if _PHOTO.match(begin) else LONGEST_LINE


def parts_of(value: str, mark: str = ";") -> list[str]:
    """Cut at the marks that are not escaped, each part as it is meant."""
    found: list[str] = []
    place = 0
    while (piece := _PIECES[mark].match(value, place)) is not None:
        found.append(plain_of(piece[0]))
        if piece.end() >= len(value):
            break
        place = piece.end() + 1
    return found


def plain_of(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
