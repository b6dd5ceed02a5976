from django.urls import path

from trato.web.teams.views import delete, team, teams

urlpatterns = [
    path("settings/teams/", teams, name="teams"),
    path("settings/teams/<uuid:team_id>/", team, name="team"),
    path("settings/teams/<uuid:team_id>/delete/", delete, name="delete_team"),
]
