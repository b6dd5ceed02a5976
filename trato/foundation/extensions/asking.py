"""What modules add to rules, to the filters of lists, and to what can be done to many records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trato.foundation.extensions.contributions import Contribution

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class RuleInput:
    """One more thing that a rule says: how often, within which time.

    `control` is choice, number, day, span (a number of hours, days or weeks: `30d`) or text; `options` are of a choice.
    """

    name: str
    label: "StrOrPromise"
    control: str
    options: Sequence[tuple[str, "StrOrPromise"]] = ()
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleKind(Contribution):
    """A kind of condition besides fields: what happened, being in a segment or on a list. Read by foundation.rules.

    A rule of it is an object with the key `name`, whose value is one of its subjects, and perhaps some of `keys`.
    `compile` is asked with (rule, its place, an `Asking`) and answers a `Leaf`, or refuses. `subjects` is asked with
    (kind of record, actor) and answers what can be chosen with its label; `inputs` says what else is asked. `says` is
    asked with (rule, actor) and answers the condition in words. `kinds` are the kinds of records it can be asked about,
    all without any.
    """

    name: str
    label: "StrOrPromise"
    kinds: Sequence[str] = ()
    keys: Sequence[str] = ()
    inputs: Sequence[RuleInput] = ()
    compile: Callable[[Mapping[str, Any], str, Any], Any]
    subjects: Callable[[Any, Any], Sequence[tuple[str, "StrOrPromise"]]]
    says: Callable[[Mapping[str, Any], Any], str]


@dataclass(frozen=True, kw_only=True)
class ListFilter(Contribution):
    """What the address of a list can ask for besides its fields, under `name`. Read by foundation.kinds.

    `read` is asked with (kind of record, texts of the address, actor) and answers what the filter keeps, or refuses;
    `pieces` with (kind of record, what it keeps, actor) and answers conditions that must all hold, each as (condition
    for all rows, the same for a row that is at hand, whether the planner knows enough of it). `says` is asked with the
    same and answers it in words, for the list that is filtered so.
    """

    name: str
    read: Callable[[Any, Sequence[str], Any], tuple[Any, ...]]
    pieces: Callable[[Any, Sequence[Any], Any], Sequence[tuple[Any, Any, bool]]]
    says: Callable[[Any, Sequence[Any], Any], str] | None = None


@dataclass(frozen=True, kw_only=True)
class FromFilters(Contribution):
    """Something that can be made of what a list is filtered by: a segment. Read by web.

    The page `url_name` (plural of the kind) is asked with the filters as they stand in the address of the list. Offered
    on filtered lists of these `kinds` to whoever has `right`.
    """

    label: "StrOrPromise"
    url_name: str
    kinds: Sequence[str]
    right: str


@dataclass(frozen=True, kw_only=True)
class BulkAct(Contribution):
    """Something of a module that can be done to many records at once. Read by foundation.change_sets.

    Each record asks for the right `verb`, the act itself for `right`. `fields` is asked with (kind of record, actor)
    and answers what it takes; `check` with (kind, values, actor) answers the values as they are kept, or refuses. `do`
    is asked with (kind, ids, values, by=, change_set=), and `undo` with (kind, ids, of=, undo=, by=), the sets' ids: it
    takes back what the first wrote into the second. Both answer how many records they changed, and leave a change row
    at each of them. `more_kinds` answers those that modules above have added to `kinds`.
    """

    name: str
    label: "StrOrPromise"
    icon: str
    kinds: Sequence[str]
    more_kinds: Callable[[], Iterable[str]] = tuple
    right: str
    verb: str = "see"
    fields: Callable[[Any, Any], Sequence[Any]]
    check: Callable[[Any, Mapping[str, Any], Any], Mapping[str, Any]]
    do: Callable[..., int]
    undo: Callable[..., int]

    def is_for(self, kind: str) -> bool:
        return kind in (*self.kinds, *self.more_kinds())
