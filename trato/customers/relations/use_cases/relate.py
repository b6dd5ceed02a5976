"""Two contacts are something to each other; that changes, and it is taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.contacts.models import Contact
from trato.customers.relations.errors import RelationRefused
from trato.customers.relations.events import ContactsRelated, ContactsUnrelated, RelationChanged
from trato.customers.relations.models import ContactRelation, RelationType
from trato.customers.relations.queries import relation_seen_by
from trato.customers.relations.use_cases.types import type_called
from trato.foundation.public import (
    STANDING,
    Actor,
    NotAllowed,
    NotFound,
    coercion_for,
    record_and_publish,
    record_kind,
    records_called,
    refuse_erased,
    use_case,
)
from trato.foundation.public import publish as say
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.names import called
from trato.kit.text import clean_text
from trato.kit.typed_moments import parse_day

LONGEST_NOTE = 2_000
Told = ContactsRelated | ContactsUnrelated | RelationChanged


@use_case(right="customers.edit_contacts")
def relate_contacts(
    contact_id: UUID,
    relation: str,
    other: UUID | str,
    *,
    by: Actor,
    facts: Mapping[str, Any] | None = None,
    change_set: UUID | None = None,
    source: str = "",
) -> ContactRelation:
    """`relation` is what the contact is to the other, in either direction of a type; the other by id or by name."""
    contact, found = _own(contact_id, by), _other(other, by)
    if contact.root_id == found.root_id:
        raise RelationRefused(_("Nobody is related to themselves."), field="other")
    type_, first, second = _placed(relation, contact.id, found.id)
    values = _facts(facts or {}, by)
    held = ContactRelation.objects.select_for_update().filter(
        contact_id=first, other_id=second, type=type_, deleted_at=None
    )
    if held.exists():
        raise RelationRefused(_("That is known already."), field="other")
    made = ContactRelation(contact_id=first, other_id=second, type=type_, **values)
    made.save(force_insert=True)
    _tell(made, ContactsRelated, by, act="create", after=_stored(made), change_set=change_set, source=source)
    return made


def standing_relation(contact_id: UUID, relation: str, other_id: UUID) -> ContactRelation | None:
    """Whether it is known already, from whichever side it was said."""
    type_, first, second = _placed(relation, contact_id, other_id)
    return ContactRelation.objects.filter(contact_id=first, other_id=second, type=type_, deleted_at=None).first()


def _placed(relation: str, contact_id: UUID, other_id: UUID) -> tuple[RelationType, UUID, UUID]:
    """In the direction in which a relation of the type is kept."""
    type_, is_turned = type_called(relation)
    first, second = (other_id, contact_id) if is_turned else (contact_id, other_id)
    return (type_, second, first) if type_.is_mutual and first > second else (type_, first, second)


@use_case(right="customers.edit_contacts")
def change_relation(
    relation_id: UUID, facts: Mapping[str, Any], *, by: Actor, seen_version: int | None = None
) -> ContactRelation:
    """Its note and its days."""
    held = _held(relation_id, by)
    if seen_version is not None and seen_version != held.version:
        raise RelationRefused(_("This was changed meanwhile. Nothing was overwritten."))
    before = _stored(held)
    for name, value in _facts(facts, by, held).items():
        setattr(held, name, value)
    after = _stored(held)
    changed = tuple(name for name in after if after[name] != before[name])
    if changed:
        _keep(held, *changed)
        was, is_now = {name: before[name] for name in changed}, {name: after[name] for name in changed}
        _tell(held, RelationChanged, by, act="update", before=was, after=is_now, fields=changed)
    return held


@use_case(right="customers.edit_contacts")
def unrelate_contacts(relation_id: UUID, *, by: Actor, change_set: UUID | None = None) -> ContactRelation:
    held = _held(relation_id, by)
    held.deleted_at = now()
    _keep(held, "deleted_at")
    _tell(held, ContactsUnrelated, by, act="trash", before=_stored(held), after={}, change_set=change_set)
    return held


@use_case(right="customers.edit_contacts")
def relate_again(relation_id: UUID, *, by: Actor) -> ContactRelation:
    """Taken back, taken back. Nothing happens to what is there."""
    held = _held(relation_id, by, is_gone=True)
    if held.deleted_at is None:
        return held
    twins = ContactRelation.objects.filter(contact=held.contact, other=held.other, type=held.type, deleted_at=None)
    if twins.exists():
        raise RelationRefused(_("That is known already."))
    held.deleted_at = None
    _keep(held, "deleted_at")
    _tell(held, ContactsRelated, by, act="restore", after=_stored(held))
    return held


def _own(contact_id: UUID, by: Actor) -> Contact:
    contacts = Contact.objects.filter(STANDING)
    found = contacts.within(by, "customers.edit_contacts").filter(pk=contact_id).first()
    if found is None and contacts.seen_by(by).filter(pk=contact_id).exists():
        raise NotAllowed(_("You may see this contact but not change it."))
    if found is None:
        refuse_erased(contact_id)
        raise NotFound(_("There is no such record, or it is not yours to see."))
    return found


def _other(other: UUID | str, by: Actor) -> Contact:
    name = str(other).strip()
    try:
        ids = [UUID(name)]
    except ValueError:
        ids = records_called(record_kind("contact"), {name}, seen_by=by)[called(name)] if name else []
        if len(ids) > 1:
            raise RelationRefused(_("Several are called “%(name)s”.") % {"name": name[:100]}, field="other") from None
    found = Contact.objects.seen_by(by).filter(STANDING, pk__in=ids).first()
    if found is None:
        raise RelationRefused(_("Nothing you see is called “%(name)s”.") % {"name": name[:100]}, field="other")
    return found


def _held(relation_id: UUID, by: Actor, *, is_gone: bool = False) -> ContactRelation:
    """Whoever may change one of the two may change what they are to each other."""
    seen = relation_seen_by(relation_id, by)
    mine = Contact.objects.within(by, "customers.edit_contacts").filter(
        pk__in=[seen.contact.root_id, seen.other.root_id], deleted_at=None
    )
    if not mine.exists():
        raise NotAllowed(_("You may see this relation but not change it."))
    rows = ContactRelation.objects.select_for_update(of=("self",)).select_related("type", "contact", "other")
    held = rows.filter(pk=relation_id, **({} if is_gone else {"deleted_at": None})).first()
    if held is None:
        raise NotFound(_("There is no such relation, or it is not yours to see."))
    return held


def _facts(given: Mapping[str, Any], by: Actor, held: ContactRelation | None = None) -> dict[str, Any]:
    facts: dict[str, Any] = {name: _day(given[name], name, by) for name in ("since", "until") if name in given}
    if "note" in given:
        facts["note"] = clean_text(str(given["note"] or "")).strip()
        if len(facts["note"]) > LONGEST_NOTE:
            raise RelationRefused(_("A note has at most 2,000 characters here."), field="note")
    since, until = (facts.get(name, getattr(held, name, None)) for name in ("since", "until"))
    if since and until and since > until:
        raise RelationRefused(_("It cannot end before it begins."), field="until")
    return facts


def _day(given: Any, name: str, by: Actor) -> date | None:
    if given in (None, ""):
        return None
    try:
        return given if isinstance(given, date) else parse_day(str(given)[:60], locale=coercion_for(by).locale)
    except DomainError as refusal:
        raise RelationRefused(str(refusal), field=name) from refusal


def _keep(held: ContactRelation, *fields: str) -> None:
    held.version, held.updated_at = held.version + 1, now()
    held.save(update_fields=[*fields, "version", "updated_at"])


def _stored(row: ContactRelation) -> dict[str, Any]:
    days = {name: str(day) if (day := getattr(row, name)) else None for name in ("since", "until")}
    return {
        "contact": str(row.contact_id),
        "other": str(row.other_id),
        "type": str(row.type_id),
        "note": row.note,
        **days,
    }


def _tell(row: ContactRelation, told: type[Told], by: Actor, *, fields: tuple[str, ...] = (), **change: Any) -> None:
    """In both stories; the change itself is written once."""
    more: dict[str, Any] = {"fields": fields} if fields else {}
    event = told(contact_id=row.contact_id, other=row.other_id, subject_id=row.id, **more)
    record_and_publish(event, by=by, **change)
    say(replace(event, contact_id=row.other_id, other=row.contact_id, subject_version=row.version), by=by)
