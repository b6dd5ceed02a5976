"""From a record to the next or previous one of the list one came from."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trato.foundation.public import NotAllowed, neighbour, record_kind
from trato.web.lists.asked import asked_of
from trato.web.people.requests import StaffRequest
from trato.web.records.queries import root_of
from trato.web.shell.toasts import say


@login_required
@require_GET
def record_next(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    return _walked(request, plural, id, backwards=False)


@login_required
@require_GET
def record_previous(request: StaffRequest, plural: str, id: UUID) -> HttpResponse:
    return _walked(request, plural, id, backwards=True)


def _walked(request: StaffRequest, plural: str, id_: UUID, *, backwards: bool) -> HttpResponse:
    kind = record_kind(plural)
    if not request.actor.may(kind.right("see")):
        raise NotAllowed(_("Your role does not let you see these records."))
    here = root_of(kind, id_, seen_by=request.actor)
    found = _neighbour(request, plural, here, backwards=backwards)
    if found is None:
        say(request, _("This is the first of the list.") if backwards else _("This is the last of the list."))
    query = urlencode({"from": request.GET.get("from", "")})
    return HttpResponseRedirect(f"{reverse('web:record', args=[plural, found or here])}?{query}")


def _neighbour(request: StaffRequest, plural: str, here: UUID, *, backwards: bool) -> UUID | None:
    kind, asked = record_kind(plural), QueryDict(request.GET.get("from", ""))
    place = asked_of(kind, asked, by=request.actor)
    order = {"sort": place.sort.name, "descending": place.descending, "filters": place.filters}
    return neighbour(kind, here, seen_by=request.actor, backwards=backwards, **order)  # type: ignore[arg-type]  # a list's
