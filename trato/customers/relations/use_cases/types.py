"""The kinds of relations, as the company words them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.relations.errors import RelationRefused
from trato.customers.relations.events import RelationTypesChanged
from trato.customers.relations.models import RelationType
from trato.customers.relations.queries import first_types
from trato.foundation.public import Actor, record_and_publish, use_case
from trato.kit.text import clean_text

MOST_TYPES = 50
LONGEST = 100
LIST = UUID("6d5d2c2e-5b0e-5f6e-9a51-3f0c5a7f1a11")  # the list is one record to the history
Rows = Sequence[tuple[str, str, str]]


def type_called(name: str) -> tuple[RelationType, bool]:
    """The type of which this is one of the names, and whether it is the way back. The first ones are kept when used."""
    wanted = name.strip().casefold()
    types = list(RelationType.objects.order_by("place", "id")) or _begin(first_types())
    for type_ in types:
        if wanted in (type_.name.casefold(), type_.other_name.casefold()):
            return type_, wanted != type_.name.casefold()
    raise RelationRefused(_("There is no relation called “%(name)s”.") % {"name": name[:60]}, field="relation")


@use_case(right="customers.manage_relations")
def choose_relation_types(rows: Rows, *, by: Actor) -> list[RelationType]:
    """All of them anew, in this order: (id, name, other name), the id empty for a new one.

    What contacts are to each other already can be worded anew but not left out.
    """
    wanted = _checked(rows)
    held = {str(each.id): each for each in RelationType.objects.select_for_update().order_by("place", "id")}
    before = [str(each) for each in held.values()]
    _remove([each for id_, each in held.items() if id_ not in {row[0] for row in wanted}])
    kept = [_kept(held.get(id_), name, other, place) for place, (id_, name, other) in enumerate(wanted)]
    after = [str(each) for each in kept]
    if after != before:
        told = RelationTypesChanged(subject_id=LIST)
        record_and_publish(told, by=by, before={"types": before}, after={"types": after})
    return kept


def _begin(pairs: Sequence[tuple[str, str]]) -> list[RelationType]:
    return [_kept(None, name, other, place) for place, (name, other) in enumerate(pairs)]


def _kept(held: RelationType | None, name: str, other: str, place: int) -> RelationType:
    row = held or RelationType()
    row.name, row.other_name, row.place = name, other, place
    row.save()
    return row


def _remove(types: Sequence[RelationType]) -> None:
    for each in types:
        if count := each.relations.count():
            said = _("“%(name)s” is what %(count)s contacts are to others, so it stays.")
            raise RelationRefused(said % {"name": str(each), "count": count}, field="types")
        each.delete()


def _checked(rows: Rows) -> list[tuple[str, str, str]]:
    """A type with one name is mutual. Each name speaks of one type only, or nobody would know which is meant."""
    cleaned = [(id_, clean_text(name).strip(), clean_text(other).strip()) for id_, name, other in rows]
    wanted = [(id_, name or other, other or name) for id_, name, other in cleaned if name or other]
    if not 1 <= len(wanted) <= MOST_TYPES:
        raise RelationRefused(_("From 1 to %(most)s kinds of relations.") % {"most": MOST_TYPES}, field="types")
    names = [called.casefold() for _id, name, other in wanted for called in {name, other}]
    if any(len(name) > LONGEST for name in names):
        raise RelationRefused(_("A name has at most %(most)s characters.") % {"most": LONGEST}, field="types")
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise RelationRefused(_("“%(name)s” stands there twice.") % {"name": twice}, field="types")
    return wanted
