"""Reads a Parquet file for `parquets`, in a process of its own that may take so much memory and time and no more.

What stands in such a file is unpacked by a library in another language before anybody can look at it: a small file can
ask for any amount of memory, or end the process. So this one knows nothing of Trato: it is given a path, and tells the
names of the columns and then the rows, each as a line of JSON.
"""

import json
import resource
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import orjson

from trato.foundation.imports.plain_values import joined, plain_number_of

MEMORY = 2 * 1024**3
SECONDS = 600
MOST_COLUMNS = 1_000
MOST_CELLS = 20_000_000
MOST_GROUP = 256 * 1024**2  # of a row group, unpacked, as the file says of itself
LARGEST_FOOTER = 64 * 1024**2
DEEPEST = 3
ROWS_AT_ONCE = 500
INDEX = "__index_level_"  # what pandas adds


class TooMuch(Exception):
    """The argument is one of the codes that the other side has a sentence for."""


def main(path: str) -> None:
    out = sys.stdout.buffer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _tell(path, out)
    except TooMuch as refused:
        _say(out, {"refused": str(refused)})
    except MemoryError:
        _say(out, {"refused": "memory"})


def _tell(path: str, out: BinaryIO) -> None:
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(
            path,
            thrift_string_size_limit=LARGEST_FOOTER,
            thrift_container_size_limit=1_000_000,
            page_checksum_verification=True,
        )
        names = [name for name in _checked(file) if not name.startswith(INDEX)]
        _say(out, {"header": names, "rows": file.metadata.num_rows})
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=names, use_threads=False):
            columns = [_column(batch.column(place)) for place in range(len(names))]
            out.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in zip(*columns, strict=True))
        _say(out, {"end": True})
    except (pyarrow.ArrowMemoryError, MemoryError):
        raise TooMuch("memory") from None
    except (pyarrow.ArrowException, OSError, ValueError, KeyError, OverflowError, RecursionError):
        raise TooMuch("damaged") from None


def _checked(file: Any) -> list[str]:
    told, schema = file.metadata, file.schema_arrow
    if told.num_columns > MOST_COLUMNS:
        raise TooMuch("columns")
    if len(set(schema.names)) != len(schema.names):
        raise TooMuch("names")
    if told.num_rows * max(told.num_columns, 1) > MOST_CELLS:
        raise TooMuch("cells")
    for place in range(told.num_row_groups):
        if told.row_group(place).total_byte_size > MOST_GROUP:
            raise TooMuch("group")
    if any(_depth(field.type) > DEEPEST for field in schema):
        raise TooMuch("deep")
    return list(schema.names)


def _depth(type_: Any) -> int:
    inner = [type_.field(place).type for place in range(type_.num_fields)]
    return 1 + max(map(_depth, inner)) if inner else 0


def _column(column: Any) -> list[str]:
    cell = _cell_of(column)
    return ["" if value is None else cell(value) for value in _values(column)]


def _values(column: Any) -> list[Any]:
    """Moments beyond microseconds are cut to them; what no calendar of ours has is told as a text."""
    import pyarrow
    from pyarrow import types

    type_ = column.type
    if types.is_timestamp(type_) and type_.unit == "ns":
        column = column.cast(pyarrow.timestamp("us", tz=type_.tz), safe=False)
    elif types.is_time64(type_) and type_.unit == "ns":
        column = column.cast(pyarrow.time64("us"), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        return [None if each is None else each.decode("utf-8", "replace") for each in column.cast("binary").to_pylist()]
    except (ValueError, OverflowError):
        return list(column.cast(pyarrow.string()).to_pylist())
    return values


def _cell_of(column: Any) -> Callable[[Any], str]:
    return _money if _is_money(column.type) else _cell


def _is_money(type_: Any) -> bool:
    return type_.num_fields == 2 and {type_.field(place).name for place in range(2)} == {"amount", "currency"}


def _money(value: dict[str, Any]) -> str:
    return " ".join(_cell(each) for each in (value["amount"], value["currency"]) if each is not None)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    told = _TOLD.get(type(value))
    return told(value) if told else str(value)


def _moment(value: datetime) -> str:
    if value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat()


def _float(value: float) -> str:
    return "" if value != value else plain_number_of(Decimal(repr(value)))  # noqa: PLR0124  # no number


def _list(value: list[Any]) -> str:
    if all(isinstance(each, str) for each in value):
        return joined(value)
    return json.dumps(value, ensure_ascii=False, default=_cell)


_TOLD: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    int: str,
    float: _float,
    Decimal: plain_number_of,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
    bytes: lambda value: value.decode("utf-8", "replace"),
    list: _list,
    dict: lambda value: json.dumps(value, ensure_ascii=False, default=_cell),
}


def _say(out: BinaryIO, told: dict[str, Any]) -> None:
    out.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))
