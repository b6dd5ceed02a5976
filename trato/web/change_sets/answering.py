"""Where one goes when an act was carried out: back to the list with the way back, or to its page."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from trato.foundation.public import ChangeSet, SetState
from trato.web.change_sets.page import done_words
from trato.web.people.requests import StaffRequest
from trato.web.shell.toasts import say


def answered(request: StaffRequest, one: ChangeSet) -> HttpResponse:
    """What is done without a remainder needs no page of its own; an undo goes back to where the act was started."""
    if one.state != SetState.FINISHED:
        return gone_to(request, "web:change_set", one.id)
    say(request, done_words(one), undo_url=reverse("web:change_set_undo", args=[one.id]))
    begun = one.undoes if one.undoes else one
    back = str(begun.selection.get("back", ""))
    if one.counts.get("refused") or not back:
        return gone_to(request, "web:change_set", one.id)
    return _redirect(request, back)


def gone_to(request: StaffRequest, name: str, id_: UUID) -> HttpResponse:
    return _redirect(request, reverse(name, args=[id_]))


def _redirect(request: StaffRequest, address: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else HttpResponseRedirect(address)
