"""Settings → Teams."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trato.foundation.public import NotFound, Team, change_team, create_team, delete_team
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.shell.toasts import say
from trato.web.teams.forms import TeamForm
from trato.web.teams.queries import branches, members_of_team

MANAGE = "foundation.manage_people"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def teams(request: StaffRequest) -> HttpResponse:
    """The tree, and a form that adds to it."""
    form = TeamForm(request.POST) if request.method == "POST" else TeamForm()
    made = tried(form, lambda: create_team(by=request.actor, **form.facts()))
    if made:
        say(request, _("The team %(name)s was created.") % {"name": made})
        return redirect("web:teams")
    facts = {"form": form, "branches": branches()}
    return render(request, "web/teams/index.html", facts, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def team(request: StaffRequest, team_id: UUID) -> HttpResponse:
    shown = _team(team_id)
    form = TeamForm(request.POST) if request.method == "POST" else TeamForm.of(shown)
    if tried(form, lambda: change_team(team_id, by=request.actor, **form.facts())):
        say(request, _("Saved."))
        return redirect("web:teams")
    facts = {"form": form, "team": shown, "members": members_of_team(shown)}
    return render(request, "web/teams/show.html", facts, status=status_of(form))


@require_POST
@staff_page(MANAGE)
def delete(request: StaffRequest, team_id: UUID) -> HttpResponse:
    delete_team(team_id, by=request.actor)
    say(request, _("The team was deleted."))
    return redirect("web:teams")


def _team(team_id: UUID) -> Team:
    found = Team.objects.filter(pk=team_id).first()
    if found is None:
        raise NotFound(_("There is no such team."))
    return found
