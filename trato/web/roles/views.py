"""Settings → Roles."""

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.public import NotFound, Role, change_role, create_role, delete_role
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.roles.forms import RoleForm
from trato.web.shell.toasts import say

MANAGE = "foundation.manage_people"


@require_safe
@staff_page(MANAGE)
def roles(request: StaffRequest) -> HttpResponse:
    counted = Role.objects.annotate(held_by=Count("people", filter=Q(people__is_active=True)))
    return render(request, "web/roles/index.html", {"roles": counted.order_by("created_at")})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def new_role(request: StaffRequest) -> HttpResponse:
    form = RoleForm(request.POST or None)
    made = tried(form, lambda: create_role(by=request.actor, **form.facts()))
    if made:
        say(request, _("The role %(name)s was created.") % {"name": made})
        return redirect("web:roles")
    return render(request, "web/roles/show.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def role(request: StaffRequest, role_id: UUID) -> HttpResponse:
    shown = _role(role_id)
    form = RoleForm(request.POST or None, role=shown)
    if tried(form, lambda: change_role(role_id, by=request.actor, **form.facts())):
        say(request, _("Saved. It holds from each person’s next click."))
        return redirect("web:roles")
    facts = {"form": form, "role": shown, "people": shown.people.order_by("name")}
    return render(request, "web/roles/show.html", facts, status=status_of(form))


@require_POST
@staff_page(MANAGE)
def delete(request: StaffRequest, role_id: UUID) -> HttpResponse:
    delete_role(role_id, by=request.actor)
    say(request, _("The role was deleted."))
    return redirect("web:roles")


def _role(role_id: UUID) -> Role:
    found = Role.objects.filter(pk=role_id).first()
    if found is None:
        raise NotFound(_("There is no such role."))
    return found
