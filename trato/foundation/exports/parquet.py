"""Rows as Parquet: columns of their types, written a row group at a time.

A column is of the type that all of its values have, whatever rows there are: whole numbers, decimals, days, moments,
times of day, yes or no, lists of texts, amounts as a pair of amount and currency. Empty cells are null.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from decimal import Context, Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trato.foundation.exports.cells import BETWEEN
from trato.foundation.extensions.kinds import FieldType
from trato.kit.tag_lists import tags_of_cell

if TYPE_CHECKING:
    import pyarrow

GROUP = 20_000  # rows: so much stands in memory
DIGITS, DECIMALS = 38, 9


class ParquetFile(AbstractContextManager["ParquetFile"]):
    """`cut_count` are numbers that no column of decimals holds; their cells stay empty."""

    def __init__(self, path: Path, header: Sequence[str], types: Sequence[FieldType]) -> None:
        import pyarrow.parquet  # a tenth of a second and 50 MB, for nobody but who writes such a file

        self.schema = pyarrow.schema([(name, _stored(type_)) for name, type_ in zip(header, types, strict=True)])
        self.read = [_READ.get(type_, str) for type_ in types]
        self.file = pyarrow.parquet.ParquetWriter(path, self.schema, compression="zstd")
        self.columns: list[list[Any]] = [[] for _name in header]
        self.cut_count = 0

    def write(self, rows: Iterable[list[str]]) -> None:
        for row in rows:
            for place, cell in enumerate(row):
                self.columns[place].append(self._value(place, cell) if cell else None)
            if len(self.columns[0]) >= GROUP:
                self._write_group()

    def _value(self, place: int, cell: str) -> Any:
        try:
            return self.read[place](cell)
        except (ValueError, InvalidOperation):
            self.cut_count += 1
            return None

    def _write_group(self) -> None:
        import pyarrow

        arrays = [pyarrow.array(column, type=each.type) for column, each in zip(self.columns, self.schema, strict=True)]
        self.file.write_table(pyarrow.Table.from_arrays(arrays, schema=self.schema))
        self.columns = [[] for _column in self.columns]

    def __exit__(self, *_error: object) -> None:
        if self.columns[0]:
            self._write_group()
        self.file.close()


def _stored(type_: FieldType) -> "pyarrow.DataType":
    import pyarrow

    number = pyarrow.decimal128(DIGITS, DECIMALS)
    if type_ == FieldType.MONEY:
        return pyarrow.struct([("amount", number), ("currency", pyarrow.string())])
    if type_ in _LISTS:
        return pyarrow.list_(pyarrow.string())
    plain: Mapping[FieldType, Any] = {
        FieldType.NUMBER: pyarrow.int64(),
        FieldType.DECIMAL: number,
        FieldType.DAY: pyarrow.date32(),
        FieldType.MOMENT: pyarrow.timestamp("us", tz="UTC"),
        FieldType.TIME: pyarrow.time64("us"),
        FieldType.YES_NO: pyarrow.bool_(),
    }
    return plain.get(type_, pyarrow.string())


def _whole(cell: str) -> int:
    number = int(cell)
    if not -(2**63) <= number < 2**63:
        raise ValueError(cell)
    return number


_SMALLEST = Decimal(1).scaleb(-DECIMALS)
_WIDE = Context(prec=DIGITS)


def _decimal(cell: str) -> Decimal:
    number = Decimal(cell)
    if not number.is_finite() or number.adjusted() >= DIGITS - DECIMALS:
        raise ValueError(cell)
    rounded = number.quantize(_SMALLEST, context=_WIDE)
    if number != rounded:
        raise ValueError(cell)
    return rounded


def _money(cell: str) -> dict[str, Any]:
    amount, _space, currency = cell.partition(" ")
    return {"amount": _decimal(amount), "currency": currency}


def _yes_no(cell: str) -> bool:
    return {"true": True, "false": False}[cell] if cell in ("true", "false") else cell == "t"


def _several(cell: str) -> list[str]:
    return cell.split(BETWEEN)


_LISTS: Mapping[FieldType, Callable[[str], list[str]]] = {
    FieldType.TAGS: tags_of_cell,
    FieldType.EMAIL: _several,
    FieldType.PHONE: _several,
    FieldType.LINK: _several,
    FieldType.DOMAIN: _several,
    FieldType.USERS: _several,
    FieldType.REFERENCES: _several,
}
_READ: Mapping[FieldType, Callable[[str], Any]] = {
    **_LISTS,
    FieldType.NUMBER: _whole,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.DAY: date.fromisoformat,
    FieldType.MOMENT: datetime.fromisoformat,
    FieldType.TIME: time.fromisoformat,
    FieldType.YES_NO: _yes_no,
}
