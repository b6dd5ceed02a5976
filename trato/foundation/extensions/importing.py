"""What modules add to imports: files of other things than records, files of other programs, and twins to be told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from trato.foundation.extensions.contributions import Contribution
from trato.foundation.extensions.kinds import RecordKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class FileKind(RecordKind):
    """What a file can hold and no list shows: notes, relations, tags. Its fields are the columns.

    Whoever brings such a file in has the right `needs`. `changeable` is asked with (ids, by=) and answers those that
    the actor may change. `undo` is asked with (ids, of=, undo=, by=), the sets' ids: it takes back what the first wrote
    into the second and answers why a record stays, by its id. `is_kept_apart` ones are told apart by their ids in the
    other program, so that a second file changes them.
    """

    needs: str
    changeable: Callable[..., Collection[UUID]]
    undo: Callable[..., Mapping[UUID, str]]
    is_kept_apart: bool = False

    def right(self, verb: str) -> str:
        return self.needs


@dataclass(frozen=True, kw_only=True)
class ImportedRows(Contribution):
    """A kind of rows that files can hold beside records. Read by foundation.imports."""

    kind: FileKind


PEOPLE = "people"  # of a file that says who the other program's users are: it is read, not brought in


@dataclass(frozen=True, kw_only=True)
class ForeignFile(Contribution):
    """One file of the export of another program: which it is and what its columns are. Read by foundation.moving_in.

    `headers` are sets of column names that only such a file has together, all names in small letters with spaces
    alone; `names` are parts of file names of which one is needed. `columns` says the field of a column where its name
    alone does not; "" is a column that says nothing here. `words` are their words for our choices, by field.
    `prefixes` are those that an id must begin with for the field, where one column holds ids of several kinds. A cell
    of a field in `also` is looked up for those fields too; one of them that is known is enough. `currencies` are
    the columns that name the currency of an amount, by field; the first that is there counts. `fixed` is what all rows
    are, or asked for it. Rows count whose column is one of `only` and none of `but`, and that have all fields that are
    `needed`. `is_beside` ones are read out of a file that is something else as well. Files come in by their `order`.
    A kind that no module has is told to have no place here.
    """

    system: str
    kind: str
    headers: Sequence[Sequence[str]]
    names: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    prefixes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    currencies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fixed: Mapping[str, str | Callable[[], str]] = field(default_factory=dict)
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    but: Mapping[str, Sequence[str]] = field(default_factory=dict)
    needed: Sequence[str] = ()
    is_beside: bool = False


@dataclass(frozen=True, kw_only=True)
class ForeignSystem(Contribution):
    """A program that people move in from; its ids are kept under its `name`. `says` tells how one gets its export.

    Where it writes one id in two ways, `full_id` is asked with a cell and answers the cell in the one that is kept.

    Read by foundation.moving_in.
    """

    name: str
    label: str
    says: "StrOrPromise"
    full_id: Callable[[str], str] | None = None


@dataclass(frozen=True, kw_only=True)
class FindsTwins(Contribution):
    """Tells which of some new records look like others that are there. Read by foundation.imports.

    `find` is asked with (kind, ids, seen_by=) and answers, by their ids, the records that the reader sees: (id, name,
    why). `url_name` leads, with the plural of the kind, to where such pairs wait.
    """

    kind: str
    find: Callable[..., Mapping[UUID, Sequence[tuple[UUID, str, str]]]]
    url_name: str
    right: str
