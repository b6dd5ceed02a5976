"""How a file is written: its encoding, its separator, its lines. Looked at in blocks, never read as a whole."""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp932": "Shift-JIS",
    "gb18030": "GB18030",
}
SEPARATORS = {",": ",", ";": ";", "\t": "⇥", "|": "|"}

BLOCK = 1024 * 1024
SAMPLE = 64 * 1024
SAMPLE_ROWS = 50

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF8_LETTER = re.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_OTHER_BYTE = re.compile(b"[\x80-\xff]")
_DECLARED = re.compile("sep=([,;\t|])\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class FileShape:
    """`has_declaration`: the first line is Excel's `sep=;` and no row."""

    encoding: str
    separator: str
    has_declaration: bool
    line_count: int
    size: int


def recognise(path: Path, *, encoding: str = "", separator: str = "") -> FileShape:
    """What is not said is recognised."""
    encoding = encoding or recognise_encoding(path)
    with open_text(path, encoding=encoding) as text:
        sample = text.read(SAMPLE)
    declared = _DECLARED.match(sample)
    return FileShape(
        encoding=encoding,
        separator=separator or (declared[1] if declared else recognise_separator(sample)),
        has_declaration=declared is not None,
        line_count=_count_lines(path),
        size=path.stat().st_size,
    )


def open_text(path: Path, *, encoding: str) -> io.TextIOWrapper:
    """Line ends as they are. Bytes that are no text become lone surrogates, so that only their row is refused."""
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    return path.open(encoding=codec, errors="trato.unreadable", newline="")


def recognise_encoding(path: Path) -> str:
    """A byte order mark, else strict UTF-8 over the whole file; only where both fail is the encoding guessed."""
    with path.open("rb") as file:
        head = file.read(4)
        if found := next((name for bom, name in _BOMS if head.startswith(bom)), ""):
            return found
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while block := file.read(BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return _guess(block)
    return "utf-8"


def _guess(block: bytes) -> str:
    """A UTF-8 file with a few broken bytes stays UTF-8: better some refused rows than all of them garbled."""
    letters = len(_UTF8_LETTER.findall(block))
    if letters > len(_OTHER_BYTE.findall(_UTF8_LETTER.sub(b"", block))):
        return "utf-8"
    telling = b"\n".join(line for line in block.splitlines() if not line.isascii())[:SAMPLE]
    best = from_bytes(telling, cp_isolation=["cp1252", "cp932", "gb18030"]).best()
    return best.encoding if best and best.encoding in ENCODINGS else "cp1252"


def recognise_separator(sample: str) -> str:
    """The one that cuts the first rows into the most cells, and into as many in each."""
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> float:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: list[int] = []
    try:
        widths = [len(row) for row, _ in zip(rows, range(SAMPLE_ROWS), strict=False) if row]
    except csv.Error:
        return 0.0
    if not widths or widths[0] < 2:
        return 0.0
    return (widths[0] - 1) * sum(width == widths[0] for width in widths) / len(widths)


def _count_lines(path: Path) -> int:
    """Line feeds, for the progress bar; good enough in every encoding."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b"")) + 1


def _unreadable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("trato.unreadable", _unreadable)
