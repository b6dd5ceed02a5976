"""What the address of a list asks for. The address is the state: it can be reloaded, gone back to and shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_plus

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from trato.foundation.public import (
    Actor,
    Field,
    Filter,
    ReadyView,
    RecordKind,
    SavedView,
    contributions,
    filters_from,
    sortable_fields,
)
from trato.web.lists.adding import ADDING, with_added
from trato.web.lists.arrangement import TABLE, WEEK, Arrangement, arrangement_of
from trato.web.lists.columns import chosen_columns, first_way_down
from trato.web.lists.tabs import ALL, PASSING, Tabs, state_asked

OWN = ("view", "sort", "columns", "after", "group", "layout", "by", "on", "span", "widths", "part", "longer", *ADDING)
SHOWN_NOTICES = 3


@dataclass(frozen=True)
class Asked:
    """`given` holds the filters as they stand in the address, those left out that cannot be; `notices` say why."""

    kind: RecordKind
    actor: Actor
    columns: Sequence[Field]
    sort: Field
    descending: bool
    after: str
    given: Mapping[str, tuple[str, ...]]
    filters: Sequence[Filter]
    columns_chosen: bool
    notices: Sequence[str | Promise]
    shape: Arrangement
    tabs: Tabs
    view: SavedView | None
    is_part: bool = False
    takes_longer: bool = False

    @cached_property
    def sortable(self) -> list[Field]:
        return sortable_fields(self.kind, seen_by=self.actor)

    @cached_property
    def sortable_names(self) -> frozenset[str]:
        return frozenset(spec.name for spec in self.sortable)

    def address(self, **changes: str) -> str:
        """The same list but for `sort`, `after`, `on` and the like; an empty text takes something away."""
        longer = {"longer": "yes"} if self.takes_longer else {}
        return self._address(self.given, {**self._own(), **longer, **changes})

    def with_filter(self, name: str, value: str) -> str:
        """One more value of a field: records that have any of them."""
        if name not in self.given and self.view is None:
            return f"{self._beginning}{quote_plus(name)}={quote_plus(value)}"
        values = (*(each for each in self.given.get(name, ()) if each != value), value)
        return self._address({**self.given, name: values}, self._own())

    @cached_property
    def record_address(self) -> str:
        """What stands before the id in the address of a record."""
        return reverse("web:list", args=[self.kind.plural])

    @cached_property
    def _beginning(self) -> str:
        """Menus have a hundred addresses that differ in their last part only."""
        address = self._address(self.given, self._own(), says_all=False)
        return f"{address}{'&' if '?' in address else '?'}"

    def only(self, **given: Sequence[str]) -> str:
        """These filters on top of the others, as a table without groups: the rows behind a number."""
        own = {name: text for name, text in self._own().items() if name in ("sort", "columns", "widths")}
        return self._address({**self.given, **{name: tuple(texts) for name, texts in given.items()}}, own)

    def within(self, name: str, value: str, **changes: str) -> str:
        """The same list with one filter more: a group of it, a column of a board."""
        return self._address({**self.given, name: (value,)}, {**self._own(), **changes})

    def in_layout(self, layout: str) -> str:
        return self.address(layout="" if layout == TABLE else layout, by="", group="", span="", after="", on="")

    @property
    def month_address(self) -> str:
        return self.address(span="", on=self._day)

    @property
    def week_address(self) -> str:
        return self.address(span=WEEK, on=self._day)

    @property
    def _day(self) -> str:
        return self.shape.on.isoformat() if self.shape.on else ""

    @property
    def all_address(self) -> str:
        """Every record, whatever opens first."""
        return f"{self.record_address}?view={ALL}" if self.tabs.opens_something else self.record_address

    @property
    def opening_address(self) -> str:
        """What the kind opens with, in words, so that it is the same whatever somebody made the first view."""
        return f"{self.record_address}?{urlencode(self.kind.opens_with, doseq=True)}"

    @property
    def is_opening(self) -> bool:
        """Whether this is what the kind opens with, however it is sorted or laid out."""
        opening = {name: tuple(texts) for name, texts in self.kind.opens_with.items()}
        return self.view is None and bool(opening) and self.given == opening

    @property
    def ready_views(self) -> list[tuple[ReadyView, str, bool]]:
        """Those of modules, each with its address and whether this is it."""
        mine = [each for each in contributions(ReadyView) if each.kind == self.kind.name]
        return [(each, f"{self.record_address}?{urlencode(each.query, doseq=True)}", self._is(each)) for each in mine]

    def _is(self, ready: ReadyView) -> bool:
        return self.view is None and self.given == {name: tuple(texts) for name, texts in ready.query.items()}

    @property
    def is_ready(self) -> bool:
        return any(is_open for _view, _address, is_open in self.ready_views)

    @property
    def query_string(self) -> str:
        """What a menu of this list is asked with."""
        return self.address().partition("?")[2]

    @property
    def full_state(self) -> str:
        """Everything in words, for scripts that change a part of it."""
        return urlencode([*self.kept(), ("layout", self.shape.layout)])

    def without_filter(self, name: str) -> str:
        return self._address({key: values for key, values in self.given.items() if key != name}, self._own())

    def without_filters(self) -> str:
        return self._address({}, self._own())

    def kept(self, *, without: Sequence[str] = ()) -> list[tuple[str, str]]:
        """What a form beside the list sends along, so that nothing of the state is lost."""
        pairs = [(name, value) for name, values in self.given.items() for value in values]
        view = [("view", str(self.view.id))] if self.view else []
        return [pair for pair in [*view, *pairs, *self._own().items()] if pair[0] not in without]

    def state(self) -> dict[str, list[str]]:
        """What a view keeps."""
        return _plain({**self.given, **self._own()})

    @property
    def is_changed(self) -> bool:
        return self.view is not None and self.state() != self.view.query

    def _own(self) -> dict[str, str]:
        own = self.shape.state()
        if self.sort.name != self.kind.default_sort or self.descending:
            own["sort"] = f"{'-' if self.descending else ''}{self.sort.name}"
        if self.columns_chosen:
            own["columns"] = ",".join(spec.name for spec in self.columns)
        return own

    def _address(self, filters: Mapping[str, Sequence[str]], own: Mapping[str, str], *, says_all: bool = True) -> str:
        passing = {name: own[name] for name in ("after", "on", "part", "longer") if own.get(name)}
        state = _plain({**filters, **{name: text for name, text in own.items() if name not in PASSING}})
        query = urlencode({**self._whose(state, says_all=says_all), **passing}, doseq=True)
        return reverse("web:list", args=[self.kind.plural]) + (f"?{query}" if query else "")

    def _whose(self, state: dict[str, list[str]], *, says_all: bool) -> Mapping[str, str | list[str]]:
        """A view's own state needs no words but its name."""
        if self.view is not None:
            id_ = str(self.view.id)
            return {"view": id_} if state == self.view.query else {"view": id_, **(state or {"layout": TABLE})}
        return {"view": ALL} if says_all and not state and self.tabs.opens_something else state


def asked_of(kind: RecordKind, query: QueryDict, *, by: Actor) -> Asked:
    """Whatever the address says, there is a list: what cannot be is left out and said."""
    tabs = Tabs(kind, by)
    view = tabs.open(query)
    asked = state_asked(kind, query, view)
    names = [name for name in asked if name not in OWN]
    given = {name: tuple(text for text in asked.getlist(name) if text) for name in names}
    given = with_added({name: texts for name, texts in given.items() if texts}, asked)
    filters, refused = filters_from(kind, given, seen_by=by)
    wanted = [name for text in asked.getlist("columns") for name in text.split(",") if name]
    sort, descending = _order(kind, asked.get("sort", ""), by)
    return Asked(
        kind=kind,
        actor=by,
        columns=chosen_columns(kind, wanted, by=by),
        sort=sort,
        descending=descending,
        after=asked.get("after", ""),
        given={name: texts for name, texts in given.items() if name not in refused},
        filters=filters,
        columns_chosen=bool(wanted),
        notices=[*tabs.why_not(query), *refused.values()][:SHOWN_NOTICES],
        shape=arrangement_of(kind, asked, by=by),
        tabs=tabs,
        view=view,
        is_part=bool(asked.get("after")) or asked.get("part") == "rows",
        takes_longer=asked.get("longer") == "yes",
    )


def _plain(state: Mapping[str, object]) -> dict[str, list[str]]:
    texts = {name: [value] if isinstance(value, str) else list(value) for name, value in state.items()}  # type: ignore[call-overload]  # texts or lists of them
    return {name: values for name, values in texts.items() if any(values)}


def _order(kind: RecordKind, text: str, by: Actor) -> tuple[Field, bool]:
    """The default one where none is asked for, or one that cannot be."""
    sortable = {spec.name: spec for spec in sortable_fields(kind, seen_by=by)}
    if spec := sortable.get(text.removeprefix("-")):
        return spec, text.startswith("-")
    spec = sortable.get(kind.default_sort) or next(iter(sortable.values()))
    return spec, spec.name != kind.default_sort and first_way_down(spec)
