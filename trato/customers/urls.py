"""Pages of customers that are not generic."""

from django.urls import include, path

app_name = "customers"
urlpatterns = [
    path("notes/", include("trato.customers.notes.urls")),
    path("tasks/", include("trato.customers.tasks.urls")),
]
