"""What sales adds to the rest of the system."""

from trato.foundation.public import StaffPages
from trato.sales.bench.extension import contributions as bench
from trato.sales.board.extension import contributions as board
from trato.sales.deals.extension import contributions as deals
from trato.sales.forecast.extension import contributions as forecast
from trato.sales.goals.extension import contributions as goals
from trato.sales.help_pages import contributions as help_pages
from trato.sales.lead_forms.extension import contributions as lead_forms
from trato.sales.leads.extension import contributions as leads
from trato.sales.lines.extension import contributions as lines
from trato.sales.moving_in.extension import contributions as moving_in
from trato.sales.pipelines.extension import contributions as pipelines
from trato.sales.reports.extension import contributions as reports
from trato.sales.routing.extension import contributions as routing
from trato.sales.samples.extension import contributions as samples
from trato.sales.scoring.extension import contributions as scoring
from trato.sales.seeding.extension import contributions as seeding

contributions = [
    StaffPages(prefix="", urlconf="trato.sales.urls", order=70),
    *pipelines,
    *deals,
    *samples,
    *board,
    *lines,
    *moving_in,
    *lead_forms,
    *leads,
    *routing,
    *reports,
    *forecast,
    *goals,
    *help_pages,
    *scoring,
    *seeding,
    *bench,
]
