"""The answer to an address that cannot be read."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from trato.web.errors.telling import Failure, tell


def unreadable(request: HttpRequest) -> HttpResponse:
    what = _("It holds a NUL character or bytes that are not UTF-8 text.")
    todo = _("Search for what you meant, or start from a list.")
    return tell(request, Failure(400, _("This address cannot be read"), what, todo=todo))
