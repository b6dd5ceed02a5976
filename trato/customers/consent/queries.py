"""Questions about consent. A cluster of merged contacts agrees only to what none of its members has taken back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.customers.consent.models import STRICTNESS, Channel, Consent, Purpose, Source, State, Wording
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import cluster_of, members_of, root_of
from trato.foundation.public import Actor, NotFound, installation, names_of, refuse_erased

# Members who never said anything do not count; among those who did, one that took it back is enough.
_MAY = """
with said as (
  select c.id as asked, m.id as member,
    (select e.state from customers_consent e where e.contact_id = m.id and e.purpose_id = p.id and e.channel = %s
      order by e.at desc, e.is_withdrawal desc, e.id desc limit 1) as state
  from customers_contact c
  join customers_contact m on m.root_id = c.root_id
  join customers_purpose p on p.code = %s and p.archived_at is null
  where c.id = any(%s))
select asked from said group by asked
having bool_and(state = 'given') filter (where state is not null)
"""


def may_contact(contacts: Collection[UUID], purpose: str, channel: str) -> set[UUID]:
    """Which of them agreed to be contacted for a purpose (its code) on a channel, and have not taken it back."""
    if not contacts:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_MAY, [channel, purpose, list(contacts)])
        return {row[0] for row in cursor.fetchall()}


@dataclass(frozen=True)
class Standing:
    """What holds for one person, purpose and channel, by whose entry; without one nobody was ever asked."""

    purpose: Purpose
    channel: str
    entry: Consent | None = None

    @property
    def channel_label(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def state(self) -> str:
        return self.entry.state if self.entry else ""

    @property
    def is_given(self) -> bool:
        return self.state == State.GIVEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN


def standing_of(contact_id: UUID, *, purposes: Iterable[Purpose] | None = None) -> list[Standing]:
    """Every purpose in use on each of its channels, and whatever else stands in the ledger. Over the whole cluster."""
    last = Consent.objects.of(members_of(contact_id)).standing().told()
    strictest: dict[tuple[UUID, str], Consent] = {}
    for entry in last.order_by("-at", "-id"):
        key = (entry.purpose_id, entry.channel)
        held = strictest.get(key)
        if held is None or STRICTNESS[State(entry.state)] < STRICTNESS[State(held.state)]:
            strictest[key] = entry
    found = []
    for purpose in purposes_in_use() if purposes is None else purposes:
        found += [Standing(purpose, each, strictest.pop((purpose.id, each), None)) for each in purpose.channels]
    return [*found, *(Standing(each.purpose, each.channel, each) for each in strictest.values())]


@dataclass(frozen=True)
class Told:
    """An entry as it is shown: `who` wrote it down."""

    entry: Consent
    who: str

    @property
    def source(self) -> str:
        return str(Source(self.entry.source).label)

    @property
    def channel(self) -> str:
        return str(Channel(self.entry.channel).label)

    @property
    def state(self) -> str:
        return str(State(self.entry.state).label)


def ledger_of(contact_id: UUID, *, seen_by: Actor) -> list[Told]:
    """Every entry, the newest first. For whoever sees the contact."""
    root = seen_contact(contact_id, seen_by=seen_by).id
    return told(Consent.objects.of(cluster_of(root)).told().newest_first())


def told(entries: QuerySet[Consent]) -> list[Told]:
    rows = list(entries)
    people = names_of(each.actor_id for each in rows if each.actor_kind == "user")
    return [Told(each, _who(each, people)) for each in rows]


def _who(entry: Consent, people: Mapping[UUID, str]) -> str:
    if entry.actor_kind == "contact":
        return _("The person themself")
    return people.get(entry.actor_id, "") if entry.actor_id else _("Trato")


def entries_after(members: Iterable[UUID], *, position: tuple[datetime, UUID] | None, limit: int) -> list[Consent]:
    """A page of the ledger, the newest first; `position` is the last entry of the page before."""
    rows = Consent.objects.of(list(members)).told().order_by("-at", "-id")
    if position:
        at, id_ = position
        rows = rows.filter(at__lte=at).exclude(at=at, id__gte=id_)
    return list(rows[:limit])


def seen_contact(contact_id: UUID, *, seen_by: Actor) -> Contact:
    """The root of the cluster, living or in the trash."""
    found = Contact.objects.seen_by(seen_by).filter(pk=root_of(contact_id)).first()
    if found is None:
        refuse_erased(contact_id)
        raise NotFound(_("There is no such contact, or it is not yours to see."))
    return found


def purposes_in_use() -> QuerySet[Purpose]:
    return Purpose.objects.filter(archived_at=None).order_by("label", "id")


def purpose_coded(code: str) -> Purpose:
    found = Purpose.objects.filter(code=code[:60]).first()
    if found is None:
        raise NotFound(_("There is no purpose “%(code)s”.") % {"code": code[:60]})
    return found


def current_wordings(purposes: Sequence[Purpose]) -> dict[UUID, list[Wording]]:
    """Those of each purpose's last version, in every language it has."""
    found: dict[UUID, list[Wording]] = {each.id: [] for each in purposes}
    rows = Wording.objects.filter(purpose__in=found).order_by("-version", "language")
    for row in rows.select_related("purpose"):
        held = found[row.purpose_id]
        if not held or held[0].version == row.version:
            held.append(row)
    return found


def wording_for(wordings: Sequence[Wording], language: str) -> Wording | None:
    """In the person's language, else in the company's, else in English, else in any."""
    by_language = {each.language: each for each in reversed(wordings)}
    wanted = [language, language.partition("-")[0], installation().language, "en"]
    return next((by_language[each] for each in wanted if each in by_language), next(iter(wordings), None))
