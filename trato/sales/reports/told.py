"""What a report answers: columns and rows of numbers, each with the address of the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

COUNT, MONEY, SHARE, DAYS = "count", "money", "share", "days"
Number = int | float | Decimal | None


@dataclass(frozen=True)
class Column:
    """`type` is count, money, share (a part of one) or days."""

    code: str
    label: str
    type: str = COUNT


@dataclass(frozen=True)
class Cell:
    """Without a value there is nothing to count; without an address there are no rows of its own."""

    value: Number
    address: str = ""


@dataclass(frozen=True)
class Row:
    """`key` names the group for programs; `share` is how long its bar is, in parts of one."""

    label: str
    key: str
    cells: Sequence[Cell]
    address: str = ""
    share: float = 0


@dataclass(frozen=True)
class Report:
    """`left_out` counts deals whose amount is in none of the sums, because no rate is known."""

    code: str
    label: str
    says: str
    heading: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    left_out: int = 0
    left_out_address: str = ""
    notes: Sequence[str] = field(default_factory=tuple)


def share_of(part: Any, whole: Any) -> float | None:
    return float(part / whole) if whole else None


def with_shares(rows: Sequence[Row], place: int) -> list[Row]:
    """Bars as long as the numbers of one column, against its largest."""
    numbers = [float(row.cells[place].value or 0) for row in rows]
    most = max(numbers, default=0) or 1
    return [
        Row(row.label, row.key, row.cells, row.address, number / most)
        for row, number in zip(rows, numbers, strict=True)
    ]
