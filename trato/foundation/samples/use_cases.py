"""Believable records to try the system with, in one click, and away again in one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.events.log import Event
from trato.foundation.extensions.contributions import SampleData
from trato.foundation.extensions.registry import contributions
from trato.foundation.installation.models import Installation
from trato.foundation.people.recording import record_and_publish
from trato.foundation.samples.errors import SampleDataRefused
from trato.foundation.samples.events import SampleDataLoaded, SampleDataRemoved
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_installation")
def load_sample_data(*, by: Actor) -> None:
    """What each module has to show, beside whatever is there."""
    company = _locked_company()
    if company.has_sample_data:
        raise SampleDataRefused(_("Sample data is already loaded."))
    for samples in contributions(SampleData):
        samples.create(by=by)
    _note(company, SampleDataLoaded(subject_id=company.id), is_loaded=True, by=by)


@use_case(right="foundation.manage_installation")
def remove_sample_data(*, by: Actor) -> Sequence[str]:
    """Returns the names of what stays, because somebody changed it or something of somebody's points to it."""
    company = _locked_company()
    if not company.has_sample_data:
        raise SampleDataRefused(_("There is no sample data here."))
    kept = [name for samples in reversed(contributions(SampleData)) for name in samples.remove(by=by)]
    _note(company, SampleDataRemoved(subject_id=company.id, kept_count=len(kept)), is_loaded=False, by=by)
    return kept


def _locked_company() -> Installation:
    """Two people clicking at once wait for each other."""
    company = Installation.objects.select_for_update().first()
    if company is None:
        raise SampleDataRefused(_("Set up your company first."))
    return company


def _note(company: Installation, event: Event, *, is_loaded: bool, by: Actor) -> None:
    before, after = {"has_sample_data": company.has_sample_data}, {"has_sample_data": is_loaded}
    company.has_sample_data = is_loaded
    company.save(update_fields=["has_sample_data"])
    record_and_publish(event, by=by, before=before, after=after)
