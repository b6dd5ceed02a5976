"""What forms for leads add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import (
    CustomerPanel,
    JobKind,
    Permission,
    RestRouter,
    SettingsLink,
    SourceNames,
    TimelineKind,
)
from trato.sales.lead_forms.events import LeadCaptured, LeadFormDeleted, LeadFormSaved
from trato.sales.lead_forms.models import SOURCE
from trato.sales.lead_forms.panel import forms_of_contact
from trato.sales.lead_forms.personal import ANSWERS
from trato.sales.lead_forms.queries import answers_told, names_of_forms

SALES = _("Sales")


def _router() -> Any:
    from trato.sales.lead_forms.rest import router

    return router


contributions = [
    ANSWERS,
    RestRouter(prefix="/leads", router=_router, order=80),
    Permission(name="sales.create_leads", label=_("Bring leads in by a program"), group=SALES, reaches=False, order=70),
    Permission(name="sales.manage_lead_forms", label=_("Manage forms for leads"), group=SALES, reaches=False, order=71),
    SettingsLink(
        label=_("Forms for leads"),
        says=_("Forms for your web site, what they ask, and what came in by them."),
        url_name="sales:lead_forms",
        icon="table",
        right="sales.manage_lead_forms",
        events=(LeadFormSaved.kind, LeadFormDeleted.kind),
        order=70,
    ),
    TimelineKind(
        event=LeadCaptured.kind,
        template="sales/timeline/lead_captured.html",
        icon="world",
        label=_("Form filled in"),
        records=answers_told,
    ),
    CustomerPanel(
        kind="contact",
        title=_("Forms filled in"),
        template="sales/panels/lead_answers.html",
        facts=forms_of_contact,
        order=44,
    ),
    SourceNames(prefix=SOURCE, names=names_of_forms),
    JobKind(task="sales.forget_kept_back", label=_("Forget answers to forms that were not taken")),
]
