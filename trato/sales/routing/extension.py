"""What routing adds to the rest of the system."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import CustomerPanel, JobKind, Permission, Reader, SettingsLink, TimelineKind
from trato.sales.routing.events import LeadRouted, RoutingRuleDeleted, RoutingRuleSaved, WorkingHoursChanged
from trato.sales.routing.panel import routing_of_contact
from trato.sales.routing.personal import DECISIONS
from trato.sales.routing.queries import decisions_told
from trato.sales.routing.subscribers import ROUTING, give_out_leads

contributions = [
    DECISIONS,
    Permission(
        name="sales.manage_routing", label=_("Decide who gets leads"), group=_("Sales"), reaches=False, order=72
    ),
    SettingsLink(
        label=_("Who gets leads"),
        says=_("Rules by which leads without an owner get one, working hours, and a trial of both."),
        url_name="sales:routing",
        icon="git-merge",
        right="sales.manage_routing",
        events=(RoutingRuleSaved.kind, RoutingRuleDeleted.kind, WorkingHoursChanged.kind),
        order=71,
    ),
    Reader(name="sales.routing", events=ROUTING, react=give_out_leads),
    TimelineKind(
        event=LeadRouted.kind,
        template="sales/timeline/lead_routed.html",
        icon="user-check",
        label=_("Given to somebody by a rule"),
        records=decisions_told,
    ),
    CustomerPanel(
        kind="contact",
        title=_("Why this owner"),
        template="sales/panels/routing.html",
        facts=routing_of_contact,
        order=45,
    ),
    JobKind(task="sales.route_waiting", label=_("Give out leads that waited for somebody to work")),
]
