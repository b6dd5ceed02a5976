"""What a file is, told by what stands in it whatever it is called, and into rows with those that are no CSV."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.imports.card_photos import PhotosBeside
from trato.foundation.imports.encodings import HEAD, recognise_encoding
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.files import kept_path
from trato.foundation.imports.json_lines import FORMAT as JSON_LINES
from trato.foundation.imports.json_lines import read_json_lines
from trato.foundation.imports.kept_rows import Arrived, keep_rows
from trato.foundation.imports.parquets import FORMAT as PARQUET
from trato.foundation.imports.parquets import MARK as PARQUET_MARK
from trato.foundation.imports.parquets import read_parquet
from trato.foundation.imports.reading import Row
from trato.foundation.imports.recognising import FileShape, open_text
from trato.foundation.imports.vcards import FORMAT as VCARD
from trato.foundation.imports.vcards import read_vcards
from trato.foundation.imports.workbooks import FORMAT as WORKBOOK
from trato.foundation.imports.workbooks import read_workbook

Read = Callable[[Path], tuple[Arrived, Iterator[Row]]]
READERS: dict[str, Read] = {JSON_LINES: read_json_lines, PARQUET: read_parquet}

_BEFORE = b"\xef\xbb\xff\xfe\xbf \t\r\n"  # marks of encodings and blank lines
_OBJECT = re.compile(r'\s*\{\s*(?:"|\}|\r|\n)')
_CARD = re.compile(r"\s*(?:[\w-]+[.])?BEGIN:VCARD\s", re.IGNORECASE)
_OTHERS = {
    "array": re.compile(r'\s*\[\s*[{"\[]'),
    "xml": re.compile(r"\s*<(?:\?xml|!DOCTYPE|html)", re.IGNORECASE),
}


def format_of(path: Path) -> str:
    """ "" where it is a CSV file, or is taken for one."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return WORKBOOK if b"[Content_Types].xml" in head or b"xl/" in head else ""
    if head.startswith(PARQUET_MARK):
        return PARQUET
    begin = head.replace(b"\0", b"").lstrip(_BEFORE)
    if not begin.startswith((b"{", b"[", b"<")) and b"begin:vcard" not in begin[:60].lower():
        return ""
    with open_text(path, encoding=recognise_encoding(path)) as text:
        told = text.read(2_000)
    _refuse_others(told)
    return VCARD if _CARD.match(told) else JSON_LINES if _OBJECT.match(told) else ""


def _refuse_others(begin: str) -> None:
    kind = next((kind for kind, pattern in _OTHERS.items() if pattern.match(begin)), "")
    reasons = {
        "array": _("This is one JSON array. Save it as JSON Lines, with one object on each line, and upload that."),
        "xml": _("This is an XML or HTML file and no table."),
    }
    if kind:
        raise FileRefused(reasons[kind])


def into_rows(
    original: Path, format_: str, *, import_id: UUID, sheet: str = "", has_header: bool | None = None
) -> tuple[Path, FileShape]:
    """Beside our copies of files, so that it goes when they go."""
    if format_ == WORKBOOK:
        arrived, rows = read_workbook(original, sheet=sheet, has_header=has_header)
    elif format_ == VCARD:
        arrived, rows = read_vcards(original, keep_photo=PhotosBeside(kept_path(import_id)).keep)
    else:
        arrived, rows = READERS[format_](original)
    path = kept_path(import_id)
    return path, keep_rows(path, arrived, rows)
