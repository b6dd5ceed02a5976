"""The answer to an address that cannot be read: a page for people, a problem for programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from trato.web.errors.telling import Failure, tell


def unreadable(request: HttpRequest) -> HttpResponse:
    title = _("This address cannot be read")
    what = _("It holds a NUL character or bytes that are not UTF-8 text.")
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": 400, "detail": what}
        return JsonResponse(problem, status=400, content_type="application/problem+json")
    return tell(request, Failure(400, title, what, todo=_("Search for what you meant, or start from a list.")))
