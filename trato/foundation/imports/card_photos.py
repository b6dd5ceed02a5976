"""Photos of vCards while their file waits: beside its rows, one after the other. A row's cell says where its own is.

They stay out of the cells: a thousand rows are held at once, and a thousand photos would not fit.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes

from trato.foundation.files.photos import MOST_BYTES
from trato.foundation.imports.vcard_lines import Property
from trato.kit.pictures import read_picture

ENDING = ".photos"
ELSEWHERE, UNREADABLE, TOO_LARGE = "elsewhere: ", "cannot be read", "too large"
_BESIDES_BASE64 = re.compile(r"[\s\\]+")
_PLACE = re.compile(r"(\S+), (\d+) bytes at (\d+)")
_DATA = re.compile(r"data:[^,]*,", re.IGNORECASE)
_BETWEEN = 4 / 3  # letters of base64 for each byte


class PhotosBeside:
    """Written while the rows are. One photo that several cards have is kept several times: cards are few."""

    def __init__(self, rows: Path) -> None:
        self.path = photos_path(rows)
        self.path.unlink(missing_ok=True)
        self.size = 0

    def keep(self, given: Sequence[Property]) -> str:
        """The cell. What stands in the card comes before what only has an address."""
        written = [each.value.strip() for each in given if each.is_coded or _DATA.match(each.value.strip())]
        if filled := next((each for each in written if each), ""):
            return self._kept(filled)
        address = next((each.value.strip() for each in given if each.value.strip()), "")
        return f"{ELSEWHERE}{address}" if address else ""

    def _kept(self, value: str) -> str:
        if len(value) > MOST_BYTES * _BETWEEN + 1_000:
            return TOO_LARGE
        content = _decoded(value)
        if not content:
            return UNREADABLE
        place, picture = self.size, read_picture(content)
        with self.path.open("ab") as file:
            self.path.chmod(0o600)
            file.write(content)
        self.size += len(content)
        return f"{picture.content_type if picture else 'unknown'}, {len(content)} bytes at {place}"


def photos_path(rows: Path) -> Path:
    return rows.with_suffix(ENDING)


def is_cell_of_photo(cell: str) -> bool:
    return bool(_PLACE.fullmatch(cell)) or cell.startswith(ELSEWHERE) or cell in (UNREADABLE, TOO_LARGE)


def content_of_cell(cell: str, rows: Path) -> bytes:
    """Nothing where the photo is not there, such as for a row of an error file, whose cards stay behind."""
    if not (found := _PLACE.fullmatch(cell)):
        return b""
    try:
        with photos_path(rows).open("rb") as file:
            file.seek(int(found[3]))
            return file.read(min(int(found[2]), MOST_BYTES + 1))
    except (OSError, OverflowError):
        return b""


def _decoded(value: str) -> bytes:
    begins = _DATA.match(value)
    body = value[begins.end() :] if begins else value
    if begins and not begins[0].rstrip(",").lower().endswith("base64"):
        return unquote_to_bytes(body)
    plain = _BESIDES_BASE64.sub("", body).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""
