"""Whether somebody is named inside a file that is kept, whatever it is written in."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import IO

BLOCK = 1024 * 1024
ROWS = 2_000


class OutOfTime(Exception):
    """Somebody waits for the answer."""


def stands_in(path: Path, texts: Sequence[str], *, until: float) -> bool:
    """In any of the encodings in which such files are written. A workbook is looked into, sheet by sheet."""
    if not path.is_file() or not texts:
        return False
    wanted = {form for text in texts for form in _forms(text)}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            parts = [each for each in book.namelist() if each.endswith(".xml")]
            return any(_holds(_blocks(book.open(part), until), wanted) for part in parts)
    with path.open("rb") as file:
        return _holds(_blocks(file, until), wanted)


def stands_in_parquet(path: Path, texts: Sequence[str], *, until: float) -> bool:
    """Its columns are packed. Only of files that we wrote: one of somebody else could harm who opens it."""
    if not path.is_file() or not texts:
        return False
    return _holds(_unpacked(path, until), {form for text in texts for form in _forms(text)})


def _unpacked(path: Path, until: float) -> Iterator[bytes]:
    import pyarrow.parquet  # half a second and 50 MB, for nobody but who has such a file

    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS):
            if monotonic() > until:
                raise OutOfTime
            yield "\n".join(str(value) for row in batch.to_pylist() for value in row.values()).encode()


def _blocks(file: IO[bytes], until: float) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        if monotonic() > until:
            raise OutOfTime
        yield block


def _forms(text: str) -> Iterator[bytes]:
    for each in {text, text.lower(), text.upper()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
            try:
                yield each.encode(encoding)
            except UnicodeEncodeError:
                continue


def _holds(blocks: Iterator[bytes], wanted: set[bytes]) -> bool:
    """What stands across the edge of two blocks counts, too."""
    longest = max(map(len, wanted))
    tail = b""
    for block in blocks:
        here = tail + block
        if any(each in here for each in wanted):
            return True
        tail = here[-longest:]
    return False
