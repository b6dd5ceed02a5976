"""Who a contact is, for a request about their data: all that was merged into one, and what names them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import members_of
from trato.customers.identities.models import Identity, IdentityKind
from trato.foundation.public import Actor, Change, NotFound, Subject, refuse_erased

# Shorter ones, such as a row number, stand in every file.
SHORTEST_TRACE = 6
NAMES = ("name", "native_name")
NAMING = (IdentityKind.EMAIL, IdentityKind.EXTERNAL, IdentityKind.HANDLE)


def requested_contact(contact_id: UUID, *, seen_by: Actor) -> Contact:
    """The root, living or in the trash; one that was erased is gone."""
    refuse_erased(contact_id)
    found = Contact.objects.filter(cluster__id=contact_id).first()
    if found is None or not Contact.objects.seen_by(seen_by).filter(pk=found.pk).exists():
        raise NotFound(_("There is no such contact, or it is not yours to see."))
    return found


def subject_of_contact(contact_id: UUID) -> Subject:
    """The root stands first. Also what they were called and reached by before is looked for."""
    members = members_of(contact_id)
    root = Contact.objects.values_list("root_id", flat=True).get(pk=contact_id)
    ids = [root, *(each for each in members if each != root)]
    names, traces = set(), set()
    for facts in Contact.objects.filter(pk__in=ids).values(*NAMES, "given_name", "family_name"):
        names |= {facts["name"], facts["native_name"], f"{facts['given_name']} {facts['family_name']}"}
    for row in Identity.objects.filter(contact_id__in=ids):
        traces |= {row.value, row.normalised}
    for before, after in Change.objects.filter(record_id__in=ids).values_list("before", "after"):
        for values in (before, after):
            names |= {str(values[each]) for each in NAMES if values.get(each)}
            traces |= set(_addresses_in(values.get("identities")))
    return Subject(
        kind="contact",
        ids=ids,
        traces=sorted(each for each in traces if each and len(each) >= SHORTEST_TRACE),
        names=sorted({name.strip() for name in names} - {""}),
    )


def _addresses_in(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield from (str(each[name]) for name in ("value", "normalised") if each.get(name))


def keys_of(ids: Sequence[UUID]) -> list[str]:
    """What names them and nobody else: an address that several share would lead to the wrong one."""
    rows = Identity.objects.filter(contact_id__in=ids, kind__in=NAMING, is_shared=False)
    return sorted({_key(*facts) for facts in rows.values_list("kind", "source", "normalised")})


def keys_born_before(moment: datetime) -> Iterator[tuple[UUID, datetime, str]]:
    rows = Identity.objects.filter(contact__created_at__lt=moment, kind__in=NAMING, is_shared=False, is_living=True)
    told = rows.values_list("contact_id", "contact__created_at", "kind", "source", "normalised")
    for contact_id, born, *key in told.iterator(chunk_size=5_000):
        yield contact_id, born, _key(*key)


def _key(kind: str, source: str, normalised: str) -> str:
    return f"{kind}:{source}:{normalised}"
