"""Pages for colleagues that belong to no module."""

from django.urls import include, path

app_name = "web"
urlpatterns = [
    path("", include("trato.web.home.urls")),
    path("", include("trato.web.search.urls")),
    path("", include("trato.web.creating.urls")),
    path("", include("trato.web.lists.urls")),
    path("", include("trato.web.first_run.urls")),
    path("", include("trato.web.settings.urls")),
    path("", include("trato.web.notifications.urls")),
    path("", include("trato.web.people.urls")),
    path("", include("trato.web.teams.urls")),
    path("", include("trato.web.roles.urls")),
    path("", include("trato.web.fields.urls")),
    path("", include("trato.web.operations.urls")),
    path("", include("trato.web.records.urls")),
    path("", include("trato.web.shortcuts.urls")),
    path("", include("trato.web.help.urls")),
    path("", include("trato.web.files.urls")),
    path("", include("trato.web.walking.urls")),
    path("", include("trato.web.samples.urls")),
    path("imports/", include("trato.web.imports.urls")),
    path("moving-in/", include("trato.web.moving_in.urls")),
    path("change-sets/", include("trato.web.change_sets.urls")),
    path("exports/", include("trato.web.exports.urls")),
    path("settings/gallery/", include("trato.web.gallery.urls")),
    path("live/", include("trato.web.live.urls")),
]
