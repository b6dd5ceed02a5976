"""A file of contacts some of whose rows are bad in one of eighteen ways, and the same rows mended."""

from collections.abc import Iterator
from dataclasses import dataclass

HEADER = "name,email,phone,language,country,time_zone,tags,lifecycle_stage,website,external_id"
COLUMNS = HEADER.split(",")


@dataclass(frozen=True)
class Bad:
    """What a good row becomes. `column` is where it is told, "" for the row as a whole; `lines` how many it takes."""

    kind: str
    column: str
    spoil: str
    value: str = ""


CELLS = (
    Bad("two ats", "email", "a@@b.example"),
    Bad("no at", "email", "nobody.example"),
    Bad("space in an e-mail", "email", "a b@c.example"),
    Bad("no domain", "email", "a@"),
    Bad("letters for a phone", "phone", "call me"),
    Bad("digits without end", "phone", "1" * 40),
    Bad("unknown language", "language", "Klingon"),
    Bad("unknown zone", "time_zone", "Mars/Olympus"),
    Bad("unknown stage", "lifecycle_stage", "wishful"),
    Bad("no link", "website", "http://"),
    Bad("long tag", "tags", "t" * 101),
    Bad("long name", "name", "n" * 20_000),
    Bad("zero byte", "name", "zero\x00byte"),
)
ROWS = ("short", "long", "open quotation mark", "text after a quotation mark", "nameless")
KINDS = (*(bad.kind for bad in CELLS), *ROWS)


def good_row(number: int) -> list[str]:
    return [
        f"Person {number}",
        f"p{number}@bad.example",
        f"+34 6{number:08}",
        "Spanish",
        "Spain",
        "Europe/Madrid",
        "fair",
        "lead",
        f"https://p{number}.example",
        f"x{number}",
    ]


def bad_line(number: int, kind: str) -> tuple[str, str]:
    """The line, and the column at which it is told."""
    cells = good_row(number)
    for bad in CELLS:
        if bad.kind == kind:
            cells[COLUMNS.index(bad.column)] = bad.spoil
            return ",".join(cells), bad.column
    broken = {
        "short": (",".join(cells[:5]), COLUMNS[5]),
        "long": (",".join([*cells, "more"]), ""),
        "open quotation mark": (",".join([f'"{cells[0]}', *cells[1:]]), ""),
        "text after a quotation mark": (",".join([f'"{cells[0]}"x', *cells[1:]]), ""),
        "nameless": (",".join(["", "", "", *cells[3:]]), "name"),
    }
    return broken[kind]


def lines(row_count: int, bad_count: int) -> Iterator[tuple[str, str, str]]:
    """Each line with its kind and column, "" for good ones. Bad ones are spread evenly and take turns."""
    step = row_count // bad_count
    for number in range(row_count):
        turn, rest = divmod(number, step)
        if rest == step - 1 and turn < bad_count:
            kind = KINDS[turn % len(KINDS)]
            line, column = bad_line(number, kind)
            yield line, kind, column
        else:
            yield ",".join(good_row(number)), "", ""
