"""A request from a signed-in colleague."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from trato.foundation.public import Actor, NotAllowed, User


class StaffRequest(HttpRequest):
    user: User
    actor: Actor
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def staff_page(right: str = "") -> Callable[[View], View]:
    """For colleagues, and with a right only for those who hold it. Its verbs check again."""

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if right and not request.actor.may(right):
                raise NotAllowed(_("Your role does not allow this."))
            return view(request, *args, **kwargs)

        return login_required(run)

    return decorate
