"""Rows of a file that is no CSV, kept so that they are read like one: in order, each with its line of that file.

The first line says what the file is and names the columns, each other one is a row. Made once, when the file arrives:
chunks, going on after a fall, the error file and undo know nothing of other formats.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext as _

from trato.foundation.imports.error_file import storable
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.reading import Row, Table
from trato.foundation.imports.recognising import FileShape

ENDING = ".rows"


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """`original` is the file as it came; `sheets` are those of a workbook that hold something."""

    format: str
    original: str
    header: Sequence[str]
    header_line: int = 0
    has_header: bool = True
    sheet: str = ""
    sheets: Sequence[str] = field(default_factory=list)


class KeptRows(Table):
    """What other programs wrote is as it is: only CSV cells are defused for spreadsheets."""

    def _read_header(self) -> tuple[list[str], int]:
        told = arrived_at(self.path)
        return list(told.header), told.header_line

    def rows(self, *, after_line: int = 0) -> Iterator[Row]:
        return (row for row in self._records() if row.line > after_line)

    def _records(self) -> Iterator[Row]:
        with self.path.open("rb") as file:
            next(file)
            for line in file:
                yield Row(*orjson.loads(line))


def table_at(path: Path, shape: FileShape) -> Table:
    return KeptRows(path, shape) if is_kept_rows(path) else Table(path, shape)


def is_kept_rows(path: Path) -> bool:
    return path.suffix == ENDING


def arrived_at(path: Path) -> Arrived:
    with path.open("rb") as file:
        return Arrived(**orjson.loads(file.readline()))


def keep_rows(path: Path, arrived: Arrived, rows: Iterable[Row]) -> FileShape:
    """Never half a file: it stands under its name when the last row is in it."""
    part, last = path.with_suffix(f"{ENDING}.part"), 0
    try:
        with part.open("wb") as file:
            part.chmod(0o600)
            file.write(orjson.dumps(asdict(arrived), option=orjson.OPT_APPEND_NEWLINE))
            for row in rows:
                file.write(_line(row))
                last = row.line
        if not last:
            raise FileRefused(_("The file names its columns but has no rows."))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    size = Path(arrived.original).stat().st_size
    written: dict[str, Any] = {"encoding": "utf-8", "separator": ",", "has_declaration": False}
    return FileShape(line_count=last, size=size, has_header=arrived.has_header, **written)


def _line(row: Row) -> bytes:
    try:
        return orjson.dumps(tuple(row), option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:
        why = _("This row holds characters that are no text.")
        shown = row._replace(cells=storable(row.cells), problem=storable([row.problem])[0] or why)
        return orjson.dumps(tuple(shown), option=orjson.OPT_APPEND_NEWLINE)
