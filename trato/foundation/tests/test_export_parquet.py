"""Parquet files go out with the types of their fields, and come back."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trato.foundation.exports import parquet
from trato.foundation.exports.parquet import ParquetFile
from trato.foundation.extensions.kinds import FieldType
from trato.foundation.imports.parquets import read_parquet
from trato.foundation.imports.reading import Row

TYPES = {
    "Name": FieldType.TEXT,
    "Employees": FieldType.NUMBER,
    "Size": FieldType.DECIMAL,
    "Revenue": FieldType.MONEY,
    "Born": FieldType.DAY,
    "Seen": FieldType.MOMENT,
    "Opens": FieldType.TIME,
    "Vip": FieldType.YES_NO,
    "Email": FieldType.EMAIL,
    "Tags": FieldType.TAGS,
}
SAMPLE = [
    "Núria నమస్తే",
    "12",
    "112.5",
    "1234.5 EUR",
    "1980-02-29",
    "2026-03-01T10:30:00Z",
    "09:30:00",
    "true",
    "a@x.example ::: b@x.example",
    'vip, "a, b"',
]


def rows_of(path: Path) -> tuple[list[str], list[Row]]:
    arrived, rows = read_parquet(path)
    return list(arrived.header), list(rows)


def written(path: Path, rows: list[list[str]]) -> ParquetFile:
    with ParquetFile(path, list(TYPES), list(TYPES.values())) as file:
        file.write(rows)
    return file


def test_columns_that_go_out_are_of_their_types(tmp_path: Path) -> None:
    written(tmp_path / "x", [list(SAMPLE), [""] * len(TYPES)])

    full, empty = pq.read_table(tmp_path / "x").to_pylist()
    assert full == {
        "Name": "Núria నమస్తే",
        "Employees": 12,
        "Size": Decimal("112.5"),
        "Revenue": {"amount": Decimal("1234.5"), "currency": "EUR"},
        "Born": date(1980, 2, 29),
        "Seen": datetime(2026, 3, 1, 10, 30, tzinfo=UTC),
        "Opens": time(9, 30),
        "Vip": True,
        "Email": ["a@x.example", "b@x.example"],
        "Tags": ["vip", "a, b"],
    }
    assert set(empty.values()) == {None}


def test_what_went_out_comes_back(tmp_path: Path) -> None:
    written(tmp_path / "x", [list(SAMPLE)])

    header, (row,) = rows_of(tmp_path / "x")
    assert header == list(TYPES)
    assert list(row.cells[:-1]) == SAMPLE[:-1]
    assert row.cells[-1] == 'vip ::: "a, b"'


def test_a_file_without_rows_has_its_columns(tmp_path: Path) -> None:
    written(tmp_path / "x", [])

    assert pq.read_table(tmp_path / "x").column_names == list(TYPES)


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 100)
    with ParquetFile(tmp_path / "x", list(TYPES), list(TYPES.values())) as file:
        for _page in range(25):
            file.write([list(SAMPLE)] * 40)
            assert len(file.columns[0]) < 140

    assert pq.ParquetFile(tmp_path / "x").metadata.num_rows == 1_000


@pytest.mark.parametrize("size", ["1e30", "0.0000000001", "NaN", str(10**40)])
def test_a_number_that_no_column_holds_is_left_out_and_counted(tmp_path: Path, size: str) -> None:
    row = list(SAMPLE)
    row[2] = size
    file = written(tmp_path / "x", [row])

    assert file.cut_count == 1
    assert pq.read_table(tmp_path / "x").to_pylist()[0]["Size"] is None


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    st.decimals(min_value=-(10**20), max_value=10**20, places=4),
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),  # noqa: DTZ001  # made UTC below
)
def test_values_go_out_exactly(text: str, number: Decimal, moment: datetime) -> None:
    with TemporaryDirectory() as folder:
        header, types = ["a", "b", "c"], [FieldType.TEXT, FieldType.DECIMAL, FieldType.MOMENT]
        with ParquetFile(Path(folder) / "x", header, types) as file:
            file.write([[text, str(number), moment.isoformat() + "Z"]])
        (row,) = pq.read_table(Path(folder) / "x").to_pylist()

    assert (row["a"] or "", row["b"], row["c"]) == (text, number, moment.replace(tzinfo=UTC))
