"""Pages of customers that are not generic."""

from django.urls import include, path

from trato.customers.activities.outcome_views import outcomes
from trato.customers.my_day.views import day
from trato.customers.relations.views import relation_types
from trato.customers.task_templates.views import apply

app_name = "customers"
urlpatterns = [
    path("", include("trato.customers.privacy.urls")),
    path("", include("trato.customers.consent.urls")),
    path("merging/", include("trato.customers.merging.urls")),
    path("duplicates/", include("trato.customers.duplicates.urls")),
    path("notes/", include("trato.customers.notes.urls")),
    path("segments/", include("trato.customers.segments.urls")),
    path("tasks/", include("trato.customers.tasks.urls")),
    path("activities/", include("trato.customers.activities.urls")),
    path("tasks/<str:kind>/<uuid:about>/apply/", apply, name="apply_task_template"),
    path("settings/task-templates/", include("trato.customers.task_templates.urls")),
    path("relations/", include("trato.customers.relations.urls")),
    path("settings/relations/", relation_types, name="relation_types"),
    path("my-day/", day, name="my_day"),
    path("settings/outcomes/", outcomes, name="outcomes"),
]
