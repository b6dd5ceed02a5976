"""What leads add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.public import contacts_told
from trato.foundation.public import NavigationItem, RecordAct, RestRouter, TimelineKind
from trato.sales.leads.events import LeadConverted, LeadUnqualified
from trato.sales.leads.stages import LEAD_STAGES, OPEN_STATUSES


def _router() -> Any:
    from trato.sales.leads.rest import router

    return router


contributions = [
    NavigationItem(
        label=_("Leads"),
        url_name="sales:leads",
        icon="user-plus",
        right="customers.see_contacts",
        group=_("Sales"),
        key="e",
        order=48,
    ),
    RestRouter(prefix="/leads", router=_router, order=81),
    RecordAct(
        kind="contact",
        label=_("Contacted"),
        icon="phone",
        key="a",
        url_name="sales:contact_lead",
        when={"lifecycle_stage": LEAD_STAGES, "lead_status": ("new",)},
        order=10,
    ),
    RecordAct(
        kind="contact",
        label=_("Qualified"),
        icon="check",
        key="q",
        url_name="sales:qualify_lead",
        when={"lifecycle_stage": LEAD_STAGES, "lead_status": ("contacted", "nurturing")},
        order=20,
    ),
    RecordAct(
        kind="contact",
        label=_("Convert"),
        icon="layout-kanban",
        key="v",
        url_name="sales:convert_lead",
        when={"lifecycle_stage": LEAD_STAGES, "lead_status": OPEN_STATUSES},
        order=30,
    ),
    RecordAct(
        kind="contact",
        label=_("Not qualified"),
        icon="circle-x",
        key="z",
        url_name="sales:unqualify_lead",
        when={"lifecycle_stage": LEAD_STAGES, "lead_status": OPEN_STATUSES},
        order=40,
    ),
    *(
        TimelineKind(
            event=event.kind, template=f"sales/timeline/{name}.html", icon=icon, label=label, records=contacts_told
        )
        for event, name, icon, label in (
            (LeadConverted, "lead_converted", "layout-kanban", _("Lead converted")),
            (LeadUnqualified, "lead_unqualified", "circle-x", _("Lead not qualified")),
        )
    ),
]
