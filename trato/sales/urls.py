"""Pages of sales that are not generic."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "sales"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("trato.sales.board.urls")),
    path("sales/deals/", include("trato.sales.deals.urls")),
    path("settings/pipelines/", include("trato.sales.pipelines.urls")),
    path("", include("trato.sales.lines.urls")),
    path("", include("trato.sales.lead_forms.urls")),
    path("", include("trato.sales.leads.urls")),
    path("", include("trato.sales.reports.urls")),
    path("", include("trato.sales.forecast.urls")),
    path("", include("trato.sales.goals.urls")),
    path("settings/routing/", include("trato.sales.routing.urls")),
    path("settings/scoring/", include("trato.sales.scoring.urls")),
]
