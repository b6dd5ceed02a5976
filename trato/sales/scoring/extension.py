"""What scoring adds to the rest of the system."""

from django.utils.translation import gettext_lazy as _

from trato.customers.public import contacts_told
from trato.foundation.public import (
    EVERY_EVENT,
    CustomerPanel,
    JobKind,
    Permission,
    Reader,
    SettingsLink,
    TimelineKind,
)
from trato.sales.scoring.events import LeadQualified, ScoringRuleDeleted, ScoringRuleSaved, ThresholdChanged
from trato.sales.scoring.panel import score_of_contact
from trato.sales.scoring.subscribers import score_the_touched
from trato.sales.scoring.use_cases.rules import RECOUNT

contributions = [
    Permission(name="sales.manage_scoring", label=_("Manage scoring"), group=_("Sales"), reaches=False, order=73),
    SettingsLink(
        label=_("Lead scoring"),
        says=_("What gives contacts points, how points fade, and from how many on a lead is qualified."),
        url_name="sales:scoring",
        icon="adjustments-horizontal",
        right="sales.manage_scoring",
        events=(ScoringRuleSaved.kind, ScoringRuleDeleted.kind, ThresholdChanged.kind),
        order=72,
    ),
    Reader(name="sales.scoring", events=EVERY_EVENT, react=score_the_touched),
    TimelineKind(
        event=LeadQualified.kind,
        template="sales/timeline/lead_qualified.html",
        icon="check",
        label=_("Lead qualified by its score"),
        records=contacts_told,
    ),
    CustomerPanel(
        kind="contact",
        title=_("Lead score"),
        template="sales/panels/score.html",
        facts=score_of_contact,
        order=37,
    ),
    JobKind(task=RECOUNT, label=_("Count lead scores anew")),
    JobKind(task="sales.fade_scores", label=_("Let points of leads fade")),
]
