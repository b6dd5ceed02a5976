"""Pages for what went wrong before or after a view."""

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from trato.web.errors.database import UNREACHABLE
from trato.web.errors.telling import (
    Failure,
    not_allowed_failure,
    not_found_failure,
    stale_failure,
    tell,
    tell_no_database,
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    what = _("The request was cut off, too large or not meant for this address.")
    return tell(request, Failure(400, _("This request cannot be read"), what, todo=_("Go back and try once more.")))


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return tell(request, not_allowed_failure())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return tell(request, not_found_failure())


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], UNREACHABLE):  # in a middleware: who is signed in is asked before any view runs
        return tell_no_database(request)
    what = _("Something in Trato broke. It was written to the log; nothing was half saved.")
    kept = _("What you typed is still on the page you came from.")
    todo = _("Go back and try again. If it breaks again, tell whoever runs this Trato.")
    return tell(request, Failure(500, _("That was our fault"), what, kept=kept, todo=todo))


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    return tell(request, stale_failure())
