"""How one sells, in a few words."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import HelpPage

contributions = [
    HelpPage(
        name="deals",
        title=_("Deals and their lines"),
        template="sales/help/deals.html",
        kinds=["deal"],
        pages=["sales:deal_lines"],
        order=61,
    ),
    HelpPage(
        name="board",
        title=_("The board and its stages"),
        template="sales/help/board.html",
        pages=["sales:board", "sales:pipelines", "sales:pipeline", "sales:stage", "sales:new_stage"],
        order=62,
    ),
    HelpPage(
        name="leads",
        title=_("Leads"),
        template="sales/help/leads.html",
        pages=[
            "sales:leads",
            "sales:lead_forms",
            "sales:lead_form",
            "sales:new_lead_form",
            "sales:routing",
            "sales:routing_rule",
            "sales:scoring",
            "sales:scoring_rule",
        ],
        order=63,
    ),
    HelpPage(
        name="forecast",
        title=_("Forecast and goals"),
        template="sales/help/forecast.html",
        pages=["sales:forecast", "sales:forecast_changes", "sales:forecast_back", "sales:goals"],
        order=64,
    ),
    HelpPage(
        name="reports",
        title=_("Reports"),
        template="sales/help/reports.html",
        pages=["sales:reports", "sales:report"],
        order=65,
    ),
]
