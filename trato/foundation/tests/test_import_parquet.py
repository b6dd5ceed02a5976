"""Parquet files come in with the values that their types say, and what would take the machine down is refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trato.foundation.imports import parquet_rows
from trato.foundation.imports.arriving import format_of
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.parquets import FORMAT, read_parquet
from trato.foundation.imports.reading import Row


def arriving(path: Path, table: Any, **told: Any) -> tuple[list[str], list[Row]]:
    pq.write_table(table, path, **told)
    return rows_of(path)


def rows_of(path: Path) -> tuple[list[str], list[Row]]:
    arrived, rows = read_parquet(path)
    return list(arrived.header), list(rows)


def cells(path: Path, values: list[Any], type_: Any = None) -> list[str]:
    _header, rows = arriving(path, pa.table({"name": ["x"] * len(values), "value": pa.array(values, type_)}))
    return [row.cells[1] for row in rows]


def test_a_file_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    pq.write_table(pa.table({"name": ["Ada"]}), tmp_path / "x.csv")

    assert format_of(tmp_path / "x.csv") == FORMAT


def test_each_row_has_its_number_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    header, rows = arriving(
        tmp_path / "x", pa.table({"Name": ["Ada", None, "Bob"], " Email ": ["a@x.example", "", None]})
    )

    assert header == ["Name", "Email"]
    assert [(row.line, list(row.cells)) for row in rows] == [(1, ["Ada", "a@x.example"]), (3, ["Bob", ""])]


@pytest.mark.parametrize(
    ("values", "type_", "expected"),
    [
        (["ñ", "నమస్తే", None, ""], None, ["ñ", "నమస్తే", "", ""]),
        ([True, False, None], None, ["true", "false", ""]),
        ([1, -(2**63), None], None, ["1", str(-(2**63)), ""]),
        ([2**64 - 1], pa.uint64(), [str(2**64 - 1)]),
        ([0.1, 1e-7, float("nan"), 1234.125], None, ["0.1", "0.0000001", "", "1234.1250"]),
        ([Decimal("112.50"), Decimal("-0.01")], pa.decimal128(10, 2), ["112.5", "-0.01"]),
        ([date(2026, 3, 1)], None, ["2026-03-01"]),
        ([time(9, 30)], None, ["09:30:00"]),
        ([datetime(2026, 3, 1, 9, 30)], pa.timestamp("us"), ["2026-03-01T09:30:00"]),  # noqa: DTZ001  # as such files say
        ([datetime(2026, 3, 1, 9, 30, tzinfo=UTC)], pa.timestamp("ms", tz="Asia/Kolkata"), ["2026-03-01T09:30:00Z"]),
        ([1_772_357_400_123_456_789], pa.timestamp("ns"), ["2026-03-01T09:30:00.123456"]),
        ([300_000_000_000], pa.timestamp("s"), None),
        ([timedelta(hours=3)], pa.duration("s"), ["3:00:00"]),
        ([["a", "b, c"], [], None], pa.list_(pa.string()), ['a ::: "b, c"', "", ""]),
        ([[1, 2]], None, ["[1, 2]"]),
        ([{"amount": Decimal("5.00"), "currency": "EUR"}, None], None, ["5 EUR", ""]),
        ([{"street": "Mayor", "since": date(2026, 1, 1)}], None, ['{"street": "Mayor", "since": "2026-01-01"}']),
        ([b"bytes", b"\xff"], None, ["bytes", "\ufffd"]),
        ([None, None], pa.null(), ["", ""]),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, pa.DataType) else "",
)
def test_values_read_as_in_a_csv_file_of_ours(
    tmp_path: Path, values: list[Any], type_: Any, expected: list[str] | None
) -> None:
    told = cells(tmp_path / "x", values, type_)

    assert told == expected if expected is not None else len(told) == 1


def test_repeated_values_that_are_kept_once_are_read(tmp_path: Path) -> None:
    column = pa.array(["north", "south", "north"]).dictionary_encode()

    _header, rows = arriving(tmp_path / "x", pa.table({"area": column}))
    assert [row.cells[0] for row in rows] == ["north", "south", "north"]


def test_letters_that_are_no_letters_do_not_stop_the_others(tmp_path: Path) -> None:
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe"))

    _header, rows = arriving(tmp_path / "x", pa.table({"name": pa.chunked_array([pa.array(["Ada"]), broken])}))
    assert [row.cells[0] for row in rows] == ["Ada", "\ufffd\ufffd"]


def test_the_index_that_pandas_adds_is_left_out(tmp_path: Path) -> None:
    header, _rows = arriving(tmp_path / "x", pa.table({"name": ["Ada"], "__index_level_0__": [0]}))
    assert header == ["name"]


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "brotli", "lz4", "zstd"])
def test_every_way_of_packing_is_read(tmp_path: Path, compression: str) -> None:
    _header, rows = arriving(tmp_path / "x", pa.table({"name": ["Ada"]}), compression=compression)
    assert rows[0].cells == ["Ada"]


def refused(path: Path, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        rows_of(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-1],
        lambda raw: b"PAR1PAR1",
        lambda raw: b"PAR1" + b"\xff" * 4 + b"PAR1",
        lambda raw: raw[:4] + bytes(len(raw) - 12) + raw[-8:],
        lambda raw: raw[:-8] + b"\xff\xff\xff\x7f" + raw[-4:],
        lambda raw: raw[:20] + bytes(each ^ 0xFF for each in raw[20:60]) + raw[60:],
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    pq.write_table(pa.table({"name": [f"Contact {n}" for n in range(1_000)]}), tmp_path / "x", write_page_checksum=True)
    (tmp_path / "x").write_bytes(damage((tmp_path / "x").read_bytes()))

    refused(tmp_path / "x", "damaged or not whole|unpacks")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_file_with_some_bytes_turned_never_does_more_than_be_refused(data: st.DataObject) -> None:
    """Each has a process of its own, so only a few."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        pq.write_table(pa.table({"name": ["Ada", "Bob"], "size": [1, 2]}), path)
        raw = bytearray(path.read_bytes())
        for place in data.draw(st.lists(st.integers(4, len(raw) - 5), min_size=1, max_size=6)):
            raw[place] = data.draw(st.integers(0, 255))
        path.write_bytes(raw)
        with suppress(FileRefused):
            rows_of(path)


def test_a_row_group_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """Zeros pack to nearly nothing."""
    zeros = pa.array(["\0" * 1_000_000] * 300)
    pq.write_table(pa.table({"name": zeros}), tmp_path / "x", compression="zstd", use_dictionary=False)

    assert (tmp_path / "x").stat().st_size < 1_000_000
    refused(tmp_path / "x", "row group")


def test_a_value_that_is_kept_once_and_meant_a_million_times_is_refused(tmp_path: Path) -> None:
    column = pa.array(["x" * 20_000_000]).dictionary_encode()
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), column.dictionary)
    pq.write_table(pa.table({"name": many}), tmp_path / "x")

    assert (tmp_path / "x").stat().st_size < 10_000_000
    refused(tmp_path / "x", "unpacks to many times")


def test_a_process_that_ends_is_a_file_that_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(pa.table({"name": ["Ada"]}), tmp_path / "x")
    monkeypatch.setattr("sys.executable", "/bin/false")

    refused(tmp_path / "x", "damaged")


def test_more_columns_than_anybody_has_are_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({f"c{n}": ["x"] for n in range(parquet_rows.MOST_COLUMNS + 1)}), tmp_path / "x")
    refused(tmp_path / "x", "more than 1000 columns")


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"])], names=["a", "a"]), tmp_path / "x")
    refused(tmp_path / "x", "same name")


def test_more_cells_than_one_waits_for_are_refused(tmp_path: Path) -> None:
    count = parquet_rows.MOST_CELLS // 4 + 1
    pq.write_table(pa.table({f"c{n}": pa.nulls(count, pa.int8()) for n in range(4)}), tmp_path / "x")
    refused(tmp_path / "x", "20,000,000 cells")


def test_values_nested_without_end_are_refused(tmp_path: Path) -> None:
    type_ = pa.string()
    for _depth in range(6):
        type_ = pa.list_(type_)
    pq.write_table(pa.table({"name": ["x"], "deep": pa.nulls(1, type_)}), tmp_path / "x")
    refused(tmp_path / "x", "nested too deeply")


def test_a_cell_longer_than_any_is_a_problem_of_its_row_alone(tmp_path: Path) -> None:
    _header, rows = arriving(tmp_path / "x", pa.table({"name": ["x" * 2_000_000, "Ada"]}))

    assert [bool(row.problem) for row in rows] == [True, False]
