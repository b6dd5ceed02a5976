"""How a segment grew, as points of a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trato.customers.segments.models import SegmentSize

WIDTH, HEIGHT = 300, 80


@dataclass(frozen=True)
class DrawnSizes:
    """`points` is the line in a box of WIDTH × HEIGHT, days from left to right; the rows say the same in numbers."""

    points: str
    rows: Sequence[SegmentSize]
    most: int
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT


def drawn_sizes(sizes: Sequence[SegmentSize]) -> DrawnSizes | None:
    if not sizes:
        return None
    first, last = sizes[0].day, sizes[-1].day
    days, most = max((last - first).days, 1), max([each.size for each in sizes] + [1])
    points = " ".join(
        f"{WIDTH * (each.day - first).days / days:.1f},{HEIGHT - HEIGHT * each.size / most:.1f}" for each in sizes
    )
    if len(sizes) == 1:
        points = f"{points} {WIDTH},{points.partition(',')[2]}"
    return DrawnSizes(points=points, rows=sizes[::-1], most=most, first=first, last=last)
