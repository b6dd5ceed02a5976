"""What the tests of exporting have in common: the rows of a file that was written."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from trato.foundation.exports.public import Wish, export_now
from trato.foundation.public import Actor, record_kind

Rows = list[dict[str, str]]
Export = Callable[..., Rows]


@pytest.fixture
def exported(tmp_path: Path) -> Export:
    """The rows of a CSV file, by the names of its columns."""

    def run(by: Actor, kind: str = "contact", **wish: object) -> Rows:
        path = tmp_path / "exported.csv"
        count = export_now(Wish(kind=record_kind(kind), **wish), path, format_="csv", by=by)
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        assert len(rows) == count
        return rows

    return run
