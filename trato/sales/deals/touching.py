"""Of which closed deals an event may change how many calls and meetings were held before they ended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from uuid import UUID

from trato.foundation.public import Change, ReadEvent

ABOUT_A_DEAL = frozenset({"contact", "company", "begun_on", "close_on"})
ABOUT_A_TALK = frozenset({"contact", "company", "starts_at"})
CUSTOMERS = ("contact", "company")
ALWAYS = None  # whatever day


@dataclass
class Touched:
    """`contacts` and `companies` with the first and the last day of what was held, or for whatever day."""

    deals: set[UUID] = field(default_factory=set)
    contacts: dict[UUID, tuple[date, date] | None] = field(default_factory=dict)
    companies: dict[UUID, tuple[date, date] | None] = field(default_factory=dict)
    moved: set[UUID] = field(default_factory=set)  # calls and meetings that were somebody else's before
    all: bool = False

    def customer(self, kind: str, id_: UUID | None, day: date | None) -> None:
        if id_ is None:
            return
        known = self.contacts if kind == "contact" else self.companies
        before = known.get(id_, (day, day) if day else ALWAYS)
        known[id_] = (min(before[0], day), max(before[1], day)) if day and before else ALWAYS

    def customers(self, event: ReadEvent, day: date | None = ALWAYS) -> None:
        self.customer("contact", event.contact_id, day)
        self.customer("company", event.company_id, day)


def _deal(touched: Touched, event: ReadEvent) -> None:
    if event.subject_id:
        touched.deals.add(event.subject_id)


def _deal_changed(touched: Touched, event: ReadEvent) -> None:
    if ABOUT_A_DEAL.intersection(event.data.get("fields") or ()):
        _deal(touched, event)


def _held(touched: Touched, event: ReadEvent) -> None:
    """The moment of the event is the one at which it was held: only deals that were open that day are looked at."""
    touched.customers(event, event.at.astimezone(UTC).date())


def _held_no_more(touched: Touched, event: ReadEvent) -> None:
    """What begins as planned or cancelled was never counted."""
    if event.subject_version != 1:
        touched.customers(event)


def _talk_changed(touched: Touched, event: ReadEvent) -> None:
    fields = ABOUT_A_TALK.intersection(event.data.get("fields") or ())
    if fields:
        touched.customers(event)
    if event.subject_id and fields.intersection(CUSTOMERS):
        touched.moved.add(event.subject_id)


def _merged(touched: Touched, event: ReadEvent) -> None:
    touched.customers(event)
    touched.customer(event.subject_type, event.subject_id, ALWAYS)


def _anything(touched: Touched, _event: ReadEvent) -> None:
    """Rows are gone, and with them what would say whose they were."""
    touched.all = True


TOUCHING: Mapping[str, Callable[[Touched, ReadEvent], None]] = {
    "sales.deal_won": _deal,
    "sales.deal_lost": _deal,
    "sales.deal_stage_changed": _deal,
    "sales.deal_changed": _deal_changed,
    "customers.activity_held": _held,
    "customers.activity_planned": _held_no_more,
    "customers.activity_cancelled": _held_no_more,
    "customers.activity_changed": _talk_changed,
    "customers.activity_trashed": Touched.customers,
    "customers.activity_restored": Touched.customers,
    "customers.contacts_merged": _merged,
    "customers.contact_unmerged": _merged,
    "customers.companies_merged": _merged,
    "customers.company_unmerged": _merged,
    "customers.contact_erased": _anything,
    "foundation.sample_data_loaded": _anything,
    "foundation.sample_data_removed": _anything,
}


def touched_by(events: Iterable[ReadEvent]) -> Touched:
    touched = Touched()
    for event in events:
        TOUCHING[event.kind](touched, event)
    for kind, id_ in _held_before(sorted(touched.moved)):
        touched.customer(kind, id_, ALWAYS)
    return touched


def _held_before(ids: Sequence[UUID]) -> list[tuple[str, UUID]]:
    """With whom it was before somebody said that it was with another: only the change says that."""
    if not ids:
        return []
    rows = Change.objects.filter(record_type="activity", record_id__in=ids).values_list("before", flat=True)
    return [(kind, UUID(str(row[kind]))) for row in rows for kind in CUSTOMERS if row.get(kind)]
