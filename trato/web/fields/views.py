"""Settings → Fields."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trato.foundation.fields.public import (
    CustomField,
    archive_field,
    change_field,
    count_values,
    drop_field,
    extensible_kinds,
    index_field,
    made_field,
    make_field,
    order_fields,
    unarchive_field,
)
from trato.foundation.public import RecordKind, limit_field
from trato.web.fields.forms import DropForm, FieldEditor, LimitsForm
from trato.web.fields.kinds import TypeDoor, all_fields, door_of, line_of, moved, type_doors
from trato.web.lists.slow import told_slow
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.shell.toasts import say

MANAGE = "foundation.manage_fields"
PEOPLE = "foundation.manage_people"


@require_safe
@staff_page(MANAGE)
def fields(request: StaffRequest) -> HttpResponse:
    return render(request, "web/fields/index.html", {"kinds": all_fields()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def new_field(request: StaffRequest, kind: str) -> HttpResponse:
    of, door = _kind(kind), door_of(request.GET.get("type", ""), request.GET.get("refers_to", ""))
    if door is None:
        return render(request, "web/fields/types.html", {"kind": of, "doors": type_doors()})
    form = FieldEditor(of, door.type, request.POST or None)
    made = tried(form, lambda: _make(request, of, door, form))
    if made:
        say(request, _("The field “%(name)s” was made.") % {"name": made})
        return redirect("web:fields")
    return render(request, "web/fields/show.html", {"form": form, "kind": of, "door": door}, status=status_of(form))


def _make(request: StaffRequest, kind: RecordKind, door: TypeDoor, form: FieldEditor) -> CustomField:
    given = {"name": form.cleaned_data["name"], "searchable": form.cleaned_data.get("searchable", False)}
    facts = form.facts()
    return make_field(kind.name, type=door.type, refers_to=door.refers_to, facts=facts, by=request.actor, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def field(request: StaffRequest, field_id: UUID) -> HttpResponse:
    shown = made_field(field_id)
    kind = _kind(shown.kind)
    form = FieldEditor(kind, shown.type, request.POST or None, field=shown)
    if tried(form, lambda: change_field(field_id, by=request.actor, facts=form.facts())):
        say(request, _("Saved."))
        return redirect("web:fields")
    limits = LimitsForm(shown) if request.actor.may(PEOPLE) and not shown.is_archived else None
    facts = {"form": form, "kind": kind, "line": line_of(shown), "door": line_of(shown).door, "limits": limits}
    return render(request, "web/fields/show.html", facts, status=status_of(form))


@require_POST
@staff_page(PEOPLE)
def field_limits(request: StaffRequest, field_id: UUID) -> HttpResponse:
    form = LimitsForm(made_field(field_id), request.POST)
    if form.is_valid():
        limit_field(form.name, by=request.actor, limits=form.limits())
        say(request, _("Saved. It holds from each person’s next click."))
    return redirect("web:field", field_id)


@require_POST
@staff_page(MANAGE)
def move_field(request: StaffRequest, field_id: UUID) -> HttpResponse:
    shown = made_field(field_id)
    order = moved(shown, _kind(shown.kind), up=request.POST.get("way") == "up")
    order_fields(shown.kind, ids=[each.id for each in order], by=request.actor)
    return redirect("web:fields")


@require_POST
@staff_page(MANAGE)
def archive(request: StaffRequest, field_id: UUID) -> HttpResponse:
    shown = archive_field(field_id, by=request.actor)
    say(request, _("“%(name)s” is archived. Its values are kept.") % {"name": shown})
    return redirect("web:fields")


@require_POST
@staff_page(MANAGE)
def unarchive(request: StaffRequest, field_id: UUID) -> HttpResponse:
    shown = unarchive_field(field_id, by=request.actor)
    say(request, _("“%(name)s” is in use again, with all its values.") % {"name": shown})
    return redirect("web:fields")


@require_POST
@staff_page(MANAGE)
def index(request: StaffRequest, field_id: UUID) -> HttpResponse:
    shown = index_field(field_id, wanted=request.POST.get("wanted") == "yes", by=request.actor)
    if request.htmx:
        return render(request, "web/lists/slow.html", {"slow": told_slow([shown], by=request.actor)})
    return redirect("web:field", field_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MANAGE)
def drop(request: StaffRequest, field_id: UUID) -> HttpResponse:
    shown, form = made_field(field_id), DropForm(request.POST or None)
    gone = tried(form, lambda: (drop_field(field_id, by=request.actor, label=form.cleaned_data["label"]),))
    if gone:
        told = ngettext("%(count)d value was thrown away.", "%(count)d values were thrown away.", gone[0])
        say(request, told % {"count": gone[0]})
        return redirect("web:fields")
    count = count_values(shown) if shown.type != "formula" else 0
    facts = {"form": form, "field": shown, "count": count}
    return render(request, "web/fields/drop.html", facts, status=status_of(form))


def _kind(name: str) -> RecordKind:
    for kind in extensible_kinds():
        if kind.name == name:
            return kind
    raise Http404
