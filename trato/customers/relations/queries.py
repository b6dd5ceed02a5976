"""Questions about what contacts are to each other."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import members_of
from trato.customers.relations.models import ContactRelation, RelationType
from trato.foundation.public import STANDING, Actor, NotFound, installation, today_of

MOST = 50
MOST_OFFERED = 20
# What is told of one: four contacts and a kind in full are a hundred and fifty columns.
_OF_ITSELF = ("contact", "other", "type", "note", "since", "until", "version")
_OF_OTHERS = (
    "type__name",
    "type__other_name",
    *(f"{side}__root{of}" for side in ("contact", "other") for of in ("", "__name")),
)


def first_types() -> list[tuple[str, str]]:
    """Those that everybody begins with, in the company's language."""
    with override(installation().language):
        return [
            (_("reports to"), _("manages")),
            (_("assistant of"), _("assisted by")),
            (_("partner of"), _("partner of")),
            (_("parent of"), _("child of")),
            (_("sibling of"), _("sibling of")),
            (_("recommended by"), _("recommended")),
        ]


def reports_to() -> str:
    """What other programs have a column for, as it is called here."""
    return first_types()[0][0]


def relation_types() -> list[tuple[str, str]]:
    own = RelationType.objects.order_by("place", "id").values_list("name", "other_name")
    return list(own) or first_types()


def relation_names() -> list[str]:
    """Of both directions: what one contact can be to another."""
    return list(dict.fromkeys(name for pair in relation_types() for name in pair))


def relation_seen_by(relation_id: UUID, actor: Actor) -> ContactRelation:
    rows = ContactRelation.objects.seen_by(actor).select_related("type", "contact__root", "other__root")
    found = rows.filter(pk=relation_id).first()
    if found is None:
        raise NotFound(_("There is no such relation, or it is not yours to see."))
    return found


def relations_about(contact_id: UUID, *, seen_by: Actor) -> QuerySet[ContactRelation]:
    """In both directions, over all that were merged into one; those that ended stand last."""
    members = members_of(contact_id)
    rows = ContactRelation.objects.seen_by(seen_by).filter(deleted_at=None)
    return (
        rows.filter(Q(contact_id__in=members) | Q(other_id__in=members))
        .select_related("type", "contact__root", "other__root")
        .only(*_OF_ITSELF, *_OF_OTHERS)
        .order_by("type__place", "created_at", "id")
    )


def told_from(row: ContactRelation, contact_id: UUID) -> tuple[str, Contact]:
    """What the other one is called by it, for one of the two: “reports to”, and whom it names."""
    if row.contact.root_id == contact_id:
        return row.type.name, cast("Contact", row.other.root)
    return row.type.other_name, cast("Contact", row.contact.root)


def relations_told() -> QuerySet[ContactRelation]:
    """As a story tells them: who is what to whom."""
    return ContactRelation.objects.select_related("type", "contact__root", "other__root")


def relations_of_contact(contact_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """For the page of a contact: what the others are to him, and the box to add one."""
    if not actor.may_see_field("contact", "relations"):
        return None
    members, today = set(members_of(contact_id)), today_of(actor)
    found = []
    for row in relations_about(contact_id, seen_by=actor)[:MOST]:
        is_first = row.contact_id in members
        other = row.other.root if is_first else row.contact.root
        name = row.type.name if is_first else row.type.other_name
        is_over = row.until is not None and row.until < today
        found.append({"id": row.id, "name": name, "other": other, "row": row, "is_over": is_over})
    may_change = Contact.objects.within(actor, "customers.edit_contacts").filter(pk=contact_id, deleted_at=None)
    if not (may := may_change.exists()) and not found:
        return None
    lines = sorted(found, key=lambda each: bool(each["is_over"]))
    count = {"count": str(len(lines))} if lines else {}
    return {"relations": lines, "contact": contact_id, "may_change": may, "names": relation_names(), **count}


def offered_others(typed: str, *, besides: UUID, seen_by: Actor) -> list[tuple[str, str]]:
    """Those whose name begins as what was typed: what to put into the box, and what to say beside it."""
    if not typed.strip():
        return []
    seen = Contact.objects.seen_by(seen_by).filter(STANDING, name__istartswith=typed.strip()[:100])
    names = seen.exclude(pk=besides).order_by("sort_key", "id").values_list("name", flat=True)
    return [(name, "") for name in names[:MOST_OFFERED]]
