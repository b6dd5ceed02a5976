"""The company's own settings."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.installation.events import InstallationChanged
from trato.foundation.installation.facts import CompanyFacts
from trato.foundation.installation.models import Installation
from trato.foundation.people.recording import differences, record_and_publish
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_installation")
def change_installation(company: CompanyFacts, *, by: Actor) -> Installation:
    installation = Installation.objects.select_for_update().first()
    if installation is None:
        raise NotFound(_("This Trato is not set up yet."))
    cleaned = asdict(company.cleaned())
    facts = cleaned | {"own_domains": list(cleaned["own_domains"])}
    old, new = differences({name: getattr(installation, name) for name in facts}, facts)
    if new:
        for name, value in new.items():
            setattr(installation, name, value)
        installation.save(update_fields=list(new))
        event = InstallationChanged(subject_id=installation.id, fields=tuple(new))
        record_and_publish(event, by=by, before=old, after=new)
    return installation
