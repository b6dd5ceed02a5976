"""What the address of a list asks for. The address is the state: it can be reloaded, gone back to and shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_plus

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from trato.foundation.public import Actor, Field, Filter, RecordKind, filters_from, sortable_fields
from trato.web.lists.columns import chosen_columns, first_way_down

OWN = ("sort", "columns", "after")
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

    @cached_property
    def sortable(self) -> list[Field]:
        return sortable_fields(self.kind, seen_by=self.actor)

    def address(self, **changes: str) -> str:
        """The same list but for `sort` or `after`."""
        return self._address(self.given, {**self._own(), **changes})

    def with_filter(self, name: str, value: str) -> str:
        """One more value of a field: records that have any of them."""
        if name not in self.given:
            return f"{self._beginning}{quote_plus(name)}={quote_plus(value)}"
        values = (*(each for each in self.given.get(name, ()) if each != value), value)
        return self._address({**self.given, name: values}, self._own())

    @cached_property
    def _beginning(self) -> str:
        """Menus have a hundred addresses that differ in their last part only."""
        address = self.address()
        return f"{address}{'&' if '?' in address else '?'}"

    def without_filter(self, name: str) -> str:
        return self._address({key: values for key, values in self.given.items() if key != name}, self._own())

    def without_filters(self) -> str:
        return self._address({}, self._own())

    def kept(self, *, without: str = "") -> list[tuple[str, str]]:
        """What a form beside the list sends along, so that nothing of the state is lost."""
        pairs = [(name, value) for name, values in self.given.items() for value in values]
        return [pair for pair in [*pairs, *self._own().items()] if pair[0] != without]

    def _own(self) -> dict[str, str]:
        own = {}
        if self.sort.name != self.kind.default_sort or self.descending:
            own["sort"] = f"{'-' if self.descending else ''}{self.sort.name}"
        if self.columns_chosen:
            own["columns"] = ",".join(spec.name for spec in self.columns)
        return own

    def _address(self, filters: Mapping[str, tuple[str, ...]], own: Mapping[str, str]) -> str:
        query = urlencode({**filters, **own}, doseq=True)
        return reverse("web:list", args=[self.kind.plural]) + (f"?{query}" if query else "")


def asked_of(kind: RecordKind, query: QueryDict, *, by: Actor) -> Asked:
    """Whatever the address says, there is a list: what cannot be is left out and said."""
    names = [name for name in query if name not in OWN]
    given = {name: tuple(text for text in query.getlist(name) if text) for name in names}
    given = {name: texts for name, texts in given.items() if texts}
    filters, refused = filters_from(kind, given, seen_by=by)
    wanted = [name for text in query.getlist("columns") for name in text.split(",") if name]
    sort, descending = _order(kind, query.get("sort", ""), by)
    return Asked(
        kind=kind,
        actor=by,
        columns=chosen_columns(kind, wanted, by=by),
        sort=sort,
        descending=descending,
        after=query.get("after", ""),
        given={name: texts for name, texts in given.items() if name not in refused},
        filters=filters,
        columns_chosen=bool(wanted),
        notices=list(refused.values())[:SHOWN_NOTICES],
    )


def _order(kind: RecordKind, text: str, by: Actor) -> tuple[Field, bool]:
    """The default one where none is asked for, or one that cannot be."""
    sortable = {spec.name: spec for spec in sortable_fields(kind, seen_by=by)}
    if spec := sortable.get(text.removeprefix("-")):
        return spec, text.startswith("-")
    spec = sortable.get(kind.default_sort) or next(iter(sortable.values()))
    return spec, spec.name != kind.default_sort and first_way_down(spec)
