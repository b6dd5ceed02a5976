"""What modules add to kinds of records that are not theirs, and what can be talked about beside customers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from trato.foundation.extensions.contributions import Contribution

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from trato.foundation.extensions.kinds import Field, Part


@dataclass(frozen=True, kw_only=True)
class KindFields(Contribution):
    """Fields of a kind of record, or of a file's rows, that another module declares. Read by the registry of kinds.

    They are there as long as their module is. `parts` are those of its fields that name one.
    """

    kind: str
    fields: "Sequence[Field]"
    parts: "Callable[[], Sequence[Part]]" = tuple


@dataclass(frozen=True, kw_only=True)
class TalkedAbout(Contribution):
    """A kind of record that notes, tasks, calls and meetings can be about, beside contacts and companies.

    Read by customers. Who does not see the record does not see what is said about it. `behind` is asked with ids and
    answers the contact and the company of each, whose stories tell it as well. `alone_with` is asked with ids of
    contacts and answers the records that are with them and nobody else: what was said about those goes with them.
    """

    kind: str
    behind: Callable[[Collection[UUID]], Mapping[UUID, tuple[UUID | None, UUID | None]]]
    alone_with: Callable[[Collection[UUID]], Collection[UUID]] = tuple


@dataclass(frozen=True, kw_only=True)
class SourceNames(Contribution):
    """How that is called which a value came by: a form, say. Read by foundation.changes.

    A change row keeps `<prefix>:<id>` as its source; `names` is asked with such ids and answers names.
    """

    prefix: str
    names: Callable[[Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, kw_only=True)
class DayPart(Contribution):
    """A box on the page with which a colleague's day begins. Read by customers.

    `facts` is asked with (actor) and answers the template's variables, or None for no box.
    """

    title: "StrOrPromise"
    template: str
    facts: Callable[[Any], Mapping[str, object] | None]


@dataclass(frozen=True, kw_only=True)
class ReadyView(Contribution):
    """A list of records that everybody needs, as a tab beside the views that people save. Read by web.

    `query` are filters, as an address says them; what is of the day, such as “this month”, is asked by a `ListFilter`.
    """

    kind: str
    label: "StrOrPromise"
    query: Mapping[str, Sequence[str]]
