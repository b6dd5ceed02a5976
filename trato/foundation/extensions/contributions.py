"""The vocabulary of extension: everything a module can add to the system.

It changes when a new kind of extension is invented, never when a module is added.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

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
    is for those who may see its contact or company. Kinds that share one function are read together. `group` names a
    `TimelineGroup`. With a `label`, rules can ask whether it happened.
    """

    event: str
    template: str
    icon: str
    label: "StrOrPromise" = ""
    records: Callable[[], Any] | None = None
    group: str = "changes"


@dataclass(frozen=True, kw_only=True)
class TimelineGroup(Contribution):
    """A part of the story that one can look at alone: notes, tasks, files. Read by customers and web.

    It holds the kinds that name it, or, with `door`, everything that came in there.
    """

    name: str
    label: "StrOrPromise"
    door: str = ""


@dataclass(frozen=True, kw_only=True)
class StoryFilter:
    """What of a story is wanted; what is empty is not asked. `text` is looked for in what people wrote."""

    groups: Sequence[str] = ()
    person: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.groups or self.person or self.since or self.until or self.text)


@dataclass(frozen=True, kw_only=True)
class CustomerPanel(Contribution):
    """A box beside the timeline of one kind of record. Read by web.

    `facts` is asked with (record id, actor) and answers the template's variables, or None for no box. `relation` names
    the reference whose records it shows ("task.contact"): it stands in for their plain list, and its head leads to all
    of them and to a new one.
    """

    kind: str
    title: "StrOrPromise"
    template: str
    facts: Callable[[Any, Any], Mapping[str, object] | None]
    relation: str = ""


# For a reader that hears of everything that happens.
EVERY_EVENT: Sequence[str] = ("*",)


@dataclass(frozen=True, kw_only=True)
class Reader(Contribution):
    """A function that receives lists of events, in the worker, at least once. Read by foundation.events.

    Its effects and its cursor commit together, so it re-reads state and never counts what it is told.
    """

    name: str
    events: Sequence[str]
    react: Callable[[Sequence[Any]], None]


@dataclass(frozen=True, kw_only=True)
class NotificationKind(Contribution):
    """A kind of news for colleagues: what it is called, its sentence, and where it goes unless they choose otherwise.

    `tell` is asked with (notifications of this kind, actor who reads) and answers, by their ids, what the template
    needs and an `url`; those it leaves out are no longer that person's to see. `template` is one sentence of plain
    text.
    A Reader of the module makes them, with `notify`.
    """

    name: str
    label: "StrOrPromise"
    icon: str
    template: str
    tell: Callable[[Sequence[Any], Any], Mapping[Any, Mapping[str, Any]]]
    app: bool = True
    mail: bool = True


@dataclass(frozen=True, kw_only=True)
class JobKind(Contribution):
    """What a task of the workers does, in words. Read by the page of jobs."""

    task: str
    label: "StrOrPromise"


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
class Pointing(Contribution):
    """What of a module points at records of a kind: notes, tasks, files. Read by foundation.change_sets.

    A record that an act made goes to the trash when the act is undone, unless something points at it. `among` answers
    which of some ids are pointed at by something living. Without a `kind` it may point at any.
    """

    kind: str = ""
    among: Callable[[Sequence[Any]], Collection[Any]]


@dataclass(frozen=True, kw_only=True)
class Merging(Contribution):
    """How records of one kind are merged into another and parted again. Read by foundation.change_sets and web.

    `merge` is asked with ({absorbed: into}, by=, change_set=), `unmerge` with (absorbed ids, by=, change_set=); both
    answer how many they changed. Undoing a set asks for the one that takes the other back, the newest merge first.
    Whoever has `right` is offered the page `url_name` (kind, id) on a record, and on a list `chosen_url_name` (kind).
    """

    kind: str
    right: str
    merge: Callable[..., int]
    unmerge: Callable[..., int]
    url_name: str
    chosen_url_name: str


@dataclass(frozen=True, kw_only=True)
class LikelyDuplicates(Contribution):
    """Where a form asks, while somebody types, whether such a record is there already. Read by web.

    `url_name` takes the plural of the kind, and what stands in the form by names of fields; a field that is edited
    alone comes as `field` and `value`, with the id of its record as `but`. It answers a piece of a page, or nothing.
    """

    kind: str
    url_name: str


@dataclass(frozen=True, kw_only=True)
class RecordStory(Contribution):
    """The middle column of a record page: what happened, and the box to add to it. Read by web.

    `story` is asked with (record id, seen_by=, before=, wanted=), the last a `StoryFilter`, and answers entries with
    their templates. `composer` is the template of the box, for those with `composer_right`.
    """

    kind: str
    story: Callable[..., Any]
    composer: str = ""
    composer_right: str = ""


@dataclass(frozen=True, kw_only=True)
class SettingsLink(Contribution):
    """A page of a module that stands among the settings. Read by web.

    `events` are the kinds by which its content changes: the last of them says who did it.
    """

    label: "StrOrPromise"
    says: "StrOrPromise"
    url_name: str
    icon: str
    right: str = ""
    events: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ImportedFile(Contribution):
    """A file that is no table of records, taken by `trato import <name> FILE`: exchange rates.

    `take` is asked with (path, by=) and says in a sentence what came of it.
    """

    name: str
    take: Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class MadeFields(Contribution):
    """Fields that people made, beside those that modules declare. Read by the registry of kinds.

    `version` is another one whenever a field was made or changed, None while there are none; `fields` answers them by
    the name of their kind.
    """

    version: Callable[[], UUID | None]
    fields: Callable[[], Mapping[str, Sequence[Any]]]
