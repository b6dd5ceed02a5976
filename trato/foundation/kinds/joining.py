"""Fields that people made stand in a table of their own, a row for each record that has one.

Whoever reads rows joins it once, whatever number of its columns is asked for; whoever asks for one looks it up. So it
is with what belongs to a record: rows of another table are looked at once for all the fields that are read from them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psycopg import sql

from trato.foundation.extensions.kinds import Field, RecordKind


def beside(kind: RecordKind, specs: Iterable[Field]) -> str:
    """What stands behind the kind's table `r`: that of its fields as `x`, where one of these is read from there."""
    return f" left join {kind.fields_table} x on x.id = r.id" if any(spec.joined for spec in specs) else ""


def source(kind: RecordKind, specs: Iterable[Field]) -> sql.Composable:
    return sql.SQL("{} r{}").format(sql.Identifier(kind.table), sql.SQL(beside(kind, specs)))


def read(spec: Field) -> str:
    """Its value for a row of `source`."""
    return spec.joined or spec.sql


def sorted_by(spec: Field) -> str:
    return spec.sort_joined or spec.sort_sql or read(spec)


def column(spec: Field, ending: str = "") -> sql.Composable:
    """As it is stored, for a row of `source`. The ending is that of its second column: `_currency`."""
    return sql.SQL("{}.{}").format(sql.SQL("x" if spec.is_made else "r"), sql.Identifier(f"{spec.column}{ending}"))


def stored(spec: Field) -> sql.Composable:
    """What can be found for a row of the table in which it stands: its column, or what a formula makes of columns."""
    return column(spec) if spec.column else sql.SQL(spec.joined)


def filled(spec: Field) -> str:
    """For a row of `source`. Who has no row of fields has none of it: said so, its index can be walked along."""
    says = f"{sorted_by(spec)} is not null"
    return f"{says} and x.id is not null" if spec.stands_in else says


def among_rows(spec: Field, fits: sql.Composable) -> sql.Composable:
    """A condition on `x` as one on `r` that can be found by an index. It says itself what to select."""
    return sql.SQL("r.id in (select x.id from {} x where {})").format(sql.Identifier(spec.stands_in), fits)


@dataclass(frozen=True)
class Told:
    """Fields of a row `r`: an expression for each, and what stands behind the kind's table for them. Of constants."""

    values: Sequence[str]
    joined: str


def told(kind: RecordKind, specs: Sequence[Field]) -> Told:
    """Fields that share a look are read by it, one alone by its own expression."""
    looks = _looks(kind, specs)
    values = [spec.looked if spec.look in looks else read(spec) for spec in specs]
    shared = (f" left join lateral ({each.sql}) {each.name} on true" for each in kind.looks if each.name in looks)
    return Told(values, "".join([beside(kind, specs), *shared]))


def _looks(kind: RecordKind, specs: Iterable[Field]) -> set[str]:
    asked = Counter(spec.look for spec in specs if spec.look)
    found: set[str] = set()
    for each in reversed(kind.looks):
        if each.name in found or asked[each.name] > 1:
            found |= {each.name, *each.after}
    return found


def alone(expressions: str, joined: str) -> str:
    """What a select takes of `r` and what stands beside it, where only `r` is at hand. Of constants."""
    return f"{expressions} from (select) alone{joined}" if joined else expressions
