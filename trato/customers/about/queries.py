"""What is talked about beside contacts and companies: records of kinds that other modules name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Condition,
    NotFound,
    Reach,
    RecordKind,
    TalkedAbout,
    contributions,
    reach_sql,
    record_kind,
    refuse_erased,
)

CUSTOMERS = ("contact", "company")  # what is said about them stands in columns of its own
# An inner `r` is the record that is talked about, so that one rule of reach does for both.
_SEEN = sql.SQL("""(r.about_kind = {kind} and exists (select from (values (r.about_id)) asked (id)
  cross join lateral (select from {table} r where r.id = asked.id and {reach}) seen offset 0))""")

Behind = tuple[UUID | None, UUID | None]


@dataclass(frozen=True)
class Named:
    """A record that something is about, for whoever sees it."""

    kind: str
    plural: str
    id: UUID
    name: str

    @property
    def url(self) -> str:
        return reverse("web:record", args=[self.plural, self.id])


def talked_about() -> Mapping[str, TalkedAbout]:
    return {each.kind: each for each in contributions(TalkedAbout)}


def plural_of(kind: str) -> str:
    """Where pages of such records are; nobody talks about other kinds."""
    if kind not in CUSTOMERS and kind not in talked_about():
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return record_kind(kind).plural


def refuse_unseen(kind: str, id_: UUID, *, by: Actor) -> None:
    """What is in the trash is talked about no more."""
    plural_of(kind)
    if not seen_among(kind, {id_}, by=by):
        refuse_erased(id_)
        raise NotFound(_("There is no such record, or it is not yours to see."))


def seen_among(kind: str, ids: Collection[UUID | str], *, by: Actor) -> set[UUID]:
    model: Any = record_kind(kind).model()
    return set(model.objects.seen_by(by).filter(pk__in=ids, deleted_at=None).values_list("pk", flat=True))


def is_there(kind: str, id_: UUID | None) -> bool:
    """Whether one can still talk about it: neither its module nor the record is gone."""
    return id_ is not None and kind in talked_about() and bool(seen_among(kind, {id_}, by=SYSTEM))


def behind(kind: str, ids: Collection[UUID]) -> dict[UUID, Behind]:
    """The contact and the company of each, as they are now: those that were merged stand for nothing any more."""
    found = talked_about()[kind].behind(ids) if ids else {}
    contacts = _roots(Contact, (contact for contact, _company in found.values()))
    companies = _roots(Company, (company for _contact, company in found.values()))
    return {id_: (contacts.get(contact), companies.get(company)) for id_, (contact, company) in found.items()}


def _roots(model: Any, ids: Iterable[UUID | None]) -> dict[UUID | None, UUID]:
    wanted = {id_ for id_ in ids if id_}
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "root_id")) if wanted else {}


def of_seen(actor: Actor) -> Q:
    """What is about records that the actor sees. Of a kind whose module is gone, nobody but an administrator does."""
    found = Q(pk=None)
    for kind in _kinds():
        if actor.reach(kind.right("see")) == Reach.ALL:
            found |= Q(about_kind=kind.name)
        elif actor.may(kind.right("see")):
            model: Any = kind.model()
            found |= Q(about_kind=kind.name, about_id__in=model.objects.seen_by(actor).values("id"))
    return found


def own_or_of_seen(actor: Actor) -> Q:
    """What is somebody's to do he is told, whatever it is about."""
    if actor.is_everything:
        return Q()
    own = Q(owner_id=actor.id) if actor.id else Q(pk=None)
    return Q(about_id=None) | own | of_seen(actor)


def sight(actor: Actor) -> Condition | None:
    """The same for a row `r` of a hand-written list query."""
    if actor.is_everything:
        return None
    pieces: list[sql.Composable] = [sql.SQL("r.about_id is null"), sql.SQL("r.owner_id = %s")]
    given: list[Any] = [actor.id]
    for kind in _kinds():
        if actor.reach(kind.right("see")) == Reach.ALL:
            pieces.append(sql.SQL("r.about_kind = {}").format(sql.Literal(kind.name)))
        elif actor.may(kind.right("see")):
            reach, parameters = reach_sql(actor, kind.right("see"))
            names = {"kind": sql.Literal(kind.name), "table": sql.Identifier(kind.table), "reach": reach}
            pieces.append(_SEEN.format(**names))
            given += parameters
    return sql.SQL("({})").format(sql.SQL(" or ").join(pieces)), given


def _kinds() -> list[RecordKind]:
    return [record_kind(name) for name in talked_about()]


def customers_and_others(record: Any) -> list[tuple[str, UUID]]:
    """The records whose story a task, a call or a meeting is part of, what it is about foremost."""
    other = (record.about_kind, record.about_id) if record.about_kind in talked_about() else ("", None)
    every = (other, ("contact", record.contact_id), ("company", record.company_id))
    return [(kind, id_) for kind, id_ in every if id_]


def said_of(subject_ids: Collection[UUID]) -> Q:
    """What was said about persons: about them, and about what is theirs alone."""
    found = Q(contact_id__in=subject_ids)
    for name, each in talked_about().items():
        if theirs := each.alone_with(subject_ids):
            found |= Q(about_kind=name, about_id__in=theirs)
    return found


def named(records: Iterable[Any], *, seen_by: Actor) -> dict[UUID, Named]:
    """What each is about beside customers, by the id of what is talked about; a query for each kind."""
    wanted: dict[str, set[UUID]] = {}
    for each in records:
        if getattr(each, "about_id", None) and each.about_kind in talked_about():
            wanted.setdefault(each.about_kind, set()).add(each.about_id)
    found: dict[UUID, Named] = {}
    for name, ids in wanted.items():
        kind = record_kind(name)
        model: Any = kind.model()
        rows = model.objects.seen_by(seen_by).filter(pk__in=ids).values_list("pk", "name")
        found |= {id_: Named(name, kind.plural, id_, called) for id_, called in rows}
    return found
