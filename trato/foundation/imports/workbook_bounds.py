"""What of a workbook is too much, said before anything of it is parsed."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from trato.foundation.imports.errors import FileRefused

MOST_UNPACKED = 1024**3
MOST_WHOLE = (
    128 * 1024**2
)  # of the parts that are read at once: texts that many cells share, styles, the list of sheets
MOST_PARTS = 5_000
STEEPEST = 200  # times smaller than unpacked; sheets of real people are packed to a tenth or a fiftieth
SMALL = 16 * 1024**2  # so much may be packed as steeply as it likes
BLOCK = 1024 * 1024
LONGEST_TAG = 200
MOST_MERGED = 100_000

_WHOLE = re.compile(r"xl/(?!worksheets/)[^/]+\.xml", re.IGNORECASE)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def refuse_bombs(path: Path) -> None:
    """By what the archive says of itself: no more than that is ever unpacked of a part."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_large(parts)
            for part in parts:
                _refuse_entities(archive, part)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as broken:
        raise FileRefused(_("This Excel workbook is damaged or locked with a password.")) from broken


def _refuse_large(parts: list[ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts if _WHOLE.fullmatch(part.filename))
    if len(parts) > MOST_PARTS or whole > MOST_WHOLE or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused(_("This Excel workbook is too large to be read. Save it as “CSV UTF-8” and upload that."))
    if any(part.file_size > SMALL and part.file_size > STEEPEST * part.compress_size for part in parts):
        raise FileRefused(_("This Excel workbook unpacks to many times its size, so it is not read."))


def _refuse_entities(archive: ZipFile, part: ZipInfo) -> None:
    """No program writes definitions into a workbook; they only make small files large."""
    if part.filename.lower().endswith((".xml", ".rels")):
        with archive.open(part) as file:
            head = file.read(1024)
        if b"<!DOCTYPE" in head.replace(b"\0", b""):
            raise FileRefused(_("This Excel workbook holds definitions that no spreadsheet writes, so it is not read."))


def merged_down(path: Path, part_name: str) -> list[tuple[int, int, int]]:
    """Cells that span several rows: column, first and last row, all from 1."""
    found: list[tuple[int, int, int]] = []
    with ZipFile(path) as archive, archive.open(part_name) as file:
        before = b""
        while block := file.read(BLOCK):
            told = before + block
            end = 0
            for each in _MERGED.finditer(told):
                end = each.end()
                if (first := int(each[2])) < (last := int(each[4])) and len(found) < MOST_MERGED:
                    found.append((_number(each[1]), first, last))
            before = told[max(end, len(told) - LONGEST_TAG) :]
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
