"""How a file is written: encoding, separator, quotation marks, lines. Looked at in blocks, never as a whole."""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.imports.encodings import BLOCK, recognise_encoding
from trato.foundation.imports.errors import FileRefused

SEPARATORS = {",": ",", ";": ";", "\t": "⇥", "|": "|"}
QUOTES: dict[str, dict[str, Any]] = {
    "double": {"quotechar": '"', "doublequote": True},
    "backslash": {"quotechar": '"', "doublequote": True, "escapechar": "\\"},
    "single": {"quotechar": "'", "doublequote": True},
}

SAMPLE = 64 * 1024
SAMPLE_ROWS = 50

_DECLARED = re.compile("sep=([,;\t|])\r?\n?", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n])", re.MULTILINE)
_BACKSLASHED = re.compile(r'[^\\]\\"')
_MAGIC = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0": "excel",
    b"\x1f\x8b": "gzip",
    b"%PDF-": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"SQLite format 3": "database",
}


@dataclass(frozen=True, kw_only=True)
class FileShape:
    """`has_declaration`: the first line is Excel's `sep=;` and no row."""

    encoding: str
    separator: str
    has_declaration: bool
    line_count: int
    size: int
    quotes: str = "double"
    has_header: bool = True


def recognise(
    path: Path, *, encoding: str = "", separator: str = "", quotes: str = "", has_header: bool | None = None
) -> FileShape:
    """What is not said is recognised."""
    refuse_other_files(path)
    encoding = encoding or recognise_encoding(path)
    with open_text(path, encoding=encoding) as text:
        sample = text.read(SAMPLE)
    declared = _DECLARED.match(sample)
    separator = separator or (declared[1] if declared else recognise_separator(sample))
    quotes = quotes or recognise_quotes(sample)
    return FileShape(
        encoding=encoding,
        separator=separator,
        quotes=quotes,
        has_declaration=declared is not None,
        has_header=_has_header(sample, separator, quotes) if has_header is None else has_header,
        line_count=_count_lines(path, encoding),
        size=path.stat().st_size,
    )


def refuse_other_files(path: Path) -> None:
    """Files of other programs that are only called .csv."""
    with path.open("rb") as file:
        head = file.read(4096)
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
    if not kind:
        return
    if kind == "zip" and b"[Content_Types].xml" in head:
        kind = "excel"
    reasons = {
        "excel": _("This is an Excel workbook and no CSV file. Save it in Excel as “CSV UTF-8” and upload that."),
        "zip": _("This is a ZIP archive and no CSV file. Unpack it and upload the CSV file in it."),
        "gzip": _("This is a compressed file. Unpack it and upload the CSV file in it."),
        "pdf": _("This is a PDF document and no CSV file."),
        "picture": _("This is a picture and no CSV file."),
        "database": _("This is a database and no CSV file."),
    }
    raise FileRefused(reasons[kind])


def open_text(path: Path, *, encoding: str) -> io.TextIOWrapper:
    """Line ends as they are. Bytes that are no text become lone surrogates, so that only their row is refused."""
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    return path.open(encoding=codec, errors="trato.unreadable", newline="")


def recognise_separator(sample: str) -> str:
    """The one that cuts the first rows into the most cells, and into as many in each."""
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> float:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: list[int] = []
    try:
        widths = [len(row) for row, _place in zip(rows, range(SAMPLE_ROWS), strict=False) if row]
    except csv.Error:
        return 0.0
    if not widths or widths[0] < 2:
        return 0.0
    return (widths[0] - 1) * sum(width == widths[0] for width in widths) / len(widths)


def recognise_quotes(sample: str) -> str:
    """Doubled marks as the standard has them; other habits only where they are plain to see."""
    if '"' not in sample and len(_SINGLE_QUOTED.findall(sample)) > 3:
        return "single"
    return "backslash" if _BACKSLASHED.search(sample) and '""' not in sample else "double"


def _has_header(sample: str, separator: str, quotes: str) -> bool:
    """A row with an address in it names no columns."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, **QUOTES[quotes])
    try:
        first = next((row for row in rows if row), [])
    except csv.Error:
        return True
    return not any(_ADDRESS.fullmatch(cell.strip()) for cell in first)


def _count_lines(path: Path, encoding: str) -> int:
    """Line ends of any style, for the progress bar."""
    feed, carriage = ("\n".encode(encoding)[-2:], "\r".encode(encoding)[-2:]) if "16" in encoding else (b"\n", b"\r")
    feeds = returns = 0
    with path.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            feeds += block.count(feed)
            returns += 0 if feeds else block.count(carriage)
    return max(feeds, returns) + 1


def _unreadable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("trato.unreadable", _unreadable)
