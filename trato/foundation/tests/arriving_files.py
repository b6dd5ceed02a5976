"""A file as somebody uploads it, and the rows that are kept of it."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import openpyxl

from trato.foundation.imports.arriving import format_of, into_rows
from trato.foundation.imports.kept_rows import KeptRows


class Files:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "given"

    def kept(self, **said: object) -> KeptRows:
        path, shape = into_rows(self.path, format_of(self.path), import_id=uuid4(), **said)
        return KeptRows(path, shape)

    def lines(self, *lines: str | bytes, encoding: str = "utf-8") -> KeptRows:
        raw = [line if isinstance(line, bytes) else line.encode(encoding) for line in lines]
        self.path.write_bytes("\n".encode(encoding).join(raw))
        return self.kept()

    def book(self, fill: Callable[[openpyxl.Workbook], None], **said: object) -> KeptRows:
        book = openpyxl.Workbook()
        fill(book)
        book.save(self.path)
        return self.kept(**said)

    def sheet(self, *rows: list[object], **said: object) -> KeptRows:
        return self.book(lambda book: [book.active.append(row) for row in rows], **said)


def cells(table: KeptRows) -> list[list[str]]:
    return [list(row.cells) for row in table.rows()]


def problems(table: KeptRows) -> dict[int, str]:
    return {row.line: row.problem for row in table.rows() if row.problem}
