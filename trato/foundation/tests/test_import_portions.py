"""Rows of a file are held a few at a time: fewer when they are large."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trato.foundation.imports import portions
from trato.foundation.imports.models import Import
from trato.foundation.imports.portions import portion
from trato.foundation.imports.reading import Row
from trato.foundation.imports.use_cases.choose import choose_columns
from trato.foundation.imports.use_cases.preview import preview_import
from trato.foundation.imports.use_cases.start import start_import_of
from trato.foundation.people.models import User


@pytest.fixture(autouse=True)
def few_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "MOST_LETTERS", 100)


def rows_of(*lengths: int) -> Iterator[Row]:
    return (Row(line, ["x" * (length - length // 2), "y" * (length // 2)]) for line, length in enumerate(lengths, 1))


@pytest.mark.parametrize(
    ("lengths", "most", "sizes"),
    [
        ([10, 10, 10], 2, [2, 1]),
        ([10] * 25, 20, [10, 10, 5]),
        ([99, 1, 1], 20, [2, 1]),
        ([99, 500, 1], 20, [2, 1]),
        ([500, 500], 20, [1, 1]),
        ([0, 0, 0], 20, [3]),
        ([], 20, []),
    ],
)
def test_rows_end_by_their_number_or_by_their_letters(lengths: list[int], most: int, sizes: list[int]) -> None:
    rows, found = rows_of(*lengths), []
    while some := portion(rows, most):
        found.append(some)
    assert [len(each) for each in found] == sizes
    assert [row.line for each in found for row in each] == list(range(1, len(lengths) + 1)), "none twice, none lost"


@pytest.mark.django_db
def test_a_preview_of_large_rows_tries_fewer_and_looks_at_all(tmp_path: Path, alice: User) -> None:
    path = tmp_path / "guests.csv"
    path.write_text("name,email\n" + "".join(f"Guest {n} {'x' * 40},guest{n}@f.example\n" for n in range(9)))
    by = alice.acting("import")
    one: Import = start_import_of(path, kind="contact", file_name="guests.csv", by=by)
    choose_columns(one.id, fields=one.mapping, by=by)

    told = preview_import(one.id, by=by).preview

    assert 0 < told["rows"] < 9
    assert (told["scanned"], told["is_all"], told["scan_failed"]) == (9, True, 0)
