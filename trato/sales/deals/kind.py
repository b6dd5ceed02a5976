"""What is known about a deal, declared once."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trato.customers.public import TagsPart
from trato.foundation.public import RecordKind
from trato.sales.deals.fields import DEAL as ABOUT
from trato.sales.deals.fields import FIELDS, OUTCOME, PROGRESS
from trato.sales.deals.models import Deal
from trato.sales.deals.parts import ChecksPart, KeysPart, PeoplePart
from trato.sales.deals.related_fields import RELATIONSHIP
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.deals.use_cases.trash import restore_deals, trash_deals
from trato.sales.deals.use_cases.update import update_deals
from trato.sales.lines.part import LinesPart

DEAL = RecordKind(
    name="deal",
    plural="deals",
    module="sales",
    label=_("Deal"),
    label_plural=_("Deals"),
    icon="layout-kanban",
    order=50,
    model=lambda: Deal,
    fields=FIELDS,
    fields_table="sales_deal_fields",
    parts=lambda: (KeysPart(), PeoplePart(), ChecksPart(), TagsPart("deal"), LinesPart()),
    create=create_deals,
    update=update_deals,
    trash=trash_deals,
    restore=restore_deals,
    match_keys=("external_id", "name"),
    weak_keys=("name",),
    default_sort="close_on",
    has_tree_of_merges=False,
    sections=(ABOUT, PROGRESS, OUTCOME, RELATIONSHIP),
    subtitle=("company", "contact"),
    headline=("stage", "amount", "close_on", "owner"),
    face="sign",
    opens_with={"state": ("open",)},
    opens_with_label=pgettext_lazy("deal", "Open"),
    empty_hint=_(
        "A deal is a sale you hope to make: with whom, for how much, how far it has come, and when it closes."
    ),
)
