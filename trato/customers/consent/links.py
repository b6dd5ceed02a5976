"""Signed links that open one contact's preference page without signing in."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.customers.consent.errors import LinkUnknown, TooManyAnswers
from trato.customers.consent.models import PreferenceLink
from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor
from trato.kit.clock import now

SALT = "trato.customers.consent.links"
LASTS = timedelta(days=365)
LONGEST = 300
MOST_ANSWERS = 20  # within a minute
MINUTE = 60


def preference_path(contact_id: UUID) -> str:
    said = [contact_id.hex, PreferenceLink.generation_of(contact_id)]
    return reverse("customers:own_preferences", args=[signing.dumps(said, salt=SALT)])


def contact_of_token(token: str) -> Contact:
    """The root of whoever the link was made for. What is wrong with a link is not told to who holds it."""
    contact_id, generation = _read(token)
    contact = Contact.objects.filter(cluster__id=contact_id, deleted_at=None).first()
    if contact is None or PreferenceLink.generation_of(contact_id) != generation:
        raise _unknown()
    return contact


def as_themself(contact: Contact) -> Actor:
    return Actor(kind="contact", id=contact.id, name=contact.name, door="portal", language=contact.language or "en")


def refuse_haste(contact: Contact) -> None:
    """A person clicks now and then; more is a program that plays with the link."""
    key = f"preferences-{contact.id}-{int(now().timestamp()) // MINUTE}"
    if not cache.add(key, 1, 2 * MINUTE) and cache.incr(key) > MOST_ANSWERS:
        raise TooManyAnswers(_("That was too often in a short time. Wait a minute and try again."))


def _read(token: str) -> tuple[UUID, int]:
    if len(token) > LONGEST:
        raise _unknown()
    try:
        contact_id, generation = signing.loads(token, salt=SALT, max_age=LASTS)
        return UUID(contact_id), int(generation)
    except (signing.BadSignature, ValueError, TypeError, UnicodeError) as bent:
        raise _unknown() from bent


def _unknown() -> LinkUnknown:
    return LinkUnknown(_("This link is not valid any more. Ask for a new one, or write to us."))
