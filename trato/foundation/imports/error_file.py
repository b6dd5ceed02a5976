"""The rows that could not go in, as a file that comes in by itself once it is mended."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from trato.foundation.imports.models import Import
from trato.foundation.imports.safe_cells import ERROR_COLUMNS, defused

BETWEEN = " | "
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def error_file(one: Import) -> Iterator[str]:
    """Lines of CSV: first where and why, then the cells as they were in the columns as they were."""
    header = one.header
    again = header[: len(ERROR_COLUMNS)] == list(ERROR_COLUMNS)  # an error file that had errors again
    skipped = len(ERROR_COLUMNS) if again else 0
    write = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield write([*ERROR_COLUMNS, *map(defused, header[skipped:])])
    for refusal in one.refusals.order_by("line", "id").iterator(chunk_size=1_000):
        told = [_together(refusal.problems, name) for name in ERROR_COLUMNS[1:]]
        yield write([refusal.line, *map(defused, told), *map(defused, refusal.cells[skipped:])])


def storable(texts: Iterable[str]) -> list[str]:
    """What the database cannot hold is shown by a mark in its place: such a row was refused for it."""
    return [_UNSTORABLE.sub("\ufffd", text) for text in texts]


def _together(problems: Sequence[dict[str, str]], name: str) -> str:
    return BETWEEN.join(dict.fromkeys(each[name] for each in problems if each[name]))


class _Echo:
    """The csv module writes to a file; this one hands each line on."""

    def write(self, line: str) -> str:
        return line
