"""Bad rows of eighteen kinds among many good ones: an exact error file, that mended brings in exactly the rest."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from trato.customers.public import Contact
from trato.customers.tests.bad_rows import COLUMNS, HEADER, KINDS, good_row, lines
from trato.customers.tests.importing import Bring, bring, counts
from trato.foundation.public import Import, error_file

__all__ = ["bring"]

SIZES = [
    pytest.param(2_000, 200, id="small"),
    pytest.param(1_000_000, 10_000, id="full", marks=[pytest.mark.slow, pytest.mark.timeout(3_600)]),
]


def file_of(row_count: int, bad_count: int) -> tuple[str, dict[int, tuple[str, str]]]:
    """The text, and kind and column of the bad rows by their line."""
    bad: dict[int, tuple[str, str]] = {}
    text = [HEADER]
    for line, kind, column in lines(row_count, bad_count):
        text.append(line)
        if kind:
            bad[len(text)] = (kind, column)
    return "\n".join(text) + "\n", bad


def mended(told: list[dict[str, str]]) -> str:
    """Every row of an error file as it should have been; its columns of ours stay."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(["line", "column", "value", "reason", *COLUMNS])
    for row in told:
        number = int(row["line"]) - 2
        write([row["line"], row["column"], row["value"], row["reason"], *good_row(number)])
    return out.getvalue()


def errors_of(one: Import) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(error_file(one)))))


@pytest.mark.parametrize(("row_count", "bad_count"), SIZES)
def test_the_error_file_is_exact_and_mended_brings_in_exactly_the_rest(
    bring: Bring, row_count: int, bad_count: int, tmp_path: Path
) -> None:
    text, bad = file_of(row_count, bad_count)
    result = bring(text, key="external_id")
    one = Import.objects.get()
    told = errors_of(one)

    assert len(KINDS) == 18
    assert len({kind for kind, _column in bad.values()}) == 18
    assert [int(row["line"]) for row in told] == sorted(bad)
    assert wrong_columns(told, bad) == Counter()
    assert all(row["reason"] for row in told)
    assert counts(result) == (row_count - bad_count, 0, 0, bad_count)

    again = bring(mended(told), key="external_id", name="mended.csv")

    assert counts(again) == (bad_count, 0, 0, 0)
    assert Contact.objects.count() == row_count

    assert counts(bring(mended(told), key="external_id", name="again.csv")) == (0, 0, bad_count, 0)
    assert Contact.objects.count() == row_count
    # All of it is one transaction here: its foreign keys are checked at the end, by plans made while tables were empty.
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def wrong_columns(told: list[dict[str, str]], bad: dict[int, tuple[str, str]]) -> Counter[tuple[str, str, str]]:
    """Kinds of rows that are told at another column than where they are bad."""
    return Counter(
        (kind, column, row["column"])
        for row in told
        for kind, column in [bad[int(row["line"])]]
        if column and column not in row["column"].split(" | ")
    )
