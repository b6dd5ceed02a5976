"""The link to a contact's own preference page."""

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from trato.customers.consent.events import PreferenceLinkRenewed
from trato.customers.consent.models import PreferenceLink
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import cluster_of, root_of
from trato.foundation.public import Actor, NotAllowed, NotFound, publish, refuse_erased, use_case


@use_case(right="customers.record_consents")
def renew_preference_link(contact_id: UUID, *, by: Actor) -> None:
    """What was sent before no longer opens anything, as when a mail was forwarded to the wrong person."""
    living = Contact.objects.filter(pk=root_of(contact_id), deleted_at=None)
    contact = living.within(by, "customers.record_consents").first()
    if contact is None and living.seen_by(by).exists():
        raise NotAllowed(_("You may see this contact but not write down its consents."))
    if contact is None:
        refuse_erased(contact_id)
        raise NotFound(_("There is no such contact, or it is not yours to see."))
    for member in cluster_of(contact.id):
        link, is_new = PreferenceLink.objects.get_or_create(pk=member, defaults={"generation": 2})
        if not is_new:
            PreferenceLink.objects.filter(pk=link.pk).update(generation=F("generation") + 1)
    publish(PreferenceLinkRenewed(contact_id=contact.id, subject_id=contact.id), by=by)
