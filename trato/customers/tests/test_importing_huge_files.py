"""A cell of 100 MB, ten million empty lines: told or passed over, never held in memory."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from django.core.management import call_command

from trato.customers.public import Contact
from trato.customers.tests.importing import counts, problems
from trato.foundation.public import User, choose_columns, preview_import, start_import

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

MB = 1024 * 1024
MOST_MEMORY = 400 * MB
MOST_OF_A_WEB_WORKER = 200 * MB
STARTED = 150 * MB  # what a worker takes that has done nothing yet; this process has run other tests before
CELL = 100 * MB
EMPTY_LINES = 10_000_000
HEADER, BEFORE, AFTER = b"name,email\n", b"Ana Ferrer,ana@before.example\n", b"Bea Ferrer,bea@after.example\n"


class Peak:
    """The most memory that a worker would have had, looked at fifty times a second."""

    def __init__(self) -> None:
        self.before = psutil.Process().memory_info().rss
        self.most, self._stop, self._thread = 0, Event(), Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        process = psutil.Process()
        while not self._stop.wait(0.02):
            self.most = max(self.most, process.memory_info().rss - self.before + STARTED)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()


def write(path: Path, blocks: Iterator[bytes]) -> Path:
    with path.open("wb") as file:
        file.writelines(blocks)
    return path


def blocks_of(size: int, block: bytes) -> Iterator[bytes]:
    for _block in range(size // len(block)):
        yield block


def with_cell(before: bytes, block: bytes, after: bytes) -> Iterator[bytes]:
    yield HEADER + BEFORE + before
    yield from blocks_of(CELL, block)
    yield after + AFTER


def brought_in(path: Path) -> tuple[dict[str, int], int]:
    """The result, and the most memory that it took."""
    out = StringIO()
    with Peak() as peak:
        call_command("import", "contacts", str(path), key="email", json=True, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue()), peak.most


CELLS: dict[str, Callable[[], Iterator[bytes]]] = {
    "plain": lambda: with_cell(b"", b"x" * MB, b",cell@huge.example\n"),
    "quoted": lambda: with_cell(b'"', b"x" * MB, b'",cell@huge.example\n'),
    "last of its row": lambda: with_cell(b"Cell,", b"x" * MB, b"\n"),
    "never closed": lambda: with_cell(b'"', b"x" * MB, b",cell@huge.example\n"),
}


@pytest.mark.parametrize("shape", CELLS)
@pytest.mark.django_db
def test_a_cell_of_100_mb_is_told_and_the_rows_around_it_go_in(shape: str, tmp_path: Path, installed: object) -> None:
    result, memory = brought_in(write(tmp_path / "huge.csv", CELLS[shape]()))

    assert counts(result) == (2, 0, 0, 1)
    ((line, _column, value, reason),) = problems()
    assert line == 3
    assert "1,048,576 characters" in reason
    assert len(value) <= 200
    assert set(Contact.objects.values_list("name", flat=True)) == {"Ana Ferrer", "Bea Ferrer"}
    assert memory < MOST_MEMORY


@pytest.mark.django_db
def test_a_cell_of_100_mb_in_many_lines_is_told_line_by_line(tmp_path: Path, installed: object) -> None:
    """It cannot be known where it should have ended: none of its lines becomes a contact."""
    line = b"x" * (64 * 1024 - 1) + b"\n"
    result, memory = brought_in(write(tmp_path / "huge.csv", with_cell(b'"', line, b'",cell@huge.example\n')))

    assert (result["created"], result["failed"]) == (2, CELL // len(line) + 1)
    assert set(Contact.objects.values_list("name", flat=True)) == {"Ana Ferrer", "Bea Ferrer"}
    assert memory < MOST_MEMORY


@pytest.mark.parametrize("empty", [b"\n", b"\r\n"], ids=["unix", "windows"])
@pytest.mark.django_db
def test_ten_million_empty_lines_are_passed_over(empty: bytes, tmp_path: Path, installed: object) -> None:
    lines = blocks_of(EMPTY_LINES * len(empty), empty * 100_000)
    path = write(tmp_path / "empty.csv", (each for part in ([HEADER, BEFORE], lines, [AFTER]) for each in part))

    result, memory = brought_in(path)

    assert counts(result) == (2, 0, 0, 0)
    assert memory < MOST_MEMORY


@pytest.mark.django_db
def test_a_preview_of_large_bad_rows_fits_into_a_web_worker(alice: User) -> None:
    line = b"," + b"x" * (64 * 1024) + b"\n"
    by = alice.acting("import")
    one = start_import(kind="contact", file_name="large.csv", content=[HEADER, *[line] * 1_601], by=by)
    choose_columns(one.id, fields=one.mapping, by=by)

    with Peak() as peak:
        told = preview_import(one.id, by=by).preview

    assert peak.most <= MOST_OF_A_WEB_WORKER
    assert told["scan_failed"] == told["scanned"] > told["rows"] > 0
