"""In which encoding a file is written, found out over the whole of it and not only its head."""

import codecs
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
    "cp932": "Shift-JIS",
    "gb18030": "GB18030",
}
OLDER = ("cp1252", "cp932", "gb18030")

TYPOGRAPHY = "\u2019\u201c\u201d\u2013\u2014\u2026€º·"

BLOCK = 1024 * 1024
HEAD = 64 * 1024
TELLING = 64 * 1024
TELLING_PER_BLOCK = 8 * 1024

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF8_LETTER = re.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_OTHER_BYTE = re.compile(b"[\x80-\xff]")
_HIGH_RUN = re.compile("([A-Za-z]?)([^\x00-\x7f]+)([A-Za-z]?)")


def recognise_encoding(path: Path) -> str:
    """A byte order mark, else UTF-16 by its zeros, else strict UTF-8; only where all fail is the encoding guessed."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if found := next((name for bom, name in _BOMS if head.startswith(bom)), "") or _wide(head):
            return found
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while block := file.read(BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                file.seek(0)
                return _guess(_telling(iter(lambda: file.read(BLOCK), b"")))
    return "utf-8"


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: separators, line ends and digits have a zero, always on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = max(len(head) // 50, 1)
    if odd >= enough and even <= odd // 10 and b"\n\0" in head:
        return "utf-16-le"
    if even >= enough and odd <= even // 10 and b"\0\n" in head:
        return "utf-16-be"
    return ""


def _telling(blocks: Iterator[bytes]) -> bytes:
    """Lines that are not plain ASCII, from all over the file."""
    kept: list[bytes] = []
    for block in blocks:
        if block.isascii():
            continue
        room = TELLING_PER_BLOCK
        for line in block.splitlines():
            if not line.isascii() and room > 0:
                kept.append(line[:room])
                room -= len(line)
    step = max(sum(map(len, kept)) // TELLING, 1)
    return b"\n".join(kept[::step])


def _guess(telling: bytes) -> str:
    """A UTF-8 file with a few broken bytes stays UTF-8: better some refused rows than all of them garbled."""
    letters = len(_UTF8_LETTER.findall(telling))
    if letters > len(_OTHER_BYTE.findall(_UTF8_LETTER.sub(b"", telling))):
        return "utf-8"
    return max(OLDER, key=lambda encoding: likeness(telling, encoding))


def likeness(telling: bytes, encoding: str) -> float:
    """How much a text in this encoding looks like writing, per byte that is not ASCII. At most 1."""
    text = telling.decode(encoding, errors="replace")
    runs: list[tuple[str, str, str]] = _HIGH_RUN.findall(text)
    if encoding == "cp1252":
        points = sum(_latin(run) for _before, run, _after in runs)
    else:
        points = sum(_eastern(letter, encoding) for each in runs if not _in_word(each) for letter in each[1])
    return points / max(sum(byte >= 0x80 for byte in telling), 1)


def _in_word(run: tuple[str, str, str]) -> bool:
    """One eastern letter in the middle of a western word is two accents read wrongly, as in CAÑÓN."""
    return len(run[1]) == 1 and bool(run[0]) and bool(run[2])


def _latin(run: str) -> float:
    """Accents stand alone or in twos between plain letters; long runs of them are another script read wrongly."""
    worth = 1.0 if len(run) == 1 else 0.6 if len(run) == 2 else 0.1
    return sum(worth * _western(letter) for letter in run)


def _western(letter: str) -> float:
    if letter == "\ufffd":
        return -2.0
    return 1.0 if letter.isalpha() or letter in TYPOGRAPHY else 0.3


@cache
def _eastern(letter: str, encoding: str) -> float:
    """Points for the bytes of one letter: everyday letters of the script count, rare ones speak against it."""
    try:
        raw = letter.encode("gb2312" if encoding == "gb18030" else "cp932")
    except UnicodeEncodeError:
        return 0.6 if "\u4e00" <= letter <= "\u9fff" and encoding == "gb18030" else -2.0
    if len(raw) == 1:
        return 0.6  # katakana of half width: what nearly any byte would be
    lead = raw[0]
    return _chinese(lead) if encoding == "gb18030" else _japanese(lead)


def _chinese(lead: int) -> float:
    """GB 2312 puts the 3,755 letters of everyday in rows B0 to D7."""
    return 1.9 if 0xB0 <= lead <= 0xD7 else 1.2 if lead in (0xA1, 0xA3) else 0.6


def _japanese(lead: int) -> float:
    """Kana and letters of the first level."""
    return 2.0 if lead in (0x82, 0x83) else 1.9 if 0x88 <= lead <= 0x97 else 1.2 if lead == 0x81 else 0.6
