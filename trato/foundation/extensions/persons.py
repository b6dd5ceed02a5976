"""What modules say about the personal data that they keep: for access exports and erasures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from trato.foundation.extensions.contributions import Contribution

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person whose data is asked for or erased: all records that were merged into one, and how one finds the rest.

    `traces` are what names them as it was written (addresses, numbers, ids in other systems, names): what kept files
    and refused rows are searched for. They are held only as long as the work lasts.
    """

    kind: str
    ids: Sequence[UUID]
    traces: Sequence[str] = ()
    names: Sequence[str] = ()


def _no_files(subject: Subject) -> Sequence[tuple[str, Any]]:
    return ()


class AtLeast(int):
    """A count that ended before everything was looked at."""


@dataclass(frozen=True, kw_only=True)
class PersonalData(Contribution):
    """What of a module belongs to persons. Read by the access export and the erasure of customers.

    `read` answers it as plain values, `files` as (name, path); `count` says how many there are still (somebody waits
    for it: where that could be long, AtLeast so many), and `erase` takes away at most so many of them and answers how
    many, 0 when nothing is left: it is called again until then, also after a crash. `kind` is whose data it is
    ("contact"), or "" for records of any kind. `tables` are the models it covers: a test fails on a text column of a
    table that nobody covers. Those of the lowest `order` are erased first; the record itself goes last.
    """

    name: str
    label: "StrOrPromise"
    kind: str = ""
    tables: Sequence[str] = ()
    read: Callable[[Subject], Sequence[Mapping[str, Any]]] = lambda subject: ()
    files: Callable[[Subject], Sequence[tuple[str, Any]]] = _no_files
    count: Callable[[Subject], int] = lambda subject: 0
    erase: Callable[[Subject, int], int] = lambda subject, most: 0


@dataclass(frozen=True, kw_only=True)
class Erasable(Contribution):
    """How persons of one kind are erased. Read by foundation.erasure.

    `subject` answers who a record is; `again` begins the erasure of one that came back with a backup and is older than
    a moment, or answers None; `hide` takes it out of sight at once, asked with (subject, by=); `told` makes the event
    that closes the work. `keys` walks (record id, when it was born, its key as text) over the identities of all
    records born before a moment: a restored backup is searched for those whose digests stand in the erasure list.
    """

    kind: str
    subject: Callable[[UUID], Subject]
    again: Callable[[UUID, datetime], Any]
    hide: Callable[..., None]
    told: Callable[[Subject, UUID], Any]
    keys: Callable[[datetime], Iterator[tuple[UUID, datetime, str]]]
