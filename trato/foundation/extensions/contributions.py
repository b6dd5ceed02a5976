"""The vocabulary of extension: everything a module can add to the system.

It changes when a new kind of extension is invented, never when a module is added.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Contribution:
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class StaffPages(Contribution):
    """Pages for colleagues, mounted under a prefix. Read by config.urls."""

    prefix: str
    urlconf: str


@dataclass(frozen=True, kw_only=True)
class NavigationItem(Contribution):
    """A line in the side menu, shown to those who have the right. Read by web.

    `key` is the letter that goes there after `g`; `group` is the heading it stands under ("" is the top).
    """

    label: "StrOrPromise"
    url_name: str
    icon: str
    right: str = ""
    url_kwargs: Mapping[str, str] = field(default_factory=dict)
    group: "StrOrPromise" = ""
    key: str = ""
    on_phone: bool = False


@dataclass(frozen=True, kw_only=True)
class RestRouter(Contribution):
    """JSON endpoints under a prefix of /api/v1. Read by api.

    `router` is a callable that imports and returns the django-ninja router, so that the list of modules stays cheap.
    """

    prefix: str
    router: Callable[[], Any]


@dataclass(frozen=True, kw_only=True)
class Permission(Contribution):
    """A right on a kind that a role may hold with a reach. Read by the role editor and by `Actor`.

    `reaches` is False for rights that are simply held or not, such as managing people.
    """

    name: str
    label: "StrOrPromise"
    group: "StrOrPromise"
    reaches: bool = True


@dataclass(frozen=True, kw_only=True)
class TimelineKind(Contribution):
    """How one kind of event reads in the story, and who may read it. Read by customers.

    `records` answers the query set of its subjects; what `seen_by` leaves out of it stays untold. Without one the event
    is for those who may see its contact or company.
    """

    event: str
    template: str
    icon: str
    records: Callable[[], Any] | None = None


@dataclass(frozen=True, kw_only=True)
class CustomerPanel(Contribution):
    """A box beside the timeline of one kind of record. Read by web.

    `facts` is asked with (record id, actor) and answers the template's variables, or None for no box.
    """

    kind: str
    title: "StrOrPromise"
    template: str
    facts: Callable[[Any, Any], Mapping[str, object] | None]


@dataclass(frozen=True, kw_only=True)
class Reader(Contribution):
    """A function that receives lists of events, in the worker, at least once. Read by foundation.events.

    Its effects and its cursor commit together, so it re-reads state and never counts what it is told.
    """

    name: str
    events: Sequence[str]
    react: Callable[[Sequence[Any]], None]


@dataclass(frozen=True, kw_only=True)
class SampleData(Contribution):
    """Believable records to try the system with. Read by `trato demo` and the page that offers sample data.

    Both are asked with by=, in one transaction. `remove` answers the names of what stays, because it is no sample any
    more: somebody changed it, or something of somebody's points to it.
    """

    name: str
    create: Callable[..., None]
    remove: Callable[..., Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class RecordStory(Contribution):
    """The middle column of a record page: what happened, and the box to add to it. Read by web.

    `story` is asked with (record id, seen_by=, before=) and answers entries with their templates. `composer` is the
    template of the box, for those with `composer_right`.
    """

    kind: str
    story: Callable[..., Any]
    composer: str = ""
    composer_right: str = ""
