"""Parquet files as rows: each value as its cell reads in a CSV file of ours."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext as _

from trato.foundation.imports import parquet_rows
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.kept_rows import Arrived
from trato.foundation.imports.reading import LONGEST_LINE, LONGEST_SHOWN, Row, column_name, header_of

FORMAT = "parquet"
MARK = b"PAR1"
MOST_TOLD = 2 * 1024**3  # of all rows together, as text


def read_parquet(path: Path) -> tuple[Arrived, Iterator[Row]]:
    with path.open("rb") as file:
        file.seek(-len(MARK), os.SEEK_END)
        if file.read() != MARK:
            raise _refused("damaged")
    with _told(path) as lines:
        names = next(lines)["header"]
    header = header_of(Row(1, [name.strip() or column_name(place) for place, name in enumerate(names)]))
    return Arrived(format=FORMAT, original=str(path), header=header), _rows(path)


def _rows(path: Path) -> Iterator[Row]:
    """By their number: such a file has no lines."""
    with _told(path) as lines:
        next(lines)
        for number, cells in enumerate(lines, start=1):
            if any(len(cell) > LONGEST_LINE for cell in cells):
                why = _("A value of this row is longer than %(count)s characters.") % {"count": f"{LONGEST_LINE:,}"}
                yield Row(number, [cell[:LONGEST_SHOWN] for cell in cells], why)
            elif any(cells):
                yield Row(number, cells)


@contextmanager
def _told(path: Path) -> Iterator[Iterator[Any]]:
    """The process is ended with the reading, also when not all of it was wanted."""
    code = f"import sys; from {parquet_rows.__name__} import main; main(sys.argv[1])"
    environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", code, str(path.resolve())]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            yield _lines(process)
        finally:
            process.kill()


def _lines(process: "subprocess.Popen[bytes]") -> Iterator[Any]:
    size, is_whole = 0, False
    for line in process.stdout or ():
        size += len(line)
        if size > MOST_TOLD:
            raise _refused("memory")
        told = orjson.loads(line)
        if isinstance(told, dict):
            if "refused" in told:
                raise _refused(told["refused"])
            if is_whole := "end" in told:
                break
        yield told
    if not is_whole:
        raise _refused("damaged" if process.wait() >= 0 else "memory")


def _refused(code: str) -> FileRefused:
    limits = {
        "most": f"{parquet_rows.MOST_CELLS:,}",
        "columns": parquet_rows.MOST_COLUMNS,
        "size": parquet_rows.MOST_GROUP // 1024**2,
    }
    sentences = {
        "columns": _("This Parquet file has more than %(columns)s columns."),
        "names": _("Two columns of this Parquet file have the same name."),
        "cells": _("This Parquet file has more than %(most)s cells. Cut it into several."),
        "group": _("A row group of this Parquet file unpacks to more than %(size)s MB. Write smaller ones."),
        "deep": _("The values of this Parquet file are nested too deeply."),
        "memory": _("This Parquet file unpacks to many times its size, so it is not read."),
        "damaged": _("This Parquet file cannot be read: it is damaged or not whole."),
    }
    return FileRefused(sentences[code] % limits)
