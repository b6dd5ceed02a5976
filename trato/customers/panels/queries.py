"""What stands beside the story of a contact or company. Each answers nothing where there is nothing to see."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from babel import Locale
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trato.customers.addresses.models import Address
from trato.customers.companies.models import Company
from trato.customers.companies.queries import cluster_of as firms_of
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import members_of
from trato.customers.identities.models import Identity, IdentityKind, Proof
from trato.customers.positions.models import Position
from trato.foundation.public import STANDING, Actor, Change, names_of_sources, record_kind, today_of
from trato.kit.phone_numbers import formatted_phone

MOST = 10
COUNTED = 10_000
LOOKED_AT = 100  # change rows that tell of identities

Facts = Mapping[str, object] | None
ICONS = {
    IdentityKind.EMAIL: "mail",
    IdentityKind.PHONE: "phone",
    IdentityKind.WEBSITE: "world",
    IdentityKind.DOMAIN: "world-www",
    IdentityKind.EXTERNAL: "key",
    IdentityKind.HANDLE: "at",
}
PROOFS = {
    Proof.TYPED: _("typed"),
    Proof.IMPORTED: _("from a file"),
    Proof.PROGRAM: _("by a program"),
    Proof.PROVEN: _("proven"),
}
LINKS = {IdentityKind.EMAIL: "mailto:", IdentityKind.PHONE: "tel:"}
LINES = ("street", "postal_code", "city", "region", "country")


def identities_of_contact(contact_id: UUID, actor: Actor) -> Facts:
    members = members_of(contact_id)
    return _identities("contact", Identity.objects.filter(contact_id__in=members), members, actor)


def identities_of_company(company_id: UUID, actor: Actor) -> Facts:
    members = firms_of(company_id)
    return _identities("company", Identity.objects.filter(company_id__in=members), members, actor)


def _identities(kind: str, rows: QuerySet[Identity], members: Collection[UUID], actor: Actor) -> Facts:
    """A field hidden from the reader hides the identities it speaks of."""
    if not actor.may_see_field(kind, "identities"):
        return None
    hidden = _hidden_keys(kind, "identities", actor)
    found = [row for row in rows.order_by("place", "id") if row.kind not in hidden]
    came_by = _came_by(members) if any(row.proof == Proof.PROGRAM for row in found) else {}
    return {"identities": [_told(row, came_by.get(str(row.id), "")) for row in found]} if found else None


def _came_by(members: Collection[UUID]) -> dict[str, str]:
    """The form, or whatever else a module names, by which each identity came: that of the first row that tells it."""
    rows = Change.objects.filter(record_id__in=members, after__has_key="identities").order_by("version", "id")
    told = list(rows.values_list("source", "after__identities")[:LOOKED_AT])
    names = names_of_sources(source for source, _identities in told)
    found: dict[str, str] = {}
    for source, identities in told:
        for each in identities or ():
            found.setdefault(each["id"], names.get(source, ""))
    return found


def _told(row: Identity, came_by: str) -> dict[str, object]:
    kind = IdentityKind(row.kind)
    return {
        "icon": ICONS[kind],
        "word": kind.label,
        "value": formatted_phone(row.normalised, country="") if kind == IdentityKind.PHONE else row.value,
        "url": f"{LINKS[kind]}{row.normalised}" if kind in LINKS else "",
        "label": row.label,
        "source": row.source,
        "is_shared": row.is_shared,
        "proof": row.proof,
        "proof_word": PROOFS[Proof(row.proof)],
        "came_by": came_by if row.proof == Proof.PROGRAM else "",
    }


def _hidden_keys(kind: str, part: str, actor: Actor) -> set[str]:
    specs = [spec for spec in record_kind(kind).fields if spec.part == part]
    return {spec.key for spec in specs if spec.key and not actor.may_see_field(kind, spec.name)}


def addresses_of_contact(contact_id: UUID, actor: Actor) -> Facts:
    return _addresses("contact", Address.objects.filter(contact_id__in=members_of(contact_id)), actor)


def addresses_of_company(company_id: UUID, actor: Actor) -> Facts:
    return _addresses("company", Address.objects.filter(company_id__in=firms_of(company_id)), actor)


def _addresses(kind: str, rows: QuerySet[Address], actor: Actor) -> Facts:
    if not actor.may_see_field(kind, "addresses"):
        return None
    shown = [line for line in LINES if line not in _hidden_keys(kind, "addresses", actor)]
    countries = Locale.parse(get_language() or "en", sep="-").territories
    told = []
    for row in rows.order_by("place", "id"):
        lines = [str(getattr(row, line)) for line in shown if getattr(row, line)]
        told.append({"label": row.label, "lines": [countries.get(line, line) for line in lines]})
    found = [each for each in told if each["lines"]]
    return {"addresses": found} if found else None


def companies_of_contact(contact_id: UUID, actor: Actor) -> Facts:
    """Where the contact is, then where the contact was. Firms out of the reader's sight are left out."""
    if not (actor.may_see_field("contact", "company") and actor.may_see_field("contact", "companies")):
        return None
    seen = Company.objects.seen_by(actor).filter(deleted_at=None)
    rows = Position.objects.filter(contact_id__in=members_of(contact_id), company__in=seen).select_related("company")
    found = [_position(row, row.company, actor) for row in rows.order_by("place", "id")]
    return {"companies": sorted(found, key=lambda each: "is_former" in each)} if found else None


def _position(row: Position, other: Any, actor: Actor) -> dict[str, object]:
    role = row.role if actor.may_see_field("contact", "job_title") else ""
    days = {
        key: day
        for key in ("since", "until")
        if (day := getattr(row, key)) and actor.may_see_field("contact", f"position_{key}")
    }
    former = {"is_former": True} if row.until and row.until < today_of(actor) else {}
    return {"id": other.root_id, "name": other.name, "role": role, **former, **days}


def contacts_of_company(company_id: UUID, actor: Actor) -> Facts:
    """The first by name, and how many there are; then the first of those who were there once."""
    every = Position.objects.filter(company__in=firms_of(company_id))
    over = Q(until__lt=today_of(actor))
    seen, gone = _people(every.exclude(over), actor), _people(every.filter(over), actor)
    first = list(seen.order_by("sort_key", "id")[:MOST])
    former = list(gone.order_by("sort_key", "id")[: MOST - len(first)])
    if not (first or former) or not actor.may_see_field("contact", "company"):
        return None
    rows = every.filter(contact__in=[*first, *former]).select_related("contact")
    told = {row.contact_id: _position(row, row.contact, actor) for row in rows}
    found = [told.get(each.id) or {"id": each.id, "name": each.name, "role": ""} for each in (*first, *former)]
    return {"contacts": found, "count": _count(seen)}


def _people(positions: QuerySet[Position], actor: Actor) -> QuerySet[Contact]:
    return Contact.objects.seen_by(actor).filter(STANDING, positions__in=positions).distinct()


def _count(rows: QuerySet[Any]) -> str:
    """An exact count of very many is nobody's question."""
    number = rows.order_by()[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if number > COUNTED else str(number)
