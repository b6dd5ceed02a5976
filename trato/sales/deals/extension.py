"""What deals add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.commerce.public import RatesTaken
from trato.customers.public import talk_about
from trato.foundation.public import (
    Contribution,
    CustomerPanel,
    JobKind,
    NavigationItem,
    Permission,
    Reader,
    RecordAct,
    RestRouter,
    TimelineGroup,
    TimelineKind,
)
from trato.sales.deals.events import (
    DealChanged,
    DealCreated,
    DealLost,
    DealReopened,
    DealRestored,
    DealStageChanged,
    DealTrashed,
    DealWon,
)
from trato.sales.deals.kind import DEAL
from trato.sales.deals.models import Deal
from trato.sales.deals.panels import deals_of_company, deals_of_contact, lack_of_a_rate, people_of, stages_of
from trato.sales.deals.personal import DEALS
from trato.sales.deals.queries import customers_behind, deals_alone_with
from trato.sales.deals.recounting import RECOUNT
from trato.sales.deals.subscribers import convert_anew, count_what_was_held
from trato.sales.deals.touching import TOUCHING

SALES = _("Sales")


def _router() -> Any:
    from trato.sales.deals.rest import router

    return router


def _deals_told() -> Any:
    """A line of a story says the name and no more."""
    return Deal.objects.only("id", "name")


contributions: list[Contribution] = [
    DEAL,
    DEALS,
    RestRouter(prefix="/deals", router=_router, order=40),
    NavigationItem(
        label=_("Deals"),
        url_name="web:list",
        url_kwargs={"plural": "deals"},
        icon="table",
        right="sales.see_deals",
        group=SALES,
        key="s",
        order=50,
    ),
    RecordAct(
        kind="deal",
        label=_("Won"),
        icon="trophy",
        key="w",
        url_name="sales:win_deal",
        when={"state": ("open",)},
        order=10,
    ),
    RecordAct(
        kind="deal",
        label=_("Reopen"),
        icon="arrow-back-up",
        key="o",
        url_name="sales:reopen_deal",
        when={"state": ("won", "lost")},
        order=20,
    ),
    RecordAct(
        kind="deal",
        label=_("Duplicate"),
        icon="copy",
        key="d",
        url_name="sales:duplicate_deal",
        verb="create",
        order=30,
    ),
    Permission(name="sales.see_deals", label=_("See deals"), group=SALES, order=90),
    Permission(name="sales.create_deals", label=_("Create deals"), group=SALES, reaches=False, order=91),
    Permission(name="sales.edit_deals", label=_("Edit, win and lose deals"), group=SALES, order=92),
    Permission(name="sales.delete_deals", label=_("Delete deals"), group=SALES, order=93),
    Permission(name="sales.export_deals", label=_("Export deals"), group=SALES, order=94),
    Reader(name="sales.deals_converted", events=[RatesTaken.kind], react=convert_anew),
    Reader(name="sales.deals_held", events=tuple(TOUCHING), react=count_what_was_held),
    JobKind(task=RECOUNT, label=_("Count anew what was held before deals closed")),
    TimelineGroup(name="deals", label=_("Deals"), order=12),
    *(
        TimelineKind(
            event=event.kind,
            template=f"sales/timeline/{name}.html",
            icon=icon,
            label=label,
            records=_deals_told,
            group="deals",
        )
        for event, name, icon, label in (
            (DealCreated, "deal_created", "layout-kanban", _("Deal created")),
            (DealChanged, "deal_changed", "pencil", _("Deal changed")),
            (DealStageChanged, "deal_stage_changed", "arrow-right", _("Deal moved to another stage")),
            (DealWon, "deal_won", "trophy", _("Deal won")),
            (DealLost, "deal_lost", "circle-x", _("Deal lost")),
            (DealReopened, "deal_reopened", "arrow-back-up", _("Deal reopened")),
            (DealTrashed, "deal_trashed", "trash", _("Deal put into the trash")),
            (DealRestored, "deal_restored", "arrow-back-up", _("Deal restored")),
        )
    ),
    *(
        CustomerPanel(
            kind=kind,
            title=_("Deals"),
            template="sales/panels/deals.html",
            facts=facts,
            relation=f"deal.{kind}",
            order=3,
        )
        for kind, facts in (("contact", deals_of_contact), ("company", deals_of_company))
    ),
    *talk_about(
        "deal",
        table="sales_deal",
        label=_("Deal"),
        icon="layout-kanban",
        also=("deal name", "associated deal", "opportunity", "opportunity name", "negocio", "oportunidad"),
        behind=customers_behind,
        alone_with=deals_alone_with,
    ),
    CustomerPanel(
        kind="deal",
        title=_("No amount in our currency"),
        template="sales/panels/lack_of_a_rate.html",
        facts=lack_of_a_rate,
        order=2,
    ),
    CustomerPanel(kind="deal", title=_("Stages"), template="sales/panels/stages.html", facts=stages_of, order=3),
    CustomerPanel(
        kind="deal", title=_("People with a say"), template="sales/panels/people.html", facts=people_of, order=4
    ),
]
