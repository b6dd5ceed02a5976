"""What stands beside records and is no field of them: how it comes in with rows of files and goes out with cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from trato.foundation.extensions.contributions import Contribution
from trato.foundation.extensions.kinds import Field, RecordKind


@dataclass(frozen=True, kw_only=True)
class BesideRow:
    """The cells of one row that are no field, and the record that the row made or changed."""

    line: int
    record_id: UUID
    cells: Sequence[str]
    source: str


@dataclass(frozen=True, kw_only=True)
class CardValue:
    """What a card says in one property: a text, or a file of the type `media`, read when it is written."""

    text: str = ""
    media: str = ""
    read: Callable[[], bytes] = bytes


@dataclass(frozen=True, kw_only=True)
class KeptBeside(Contribution):
    """What a column can hold that is no field of a record and stands beside it: its photo, notes about it.

    `spec` is the column, for the kinds that `is_for` says and whoever has the right `needs`; only a column with a cell
    that `looks_like` it is taken for it. `keep` is asked with (kind, rows, path=, by=, change_set=, is_trial=) when the
    records are in, with BesideRows and the path of the file's rows, and answers by line why something was not kept.
    `told` is asked with (kind, ids, by=) and answers CardValues by id, which cards hold in their `property`.
    Read by foundation.imports and foundation.exports.
    """

    spec: Field
    is_for: Callable[[RecordKind], bool]
    keep: Callable[..., Mapping[int, str]]
    told: Callable[..., Mapping[UUID, Sequence[CardValue]]]
    property: str
    needs: str = ""
    looks_like: Callable[[str], bool] | None = None
